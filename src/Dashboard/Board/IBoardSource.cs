using System.Collections.Immutable;
using Mal.Wire;

namespace Mal.Board;

/// <summary>
/// Where a screen takes what it shows. In the browser it is the live hub; while the server draws the first picture it is a
/// snapshot. A screen never knows which.
/// </summary>
public interface IBoardSource
{
    /// <summary>The last known board; null until the first has come. It stays when the connection goes.</summary>
    Snapshot? Current { get; }

    /// <summary>The house's clock, as far as this device knows it.</summary>
    DateTimeOffset Now { get; }

    /// <summary>When what is shown was last known to be true, by the house's clock.</summary>
    DateTimeOffset AsOf { get; }

    /// <summary>A command can be sent now.</summary>
    bool Connected { get; }

    /// <summary>Why the house does not let this device watch as it asked; null when it does.</summary>
    string? Refused { get; }

    /// <summary>What the node has against itself, as of its last beat; null when nothing.</summary>
    Trouble? Trouble => null;

    event Action? Changed;

    /// <summary>Begins to watch a place. On the server it waits for the snapshot, in the browser it returns at once.</summary>
    Task Watch(string place, Audience audience);

    /// <summary>What this device remembers of an earlier page, shown until the house is heard. Passed over when what is held is as new.</summary>
    void Recall(RememberedBoard remembered);

    /// <summary>What to remember for a page without a network; null until the house has been heard.</summary>
    RememberedBoard? Remember();

    /// <summary>Each is answered, in order. Throws when the connection breaks: the same envelopes must then be sent again.</summary>
    Task<ImmutableList<Answer>> Send(ImmutableList<Envelope> envelopes);

    /// <summary>The screen has drawn what is current.</summary>
    Task Drawn();
}

/// <summary>A board as a device keeps it for a time without a network.</summary>
/// <param name="AsOf">When it was known to be true, by the house's clock.</param>
/// <param name="AheadMs">How far the house's clock was ahead of the device's.</param>
public sealed record RememberedBoard(Snapshot Snapshot, DateTimeOffset AsOf, double AheadMs);
