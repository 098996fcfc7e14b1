using Mal.Rooms;

namespace Mal.Initiatives;

/// <summary>A pause, on a clock of its own that goes on.</summary>
public sealed class SuspensionTests(TwoSilos house) : InitiativeHouse(house), IClassFixture<TwoSilos>
{
    [Fact]
    public async Task A_suspended_series_gives_its_times_back_and_books_them_again_from_then_on()
    {
        var id = Guid.NewGuid();
        var once = Weekly("sala-glowna", Tuesday.AddDays(1), 18);
        await Do(id, new InitiativeCommand.Submit(once));
        await Do(id, new InitiativeCommand.Approve());
        await Settled(id);
        var before = await Held(id);
        Assert.Equal("already-decided", (await Do(id, new InitiativeCommand.Suspend("organizer-away"))).Refusal?.Code);
        House.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 2, 18, 30, 0, TimeSpan.FromHours(1)));
        await Settled(id);
        Assert.Equal(InitiativeStage.Active, (await State(id)).Stage);
        await Do(id, new InitiativeCommand.Suspend("organizer-away"));
        await Settled(id);
        // What has begun goes on.
        Assert.Equal([before[0].Booking.Id], (await Held(id)).Select(one => one.Booking.Id));
        await Do(id, new InitiativeCommand.Resume());
        await Settled(id);
        var after = (await Held(id)).OrderBy(one => one.Booking.From).ToList();
        Assert.Equal(before.Select(one => one.Booking.From).Order(), after.Take(before.Count).Select(one => one.Booking.From));
        Assert.Equal(after.Count, after.Select(one => one.Booking.Id).Distinct().Count());
        Assert.All(after, one => Assert.Equal(Standing.Approved, one.Booking.Standing));
    }
}
