using System.Collections.Immutable;
using System.Text.Json;
using Mal.Board;
using Mal.Initiatives;
using Mal.Live;
using Mal.Places;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Silo.Tests.Live;

/// <summary>One relay and the screens at it, without a network and without a clock of its own: every write ends when the test says so.</summary>
internal sealed class CrowdOfScreens
{
    public const string Build = "b";
    private const int Initiatives = 20;

    // Far above what any of it takes, and far below for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private long _version;

    public CrowdOfScreens() => Relay = new PlaceRelay("dom", Clock, Clock);

    public FakeTimeProvider Clock { get; } = new();

    public PlaceRelay Relay { get; }

    /// <summary>How far the board has come, as the relay numbers it for its screens.</summary>
    public long Newest => Relay.Snapshot(Audience.Staff).Seq;

    public int WholePictureBytes => JsonSerializer.SerializeToUtf8Bytes(Relay.Snapshot(Audience.Staff), WireBytes.Options).Length;

    public int HeldBytes => Relay.Held.Sum(frame => HandWritten.Bytes(frame.Message).Length);

    public HandWritten[] Join(int count, bool byHand = false) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var connection = new HandWritten(byHand);
        connection.Screen = new Screen(Relay, connection, Audience.Staff);
        connection.Seq = Relay.Join(connection.Screen, null, Build).Seq;
        return connection;
    })];

    /// <summary>The next change on the board: one of its views, anew.</summary>
    public void Change()
    {
        var id = $"kurs-{++_version % Initiatives}";
        Relay.Changed(new Changes("e", _version, _version, ImmutableSortedDictionary<string, View>.Empty
            .Add($"initiative/dom/{id}", new InitiativeView(_version, id, "Kurs", LedBy.Team, false, [])))).GetAwaiter().GetResult();
    }

    public static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(1);
        }
    }
}
