using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Silo.Tests.Storage;

// Small facts for the tests of the logs: what they say does not matter, only that it comes back unchanged.
internal static class Facts
{
    public static readonly DateTimeOffset Wednesday = new(2025, 3, 5, 16, 42, 0, TimeSpan.FromHours(1));

    public static StoredEvent Event(long version, Guid? command = null) =>
        new(version, Wednesday.AddSeconds(version), command ?? Guid.NewGuid(), "staff", $$"""{"$type":"tapped","n":{{version}}}""");

    public static AppliedCommand Command(long version) => new(Guid.NewGuid(), version, null, null);

    public static Head Head(long version, params AppliedCommand[] commands) =>
        new(version, Guid.NewGuid(), "set", 1, $$"""{"version":{{version}}}""", [.. commands]);

    /// <summary>A fact that a wrong clock dated ten years ahead.</summary>
    public static Task<AppendOutcome> AddAhead(this IEventLog log, string stream, long expected)
    {
        var applied = Command(expected + 1);
        return log.Append(stream, expected, [Event(expected + 1, applied.Id) with { At = Wednesday.AddYears(10) }], [applied], Head(expected + 1, applied));
    }

    /// <summary>Appends that many events with one command id, as an actor would.</summary>
    public static Task<AppendOutcome> Add(this IEventLog log, string stream, long expected, int events = 1, AppliedCommand? command = null)
    {
        var applied = command ?? Command(expected + events);
        return log.Append(
            stream,
            expected,
            [.. Enumerable.Range(1, events).Select(i => Event(expected + i, applied.Id))],
            [applied],
            Head(expected + events, applied));
    }

    public static async Task<ImmutableList<StoredEvent>> All(this IEventLog log, string stream, long from = 1)
    {
        var found = ImmutableList.CreateBuilder<StoredEvent>();
        await foreach (var one in log.History(stream, from))
        {
            found.Add(one);
        }

        return found.ToImmutable();
    }
}
