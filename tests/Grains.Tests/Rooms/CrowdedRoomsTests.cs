using Mal.Facts;
using Mal.Places;
using Mal.Serialization;
using Mal.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;

namespace Mal.Rooms;

/// <summary>
/// No double booking, ever: two hundred requests at once for overlapping times in six rooms, a thousand times over. What is
/// checked is what is stored: the history alone shows that no two overlap, and for each loser who had the time.
/// </summary>
public sealed class CrowdedRoomsTests : IAsyncLifetime, ISiloConfigurator, IClientBuilderConfigurator
{
    private const int Runs = 1000;
    private const int Requests = 200;
    private const int AtOnce = 4;

    private static readonly MemoryEventLog Log = new();
    private static readonly string[] RoomIds = [.. Enumerable.Range(1, 6).Select(number => $"sala-{number}")];
    private static readonly By Coordinator = new(Role.Coordinator, "desk");

    private readonly TestCluster _cluster = new TestClusterBuilder(1).AddSiloBuilderConfigurator<CrowdedRoomsTests>().AddClientBuilderConfigurator<CrowdedRoomsTests>().Build();
    private PlaceFile _file = null!;

    // Straight to the silo: the border between client and silo is another test's.
    private IGrainFactory Grains => ((InProcessSiloHandle)_cluster.Primary!).SiloHost.Services.GetRequiredService<IGrainFactory>();

    public async Task InitializeAsync()
    {
        await _cluster.DeployAsync();
        var sample = PlaceReading.Of(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "places", $"{TwoSilos.PlaceId}.json"))).File!;
        _file = sample with { Rooms = [.. RoomIds.Select(id => new RoomDetails(id, id, 20, []))], Shelves = [], Initiatives = [], FoodCategories = [], Refused = [] };
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    void ISiloConfigurator.Configure(ISiloBuilder siloBuilder)
    {
        siloBuilder.AddMemoryGrainStorageAsDefault().AddMemoryGrainStorage("records");
        siloBuilder.Services.AddHouseSerialization();
        siloBuilder.Services.AddSingleton(services => new Surroundings(Log, new FakeTimeProvider(TwoSilos.Wednesday), new TwoSilos.WeeklySeries(), services.GetRequiredService<ILoggerFactory>()));
    }

    void IClientBuilderConfigurator.Configure(Microsoft.Extensions.Configuration.IConfiguration configuration, IClientBuilder clientBuilder) =>
        clientBuilder.Services.AddHouseSerialization();

    [Fact]
    public async Task Two_hundred_requests_at_once_never_overlap_and_the_history_says_why_each_loser_lost() =>
        await Parallel.ForEachAsync(Enumerable.Range(0, Runs), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) => await Run(seed));

    private async Task Run(int seed)
    {
        var (chance, place) = (new Random(seed), $"house-{seed}");
        await Grains.GetGrain<IPlaceGrain>(place).Send(Guid.NewGuid(), new PlaceCommand.Import(_file with { Place = _file.Place with { Id = place } }), 0, By.System);
        var asked = Enumerable.Range(0, Requests).Select(_ => (Room: RoomIds[chance.Next(RoomIds.Length)], Request: Any(chance))).ToList();

        var answers = await Task.WhenAll(asked.Select(one => Grains.GetGrain<IRoomGrain>($"{place}/{one.Room}")
            .Send(one.Request.Id, new RoomCommand.RequestBooking(one.Request), 0, Coordinator)));

        var told = 0;
        foreach (var room in RoomIds)
        {
            told += await LookAt($"room/{place}/{room}");
        }
        Assert.Equal(Requests, told);
        Assert.Equal(answers.Count(answer => answer.Status == AnswerStatus.Accepted) + answers.Count(answer => answer.Refusal?.Code == "slot-taken"), told);
    }

    private static BookingRequest Any(Random chance)
    {
        var from = new DateTime(2026, 12, 2, 12, 0, 0).AddDays(chance.Next(2)).AddMinutes(5 * chance.Next(60));
        return new BookingRequest(new Guid(chance.Next(), (short)chance.Next(short.MaxValue), 0, new byte[8]), "Próba", from, from.AddMinutes(5 * chance.Next(6, 30)), 10, new Organizer(OrganizerKind.Resident));
    }

    /// <returns>How many requests the history of a room tells of.</returns>
    private async Task<int> LookAt(string stream)
    {
        var (held, lost) = (new List<Booking>(), 0);
        await foreach (var stored in Log.History(stream, 1))
        {
            switch (FactJson.Read<RoomEvent>(stored.Json))
            {
                case RoomEvent.BookingRequested { Booking: var booking }:
                    Assert.DoesNotContain(held, other => Meets(other, booking.From, booking.Until));
                    held.Add(booking);
                    break;
                case RoomEvent.RequestRefused refused:
                    Assert.NotEmpty(refused.TakenBy!);
                    Assert.All(refused.TakenBy!, winner => Assert.True(Meets(held.Single(booking => booking.Id == winner), refused.From, refused.Until)));
                    lost++;
                    break;
                default:
                    Assert.Fail(stored.Json);
                    break;
            }
        }
        return held.Count + lost;
    }

    private bool Meets(Booking held, DateTimeOffset from, DateTimeOffset until)
    {
        var turnover = TimeSpan.FromMinutes(_file.Place.Settings.TurnoverMinutes);
        return from < held.Until + turnover && held.From < until + turnover;
    }
}
