using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Staff.Rounds;

/// <summary>RULES §2, "Rounds": what one person is asked, when, and what it writes.</summary>
public sealed class RoundTests
{
    private static readonly House House = Rejonowa.Sample;
    private static readonly Guid Polish = Guid.NewGuid();

    [Theory]
    [InlineData("2026-11-25 11:10", null, null)]
    [InlineData("2026-11-25 11:20", "Otwieram", "12:00")]
    [InlineData("2026-11-25 12:59", "Otwieram", "12:00")]
    [InlineData("2026-11-25 13:00", "Obchód", "13:00")]
    [InlineData("2026-11-25 17:59", "Obchód", "17:00")]
    [InlineData("2026-11-25 19:29", "Obchód", "19:00")]
    [InlineData("2026-11-25 19:30", "Zamykam", "19:30")]
    [InlineData("2026-11-25 20:30", "Zamykam", "19:30")]
    [InlineData("2026-11-25 20:50", null, null)]
    [InlineData("2026-11-23 14:00", null, null)]
    // The days on which the clocks change are no open days; the ones beside them are.
    [InlineData("2027-03-30 17:05", "Obchód", "17:00")]
    [InlineData("2027-11-02 17:05", "Obchód", "17:00")]
    public void A_round_is_for_the_opening_the_hour_and_the_closing(string now, string? name, string? clock)
    {
        var time = RoundTime.At(House, Rejonowa.At(now));

        Assert.Equal((name, clock), (time?.Name, time?.Clock));
    }

    [Fact]
    public void How_often_is_the_places_to_say()
    {
        var seldom = House with { File = House.File with { Place = House.File.Place with { Settings = House.Settings with { RoundMinutes = 120 } } } };

        Assert.Equal("16:00", RoundTime.At(seldom, Rejonowa.At("2026-11-25 17:30"))!.Clock);
    }

    [Fact]
    public void Closing_early_brings_the_last_round_forward()
    {
        var early = House with { ClosedEarly = new EarlyClosing(Rejonowa.At("2026-11-25 18:00"), "weather") };

        Assert.Equal("Zamykam", RoundTime.At(early, Rejonowa.At("2026-11-25 17:40"))!.Name);
    }

    [Fact]
    public void Every_room_that_is_in_use_this_season_and_every_unit_is_asked_about()
    {
        var rows = Rows("2026-11-25 17:00");

        Assert.Equal(["Sala główna", "Sala warsztatowa", "Sala komputerowa", "Aneks kuchenny", "Salon sąsiedzki", "Lodówka", "Półka 1", "Półka 2"], rows.Select(row => row.Name));
    }

    [Fact]
    public void A_room_is_answered_by_a_number_by_the_plan_or_by_nobody_knows()
    {
        var question = Question(Rows("2026-11-25 16:40"), "sala-glowna");

        Assert.Equal(["0", "5", "10", "wg planu (18)"], question.Choices.Select(choice => choice.Text));
        Assert.Equal<object>(new RoomCommand.SetCount(18), question.Choices[3].Command);
        Assert.Equal<object>(new RoomCommand.SetCount(null), question.Unknown!.Command);
        Assert.Equal<object>(new RoomCommand.SetCount(12), question.More!.Choice(question.More.Start).Command);
    }

    [Fact]
    public void A_small_room_is_not_asked_for_more_than_fit_and_still_takes_them()
    {
        var question = Question(Rows("2026-11-25 16:40"), "aneks-kuchenny");

        Assert.Equal(["0", "5"], question.Choices.Select(choice => choice.Text));
        Assert.True(question.More!.Max > 6);
    }

    [Fact]
    public void A_group_that_should_be_there_is_asked_about_as_a_group()
    {
        var question = Question(Rows("2026-11-25 16:05", outcome: BookingOutcome.Planned), "sala-glowna");

        Assert.Equal(["nikogo nie ma", "są"], question.Choices.Select(choice => choice.Text));
        Assert.Equal("nie wiem", question.Unknown!.Text);
        Assert.Null(question.More);
        Assert.Equal<object>(new RoomCommand.ReportNoShow(Polish), question.Choices[0].Command);
        Assert.Equal<object>(new RoomCommand.CheckIn(Polish), question.Choices[1].Command);
    }

    [Fact]
    public void A_fridge_is_asked_for_its_temperature_and_its_level()
    {
        var row = Rows("2026-11-25 17:00").Single(row => row.Key.EndsWith("/lodowka", StringComparison.Ordinal));

        Assert.Equal(["2", "3", "4", "5", "6", "7"], row.Questions[0].Choices.Select(choice => choice.Text));
        Assert.Equal("> 7\u00a0°C", row.Questions[0].More!.Text);
        Assert.Equal<object>(new ShelfCommand.CheckFridge(8), row.Questions[0].More!.Choice(row.Questions[0].More!.Start).Command);
        Assert.Equal(["pusto", "trochę", "dużo"], row.Questions[1].Choices.Select(choice => choice.Text));
    }

    [Fact]
    public void A_round_is_offered_until_everything_has_been_looked_at_since_its_hour()
    {
        var (before, now) = (Rejonowa.At("2026-11-25 16:55"), Rejonowa.At("2026-11-25 17:05"));
        var time = RoundTime.At(House, now);

        Assert.True(RoundPlan.IsOffered(time, Looked(before, now)));
        Assert.False(RoundPlan.IsOffered(time, Looked(now, now)));
        Assert.False(RoundPlan.IsOffered(null, Looked(before, now)));
    }

    [Fact]
    public void Nobody_knows_is_a_look_too()
    {
        var now = Rejonowa.At("2026-11-25 17:05");
        var room = House.File.Rooms.Find(room => room.Id == "sala-glowna")!;
        var context = new Context(House, room.Id, now, now, Guid.NewGuid(), new By(Role.Staff, "phone"));
        var state = Room.Decide(Room.Empty, new RoomCommand.SetCount(null), context).Events.Aggregate(Room.Empty, Room.Evolve);

        var row = RoundPlan.Of(House, [Room.View(state, 1, context)], [], now).Single();

        Assert.Equal(now, row.SeenAt);
    }

    private static ImmutableList<RoundRow> Looked(DateTimeOffset at, DateTimeOffset now) => [.. Rows("2026-11-25 17:05").Select(row => row with { SeenAt = at <= now ? at : null })];

    private static RoundQuestion Question(ImmutableList<RoundRow> rows, string room) => Assert.Single(rows.Single(row => row.Key.EndsWith($"/{room}", StringComparison.Ordinal)).Questions);

    private static ImmutableList<RoundRow> Rows(string clock, BookingOutcome outcome = BookingOutcome.CheckedIn)
    {
        var now = Rejonowa.At(clock);
        var meeting = new Booking(Polish, "Polski dla cudzoziemców", Rejonowa.At("2026-11-25 16:00"), Rejonowa.At("2026-11-25 17:30"), 18, null, null, false, outcome,
            outcome == BookingOutcome.CheckedIn ? Rejonowa.At("2026-11-25 16:00") : null);
        return RoundPlan.Of(House,
            House.File.Rooms.Select(room => Room.View(room.Id == "sala-glowna" ? Room.Empty with { Bookings = [meeting] } : Room.Empty, 1, Context.At(House, room.Id, now))),
            House.File.Shelves.Select(shelf => Shelf.View(Shelf.Empty, 1, Context.At(House, shelf.Id, now))), now);
    }
}
