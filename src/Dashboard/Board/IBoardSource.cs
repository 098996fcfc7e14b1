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

    event Action? Changed;

    /// <summary>Begins to watch a place. On the server it waits for the snapshot, in the browser it returns at once.</summary>
    Task Watch(string place, Audience audience);

    /// <summary>Throws when the connection breaks: the same envelope must then be sent again.</summary>
    Task<Answer> Send(Envelope envelope);

    /// <summary>The screen has drawn what is current.</summary>
    Task Drawn();
}
