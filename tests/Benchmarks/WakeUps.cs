using System.Collections.Concurrent;
using System.Diagnostics;
using Mal.Facts;
using Mal.Places;
using Mal.Shelves;
using Orleans.Core.Internal;

namespace Mal.Benchmarks;

// (c) Waking an actor that has slept: from the call to its view, with a short and with a long history behind it.
internal sealed class WakeUps(HouseUnderTest house, string place)
{
    private const int ChunkEvents = 500;

    // A few actors take turns, so that each sleeps soundly before its next waking.
    private const int Sleepers = 4;
    private const double PerSecond = 20;

    /// <summary>In a house of its own, so that nothing else is awake.</summary>
    public static async Task Measure(BenchOptions options, PlaceFile file)
    {
        var place = Commands.Places(file, shelves: 100).First();
        await using var house = await HouseUnderTest.Start(Path.Combine(options.Folder, "sleepers"), place);
        var wakeUps = new WakeUps(house, place.Place.Id);
        await new Commands(house, [(place.Place.Id, "s99")]).Run(10, TimeSpan.FromSeconds(1));

        Report.Heading("(c) Waking up");
        foreach (var events in new[] { 10, options.LongHistory })
        {
            var shelves = Enumerable.Range(0, Sleepers).Select(n => $"s{n + (events == 10 ? 0 : Sleepers)}").ToArray();
            await wakeUps.Age(shelves, $"shelf/{place.Place.Id}/s99", events);
            Report.Row($"reading the head, {events} events", await wakeUps.ReadHead(shelves, PerSecond, options.Each));
            await wakeUps.Wake(shelves, PerSecond, TimeSpan.FromSeconds(1));
            Report.Row($"**product: waking and showing, {events} events**", await wakeUps.Wake(shelves, PerSecond, options.Each));
        }
    }

    /// <summary>Gives sleeping shelves a history of that many events, in the form a real shelf left behind.</summary>
    private async Task Age(string[] shelves, string likeStream, int events)
    {
        var head = await house.Log.Read(likeStream) ?? throw new InvalidOperationException($"{likeStream} has no head.");
        var one = await Last(likeStream);
        foreach (var shelf in shelves)
        {
            for (var version = 0; version < events;)
            {
                var from = version;
                var count = Math.Min(ChunkEvents, events - version);
                version += count;
                var outcome = await house.Log.Append(
                    $"shelf/{place}/{shelf}",
                    from,
                    [.. Enumerable.Range(1, count).Select(n => one with { Version = from + n })],
                    [],
                    head with { Version = version, WriteId = Guid.CreateVersion7() });
                Trace.Assert(outcome == AppendOutcome.Written);
            }
        }
    }

    private Task<Measured> ReadHead(string[] shelves, double perSecond, TimeSpan lasts) =>
        OpenLoop.Run(perSecond, lasts, i => house.Log.Read($"shelf/{place}/{shelves[i % shelves.Length]}"));

    private async Task<Measured> Wake(string[] shelves, double perSecond, TimeSpan lasts)
    {
        foreach (var shelf in shelves)
        {
            await Sleep(shelf);
        }

        var sleeping = new ConcurrentBag<Task>();
        var measured = await OpenLoop.Run(perSecond, lasts, async i =>
        {
            var shelf = shelves[i % shelves.Length];
            await Grain(shelf).View();
            sleeping.Add(Sleep(shelf));
        });
        await Task.WhenAll(sleeping);
        return measured;
    }

    private IShelfGrain Grain(string shelf) => house.Grains.GetGrain<IShelfGrain>($"{place}/{shelf}");

    // Its turn comes again only after all the others, by when it sleeps.
    private async Task Sleep(string shelf) => await Grain(shelf).AsReference<IGrainManagementExtension>().DeactivateOnIdle();

    private async Task<StoredEvent> Last(string stream)
    {
        StoredEvent? last = null;
        await foreach (var one in house.Log.History(stream, 1))
        {
            last = one;
        }

        return last ?? throw new InvalidOperationException($"{stream} has no events.");
    }
}
