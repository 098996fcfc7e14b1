using Mal.Facts;
using Mal.Groups;
using Mal.Initiatives;
using Mal.Places;
using Mal.Wire;

namespace Mal.Rooms;

/// <summary>RULES §3, fairness: one group has its share of the whole house, however many hands ask for it at once.</summary>
[Collection("two silos")]
public sealed class GroupTests(TwoSilos house)
{
    private static readonly string[] Rooms = ["sala-glowna", "sala-warsztatowa", "sala-komputerowa", "aneks-kuchenny"];
    private static readonly By Requester = new(Role.Anyone, "requester");

    [Fact]
    public async Task One_group_asking_all_rooms_at_the_very_same_instant_passes_as_often_as_its_share_allows()
    {
        foreach (var day in new DateTime[] { new(2026, 12, 4), new(2026, 12, 11), new(2026, 12, 18), new(2027, 1, 8), new(2027, 1, 15) })
        {
            var group = Guid.NewGuid();
            var answers = await Task.WhenAll(Rooms.Select(room => Grain(group).Request(room, Guid.NewGuid(), Asked(group, day.AddMinutes(12 * 60 + 5), 15), 0, Requester)));

            Assert.Equal(2, answers.Count(answer => answer.Status == AnswerStatus.Accepted));
            Assert.All(answers.Where(answer => answer.Status == AnswerStatus.Refused), answer => Assert.Equal("group-pending", answer.Refusal!.Code));
            Assert.Equal(2, await Held(group));
        }
    }

    [Fact]
    public async Task A_series_handed_in_counts_at_once_though_its_rooms_have_not_been_asked_yet()
    {
        var (group, series) = (Guid.NewGuid(), Guid.NewGuid());
        var weekly = new Proposal("Chór", LedBy.Residents, new Organizer(OrganizerKind.InformalGroup), "culture", 5, Group: group,
            Series: new Series("sala-komputerowa", "FREQ=WEEKLY", new DateOnly(2026, 12, 3), new TimeOnly(12, 0), new TimeOnly(16, 0), new DateOnly(2027, 1, 28)));
        // Answered first, because calls nobody waits for may overtake each other; its rooms are asked only afterwards.
        var sent = await Grain(group).Submit(series.ToString(), Guid.NewGuid(), new InitiativeCommand.Submit(weekly), 0, Requester);
        // Four of the week's six hours are the series'; whoever comes right behind it finds two left.
        var tooMuch = await Grain(group).Request("sala-glowna", Guid.NewGuid(), Asked(group, new DateTime(2026, 12, 2, 13, 0, 0), 135), 0, Requester);

        Assert.Equal(AnswerStatus.Accepted, sent.Status);
        Assert.Equal("group-hours", tooMuch.Refusal?.Code);
        Assert.Equal(AnswerStatus.Accepted, (await Grain(group).Request("aneks-kuchenny", Guid.NewGuid(), Asked(group, new DateTime(2026, 12, 2, 13, 0, 0), 30), 0, Requester)).Status);
        // The series and one request wait: that is the share, though the series holds many times.
        Assert.Equal("group-pending", (await Grain(group).Request("aneks-kuchenny", Guid.NewGuid(), Asked(group, new DateTime(2027, 1, 5, 12, 0, 0), 15), 0, Requester)).Refusal?.Code);
        Assert.Equal("group-pending", (await Grain(group).Submit(Guid.NewGuid().ToString(), Guid.NewGuid(), new InitiativeCommand.Submit(weekly), 0, Requester)).Refusal?.Code);
    }

    [Fact]
    public async Task Two_series_of_one_group_are_added_up_in_weeks_the_rooms_do_not_hold_yet()
    {
        var group = Guid.NewGuid();
        // Every second Thursday four hours, and every ninth Wednesday: they meet in one week for the first time on 10 February, beyond the rooms' 62 days.
        var first = Series(group, "aneks-kuchenny", "FREQ=WEEKLY;INTERVAL=2", new DateOnly(2026, 12, 3), hours: 4);
        Assert.Equal(AnswerStatus.Accepted, (await Submit(group, first)).Status);
        Assert.DoesNotContain(await Calendar(group), entry => entry.From > TwoSilos.Wednesday.AddDays(63));

        Assert.Equal("group-hours", (await Submit(group, Series(group, "sala-glowna", "FREQ=WEEKLY;INTERVAL=9", new DateOnly(2026, 12, 9), hours: 3))).Refusal?.Code);
        Assert.Equal(AnswerStatus.Accepted, (await Submit(group, Series(group, "sala-glowna", "FREQ=WEEKLY;INTERVAL=9", new DateOnly(2026, 12, 9), hours: 2))).Status);
    }

    /// <summary>Handed in, and its rooms have answered.</summary>
    private async Task<Answer> Submit(Guid group, Proposal proposal)
    {
        var id = Guid.NewGuid().ToString();
        var answer = await Grain(group).Submit(id, Guid.NewGuid(), new InitiativeCommand.Submit(proposal), 0, Requester);
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); answer.Refusal is null && waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Yield())
        {
            if (((InitiativeView)(await house.Cluster.GrainFactory.GetGrain<IInitiativeGrain>($"{TwoSilos.PlaceId}/{id}").View()).View).Steps is { } steps && steps.Done == steps.Of)
            {
                break;
            }
        }
        return answer;
    }

    private static Proposal Series(Guid group, string room, string rrule, DateOnly firstDay, int hours) =>
        new("Tkanie", LedBy.Residents, new Organizer(OrganizerKind.InformalGroup), "workshop", 4, Group: group,
            Series: new Series(room, rrule, firstDay, new TimeOnly(12, 0), new TimeOnly(12 + hours, 0), new DateOnly(2027, 6, 30)));

    private async Task<List<Booking>> Calendar(Guid group)
    {
        var entries = await Task.WhenAll(Rooms.Select(room => house.Room(room).Calendar(TwoSilos.Wednesday, DateTimeOffset.MaxValue)));
        return [.. entries.SelectMany(all => all).Where(entry => entry.Holds && entry.Booking.Group == group).Select(entry => entry.Booking)];
    }

    private IGroupGrain Grain(Guid group) => house.Cluster.GrainFactory.GetGrain<IGroupGrain>($"{TwoSilos.PlaceId}/{group:N}");

    private static RoomCommand.RequestBooking Asked(Guid group, DateTime from, int minutes) =>
        new(new BookingRequest(Guid.NewGuid(), "Próba", from, from.AddMinutes(minutes), 4, new Organizer(OrganizerKind.InformalGroup), Group: group));

    private async Task<int> Held(Guid group)
    {
        var entries = await Task.WhenAll(Rooms.Select(room => house.Room(room).Calendar(TwoSilos.Wednesday, TwoSilos.Wednesday.AddDays(80))));
        return entries.SelectMany(all => all).Count(entry => entry.Holds && entry.Booking.Group == group);
    }
}
