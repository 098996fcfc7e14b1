using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure.Core;
using Azure.Data.Tables;
using Mal.Board;
using Mal.Facts;
using Mal.Live;
using Mal.Places;
using Mal.Serialization;
using Mal.Shelves;
using Mal.Storage;
using Mal.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Silo.Tests.Storage.Faults;

/// <summary>
/// Shelves on the real log, the real shell and the real board, tapped by phones that send again what was not answered,
/// while a second node writes on the same streams and the network does its worst. Each of ten thousand schedules is a few
/// taps and their faults; the seed says which.
/// </summary>
public sealed class StormTests
{
    private const int Schedules = 10_000;
    private const int Places = 5;
    private const int ShelvesInPlace = 100;
    private const int AtOnce = 48;
    private const int Seed = 20261125;

    private static readonly By Staff = new(Role.Staff, "phone-1");
    private static readonly DateTimeOffset Wednesday = new(2026, 11, 25, 16, 42, 0, TimeSpan.FromHours(1));

    private sealed record Tap(string Stream, Guid Id, AnswerStatus Answer, long Version);

    [Fact]
    public async Task Ten_thousand_schedules_of_faults_lose_nothing_acknowledged_and_double_nothing()
    {
        var service = new TableServiceInMemory();
        var weather = new Weather(service, Seed);
        var log = Log(service, weather);
        var rival = Log(service, new Weather(service, Seed + 1) { IsStormy = false });
        var clock = new FakeTimeProvider(Wednesday);
        using var house = await House(log, clock);
        var grains = house.Services.GetRequiredService<IGrainFactory>();
        var places = await Import(grains);
        var screens = await Task.WhenAll(places.Select(place => Watch(grains, place)));

        weather.IsStormy = true;
        var taps = new ConcurrentBag<Tap>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Schedules), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (schedule, _) =>
        {
            var shelf = schedule % (Places * ShelvesInPlace);
            var key = $"{places[shelf / ShelvesInPlace]}/s{shelf % ShelvesInPlace}";
            await Live(grains.GetGrain<IShelfGrain>(key), $"shelf/{key}", new Random(Seed + schedule), rival, taps);
        });
        weather.Clear();
        // The board's slow sweep comes round, and with it whatever arrived late.
        clock.Advance(TimeSpan.FromMinutes(1));

        var events = await Check(rival, taps.ToLookup(tap => tap.Stream));
        await Task.WhenAll(screens.Select(screen => Converged(grains, screen, events)));
        Assert.Equal(Enum.GetValues<Weather.Fault>(), weather.Met.Keys.Order());
        Assert.All(weather.Met.Values, count => Assert.True(count > 100));
        // Not so bad that nothing gets through.
        Assert.True(taps.Count(tap => tap.Answer == AnswerStatus.Accepted) > Schedules);
    }

    private static async Task Live(IShelfGrain shelf, string stream, Random random, AzureTableEventLog rival, ConcurrentBag<Tap> taps)
    {
        for (var tap = random.Next(1, 3); tap > 0; tap--)
        {
            var (id, level) = (Guid.NewGuid(), new ShelfCommand.SetLevel((Level)random.Next(3)));
            if (random.Next(5) == 0)
            {
                await Interfere(rival, stream);
            }

            var patience = random.Next(1, 12);
            // Now and then a thumb is fast, and the same id goes out twice.
            var answers = await Task.WhenAll(Enumerable.Range(0, random.Next(8) == 0 ? 2 : 1).Select(_ => Send(shelf, id, level, patience)));
            foreach (var answer in answers)
            {
                taps.Add(new Tap(stream, id, answer.Status, answer.Version));
            }
        }
    }

    /// <summary>As a phone does: what was not answered is sent again under the same id; and a phone may be switched off before.</summary>
    private static async Task<Answer> Send(IShelfGrain shelf, Guid id, ShelfCommand command, int patience)
    {
        var answer = Answer.Unknown;
        for (var time = 0; time < patience && answer.Status == AnswerStatus.Unknown; time++)
        {
            answer = await shelf.Send(id, command, 0, Staff);
        }

        return answer;
    }

    /// <summary>Another activation takes the stream over for a moment: the same state under a write id of its own.</summary>
    private static async Task Interfere(AzureTableEventLog rival, string stream)
    {
        if (await rival.Read(stream) is { } head)
        {
            await rival.Append(stream, head.Version, [], [], head with { WriteId = Guid.CreateVersion7(HeadSchema.LastAt(head)) });
        }
    }

    /// <returns>The last fact of every stream.</returns>
    private static async Task<Dictionary<string, StoredEvent>> Check(AzureTableEventLog log, ILookup<string, Tap> taps)
    {
        var last = new Dictionary<string, StoredEvent>();
        foreach (var stream in taps)
        {
            var history = await log.All(stream.Key);
            var head = await log.Read(stream.Key);
            Assert.Equal(Enumerable.Range(1, history.Count).Select(n => (long)n), history.Select(one => one.Version));
            Assert.Equal(history.Count, head?.Version ?? 0);
            foreach (var tap in stream.GroupBy(tap => tap.Id))
            {
                var written = history.Where(one => one.Command == tap.Key).ToList();
                Assert.True(written.Count <= 1, $"{stream.Key}: {tap.Key} was written {written.Count} times.");
                var acknowledged = tap.Where(one => one.Answer is AnswerStatus.Accepted or AnswerStatus.Repeated).ToList();
                Assert.All(acknowledged, one => Assert.Equal(Assert.Single(written).Version, one.Version));
                Assert.All(tap, one => Assert.NotEqual(AnswerStatus.Refused, one.Answer));
            }

            if (!history.IsEmpty)
            {
                last[stream.Key] = history[^1];
            }
        }

        return last;
    }

    private static async Task Converged(IGrainFactory grains, PlaceRelay screen, Dictionary<string, StoredEvent> last)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var waited = 0; Differs() is { } key; waited++)
        {
            Assert.True(waited < 500, $"The screen shows something else of {key} than its log says.");
            var (epoch, seq) = screen.Stands;
            await grains.GetGrain<IBoardGrain>(screen.Place).Watch(grains.CreateObjectReference<IBoardObserver>(screen), epoch, seq);
            await tick.WaitForNextTickAsync();
        }

        string? Differs() => screen.Snapshot(Audience.Staff).Views.Values.OfType<ShelfView>().Select(view => (Key: $"shelf/{screen.Place}/{view.Id}", View: view))
            .FirstOrDefault(one => one.View.Version != (last.GetValueOrDefault(one.Key)?.Version ?? 0)
                || (last.GetValueOrDefault(one.Key) is { } fact && one.View.Level?.Level != ((ShelfEvent.LevelSet)FactJson.Read<ShelfEvent>(fact.Json)).Level)).Key;
    }

    private static async Task<PlaceRelay> Watch(IGrainFactory grains, string place)
    {
        var screen = new PlaceRelay(place, TimeProvider.System, TimeProvider.System);
        var snapshot = await grains.GetGrain<IBoardGrain>(place).Snapshot();
        await screen.Changed(new Changes(snapshot!.Epoch, 1, snapshot.Seq, snapshot.Views));
        await grains.GetGrain<IBoardGrain>(place).Watch(grains.CreateObjectReference<IBoardObserver>(screen), snapshot.Epoch, snapshot.Seq);
        return screen;
    }

    private static async Task<ImmutableList<string>> Import(IGrainFactory grains)
    {
        var like = PlaceReading.Of(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "places", "rejonowa-6-8.json"))).File!;
        var places = Enumerable.Range(0, Places).Select(n => $"storm-{n}").ToImmutableList();
        await Task.WhenAll(places.Select(place => grains.GetGrain<IPlaceGrain>(place).Send(Guid.NewGuid(), new PlaceCommand.Import(like with
        {
            Place = like.Place with { Id = place },
            Initiatives = [],
            Rooms = [],
            Shelves = [.. Enumerable.Range(0, ShelvesInPlace).Select(n => new ShelfDetails($"s{n}", $"Półka {n}", ShelfKind.Shelf))],
        }), 0, By.System)));
        return places;
    }

    private static AzureTableEventLog Log(TableServiceInMemory service, Weather weather)
    {
        // An account of nobody, never left this process.
        var account = Azurite.ConnectionOn(port: 1);
        return new AzureTableEventLog(AzureAccount.Connect(account, options =>
        {
            options.Transport = service;
            options.Retry.Delay = TimeSpan.Zero;
            options.Diagnostics.IsLoggingEnabled = false;
            options.Diagnostics.IsDistributedTracingEnabled = false;
            options.AddPolicy(weather, HttpPipelinePosition.BeforeTransport);
        }));
    }

    private static async Task<IHost> House(IEventLog log, FakeTimeProvider clock)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()).AddMemoryGrainStorageAsDefault().AddMemoryGrainStorage(StorageSetup.Records));
        builder.Services.AddHouseSerialization();
        builder.Services.AddSingleton(new Surroundings(log, clock, new TwoSilos.WeeklySeries(), NullLoggerFactory.Instance));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
