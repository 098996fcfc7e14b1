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

    private IGroupGrain Grain(Guid group) => house.Cluster.GrainFactory.GetGrain<IGroupGrain>($"{TwoSilos.PlaceId}/{group:N}");

    private static RoomCommand.RequestBooking Asked(Guid group, DateTime from, int minutes) =>
        new(new BookingRequest(Guid.NewGuid(), "Próba", from, from.AddMinutes(minutes), 4, new Organizer(OrganizerKind.InformalGroup), Group: group));

    private async Task<int> Held(Guid group)
    {
        var entries = await Task.WhenAll(Rooms.Select(room => house.Room(room).Calendar(TwoSilos.Wednesday, TwoSilos.Wednesday.AddDays(80))));
        return entries.SelectMany(all => all).Count(entry => entry.Holds && entry.Booking.Group == group);
    }
}
