using Azure.Data.Tables;
using Mal.Clocks;
using Mal.Facts;
using Mal.Hosting;
using Mal.Live;
using Mal.Silo.Tests.Storage;
using Mal.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Silo.Tests.Clocks;

/// <summary>Who bears a clock out that is far ahead of the newest fact.</summary>
public sealed class WitnessTests
{
    private static readonly DateTimeOffset Newest = new(2026, 11, 25, 15, 42, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _machine = new(Newest.AddYears(10));
    private readonly NodeTrouble _trouble = new(TimeProvider.System);
    private readonly List<IClockWitness> _witnesses = [];

    [Fact]
    public async Task Any_witness_that_agrees_is_believed_at_the_start()
    {
        _witnesses.Add(new Says(Newest));
        _witnesses.Add(new Says(null));
        _witnesses.Add(new Says(_machine.GetUtcNow().AddMinutes(5)));

        Assert.Equal(2036, (await Started()).GetUtcNow().Year);
        Assert.Null(_trouble.Code);
    }

    [Fact]
    public async Task Where_nobody_agrees_it_is_held_and_asked_again_until_somebody_does()
    {
        var clock = new TrustedClock(_machine, TimeProvider.System);
        using var watch = Watch(clock, Newest);
        await watch.StartingAsync(default);
        Assert.Equal((2026, Mal.Board.Trouble.ClockDoubtful, _machine.GetUtcNow()), (clock.GetUtcNow().Year, _trouble.Code, _trouble.MachineClock));

        _witnesses.Add(new Says(_machine.GetUtcNow()));
        await watch.Look(ask: true, default);

        Assert.Equal((2036, null), (clock.GetUtcNow().Year, _trouble.Code));
    }

    [Fact]
    public async Task A_witness_that_cannot_be_asked_keeps_nobody_from_the_next()
    {
        _witnesses.Add(new Says(null) { Fails = true });
        _witnesses.Add(new Says(_machine.GetUtcNow()));

        Assert.Equal(2036, (await Started()).GetUtcNow().Year);
    }

    [Fact]
    public async Task An_empty_house_believes_the_clock_it_is_started_with() => Assert.Equal(2036, (await Started(empty: true)).GetUtcNow().Year);

    [Theory]
    [InlineData(0, 0, true)]
    // A leap second is announced or under way.
    [InlineData(1, 0x10, true)]
    [InlineData(5, 0x40, false)]
    [InlineData(0, 0x40, false)]
    [InlineData(5, 0, false)]
    // Some containers may not ask.
    [InlineData(-1, 0, false)]
    public void The_kernel_knows_whether_a_time_server_is_heard(int state, int status, bool synchronised) =>
        Assert.Equal(synchronised, TimeServerWitness.IsSynchronised(state, status));

    [Fact]
    public async Task The_kernel_of_this_machine_can_be_asked()
    {
        var said = await new TimeServerWitness().Ask(default);

        Assert.All(said, instant => Assert.True(ClockTrust.Agree(instant, TimeProvider.System.GetUtcNow())));
    }

    [Fact]
    public async Task A_screen_s_clock_goes_on_after_it_was_heard()
    {
        var steady = new FakeTimeProvider();
        var screens = new ScreenWitness(steady);
        screens.Hear(Newest);
        screens.Hear(DateTimeOffset.MaxValue);
        steady.Advance(TimeSpan.FromHours(3));

        Assert.Equal([Newest.AddHours(3)], await screens.Ask(default));
    }

    [Fact]
    public async Task The_storage_account_says_what_time_it_is()
    {
        var service = AzureAccount.Connect((await Azurite.Shared).ConnectionString);
        var name = $"Facts{Guid.NewGuid():N}";
        await service.CreateTableAsync(name);
        try
        {
            var said = Assert.Single(await new AccountWitness(new AzureNodes(service, name)).Ask(default));
            Assert.True(ClockTrust.Agree(said, TimeProvider.System.GetUtcNow()));
        }
        finally
        {
            await service.DeleteTableAsync(name);
        }
    }

    private async Task<TrustedClock> Started(bool empty = false)
    {
        var clock = new TrustedClock(_machine, TimeProvider.System);
        using var watch = Watch(clock, empty ? null : Newest);
        await watch.StartingAsync(default);
        return clock;
    }

    private ClockWatch Watch(TrustedClock clock, DateTimeOffset? newest) =>
        new(clock, new Written(newest), _witnesses, new HouseOptions("", [], false, 1, null, false), _trouble, NullLogger<ClockWatch>.Instance);

    private sealed class Says(DateTimeOffset? instant) : IClockWitness
    {
        public bool Fails { get; init; }

        public string Name => "somebody";

        public Task<IReadOnlyList<DateTimeOffset>> Ask(CancellationToken stop) =>
            Fails ? throw new IOException("away") : Task.FromResult<IReadOnlyList<DateTimeOffset>>(instant is { } said ? [said] : []);
    }

    private sealed class Written(DateTimeOffset? newest) : INewestFact
    {
        public Task<DateTimeOffset?> NewestAt(CancellationToken stop = default) => Task.FromResult(newest);
    }
}
