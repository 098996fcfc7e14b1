using System.Collections.Immutable;

namespace Mal.Displays;

/// <summary>
/// Which paired screens of one place are there (its key is the place's id). The nodes say whom they serve, on a change and
/// every few seconds; nothing of it is written down, and the board is told only when a screen comes or goes.
/// </summary>
[Alias("Mal.IDisplaysGrain")]
public interface IDisplaysGrain : IGrainWithStringKey
{
    /// <summary>A node lives and serves these devices.</summary>
    /// <param name="node">Made anew at every start of a node.</param>
    [Alias("Here")]
    Task Here(string node, ImmutableList<string> connected);

    /// <summary>What the board should hold; null before any screen of the place is known.</summary>
    [Alias("View")]
    Task<Facts.Told?> View();
}
