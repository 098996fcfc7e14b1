using System.Collections.Immutable;

namespace Mal.Taps;

/// <summary>What the phone says about a tap.</summary>
/// <param name="Unread">How many refusals wait to be read, this one among them.</param>
public sealed record Said(Guid Id, string Key, string Text, bool CanUndo, bool IsRefusal, int Unread = 0)
{
    /// <summary>The others of its round.</summary>
    public ImmutableList<(Guid Id, string Key)> Also { get; init; } = [];
}
