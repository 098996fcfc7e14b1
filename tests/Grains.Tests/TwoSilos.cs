using Mal.Devices;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Serialization;
using Mal.Shelves;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;

namespace Mal;

/// <summary>
/// Two silos over one log, since abstract types, copies and exceptions fail only across a border. The clock stands at a
/// Wednesday afternoon with the house open.
/// </summary>
public sealed class TwoSilos : IAsyncLifetime, ISiloConfigurator, IClientBuilderConfigurator
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, (MemoryEventLog Log, FakeTimeProvider Clock)> Worlds = new();

    public const string PlaceId = "rejonowa-6-8";
    public static readonly DateTimeOffset Wednesday = new(2026, 11, 25, 16, 42, 0, TimeSpan.FromHours(1));

    public TestCluster Cluster { get; private set; } = null!;

    public MemoryEventLog Log { get; private set; } = null!;

    public FakeTimeProvider Clock { get; private set; } = null!;

    public IRoomGrain Room(string id) => Cluster.GrainFactory.GetGrain<IRoomGrain>($"{PlaceId}/{id}");

    public IShelfGrain Shelf(string id) => Cluster.GrainFactory.GetGrain<IShelfGrain>($"{PlaceId}/{id}");

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(2);
        Worlds[builder.Options.ServiceId] = (Log, Clock) = (new MemoryEventLog(), new FakeTimeProvider(Wednesday));
        builder.AddSiloBuilderConfigurator<TwoSilos>();
        builder.AddClientBuilderConfigurator<TwoSilos>();
        Cluster = builder.Build();
        await Cluster.DeployAsync();
        var file = PlaceReading.Of(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "places", $"{PlaceId}.json"))).File!;
        await Cluster.GrainFactory.GetGrain<IPlaceGrain>(PlaceId).Send(Guid.NewGuid(), new PlaceCommand.Import(file), 0, By.System);
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    void ISiloConfigurator.Configure(ISiloBuilder siloBuilder)
    {
        siloBuilder.AddMemoryGrainStorageAsDefault().AddMemoryGrainStorage("records");
        siloBuilder.Services.AddHouseSerialization();
        siloBuilder.Services.AddKeyedSingleton(DevicesGrain.Clock, TimeProvider.System);
        siloBuilder.Services.AddSingleton(services =>
        {
            var world = Worlds[services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Orleans.Configuration.ClusterOptions>>().Value.ServiceId];
            return new Surroundings(world.Log, world.Clock, new WeeklySeries(), services.GetRequiredService<ILoggerFactory>());
        });
    }

    void IClientBuilderConfigurator.Configure(Microsoft.Extensions.Configuration.IConfiguration configuration, IClientBuilder clientBuilder) =>
        clientBuilder.Services.AddHouseSerialization();

    /// <summary>Every week, or every so many, on the first day's weekday, and nothing for the series of the place file: what these tests are about is the rooms.</summary>
    internal sealed class WeeklySeries : ISeries
    {
        public System.Collections.Immutable.ImmutableList<DateOnly> Days(string rrule, DateOnly first, DateOnly last) => [];

        public SeriesDates Read(string rrule, DateOnly firstDay, DateOnly? lastDay) =>
            new([.. Enumerable.Range(0, Series.DatesMax).Select(time => firstDay.AddDays(7 * time * Weeks(rrule))).TakeWhile(day => day <= lastDay)]);

        private static int Weeks(string rrule) => rrule.Split("INTERVAL=") is [_, var weeks] ? int.Parse(weeks, System.Globalization.CultureInfo.InvariantCulture) : 1;
    }
}

[CollectionDefinition("two silos")]
public sealed class TwoSilosCollection : ICollectionFixture<TwoSilos>;
