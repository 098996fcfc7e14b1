using System.Collections.Immutable;
using System.Text.Json;
using Mal.Facts;
using Mal.Places;

namespace Mal.Initiatives;

public sealed class InitiativeTests
{
    private static Context Context(string id, string now, House? house = null) => Facts.Context.At(house ?? Rejonowa.Sample, id, Rejonowa.At(now));

    private static ImmutableList<InitiativeEvent> Plan(string id, string now, string horizon, params string[] days) =>
        Initiative.Decide(Initiative.Empty, new InitiativeCommand.Plan([.. days.Select(Rejonowa.Day)], Rejonowa.Day(horizon)), Context(id, now)).Events;

    private static InitiativeEvent.MeetingPlanned Planned(InitiativeEvent happened) => Assert.IsType<InitiativeEvent.MeetingPlanned>(happened);

    private static string Reason(InitiativeEvent happened) => Assert.IsType<InitiativeEvent.MeetingSkipped>(happened).ReasonCode;

    [Fact]
    public void A_series_stays_at_its_hour_across_both_clock_changes()
    {
        var house = Rejonowa.Sample;
        foreach (var (before, after) in new[] { ("2027-03-24", "2027-03-31"), ("2027-10-27", "2027-11-03") })
        {
            var events = Plan("szydelko-i-druty", $"{before} 09:00", after, before, after);
            var (first, second) = (Planned(events[0]), Planned(events[1]));
            Assert.Equal("15:00", $"{house.Local(first.From):HH:mm}");
            Assert.Equal("15:00", $"{house.Local(second.From):HH:mm}");
            Assert.NotEqual(first.From.Offset, second.From.Offset);
            Assert.NotEqual(TimeSpan.FromDays(7), second.From - first.From);
            Assert.Equal(TimeSpan.FromMinutes(150), second.Until - second.From);
        }
    }

    [Fact]
    public void Days_on_which_the_house_is_shut_are_skipped_visibly()
    {
        Assert.Equal("public-holiday", Reason(Plan("szydelko-i-druty", "2026-11-01 12:00", "2026-11-30", "2026-11-11")[0]));
        Assert.Equal("house-closed", Reason(Plan("gimnastyka", "2026-11-01 12:00", "2026-12-31", "2026-12-31")[0]));
        Assert.Equal("out-of-season", Reason(Plan("klub-ogrodnikow", "2026-11-01 12:00", "2026-12-03", "2026-12-03")[0]));
    }

    [Fact]
    public void The_horizon_moves_and_only_new_days_are_planned()
    {
        var events = Plan("gimnastyka", "2026-11-20 12:00", "2026-11-27", "2026-11-26");
        var state = events.Aggregate(Initiative.Empty, Initiative.Evolve);
        Assert.Equal(Rejonowa.Day("2026-11-27"), state.Horizon);
        var again = new InitiativeCommand.Plan([Rejonowa.Day("2026-11-26")], Rejonowa.Day("2026-11-27"));
        Assert.Empty(Initiative.Decide(state, again, Context("gimnastyka", "2026-11-20 12:00")).Events);
        var further = new InitiativeCommand.Plan([Rejonowa.Day("2026-11-26"), Rejonowa.Day("2026-12-03")], Rejonowa.Day("2026-12-04"));
        var more = Initiative.Decide(state, further, Context("gimnastyka", "2026-11-27 12:00")).Events;
        Assert.Equal(Rejonowa.At("2026-12-03 12:30"), Planned(more[0]).From);
        Assert.Equal(2, more.Count);
        // The meeting of the 26th is over and leaves the state.
        Assert.Single(more.Aggregate(state, Initiative.Evolve).Meetings);
    }

    [Fact]
    public void The_head_and_the_view_stay_small_on_three_times_the_sample_year()
    {
        // The busiest series meets on three days a week; three times that, up to the horizon, is every day of it and more.
        // And as many are over, of which nobody has noted more than a number.
        var now = Rejonowa.At("2026-11-24 12:00");
        var days = Enumerable.Range(-3 * 3 * 9, 2 * 3 * 3 * 9).ToDictionary(_ => Guid.CreateVersion7(), meeting => now.AddHours(18 * meeting + 1));
        var state = days.SelectMany(one => new InitiativeEvent[]
        {
            new InitiativeEvent.MeetingPlanned(one.Key, "sala-warsztatowa", one.Value, one.Value.AddHours(2), now.AddDays(-62)),
            new InitiativeEvent.MeetingApproved(one.Key, now.AddDays(-62)),
        }).Aggregate(Initiative.Empty, Initiative.Evolve);
        state = days.Where(one => one.Value < now).Select(one => new InitiativeEvent.MeetingSettled(one.Key, MeetingOutcome.Held, now, 12)).Aggregate(state, Initiative.Evolve);
        state = Initiative.Evolve(state, new InitiativeEvent.HorizonMoved(Rejonowa.Day("2027-01-25"), now));
        Assert.Equal((81, 60, 81), (state.Meetings.Count, state.Past!.Count, state.Attendance!.Held));
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(state, Wire.Wire.Tolerant).Length, 1, 32 * 1024);
        var view = Initiative.View(state, 1, Context("plastyka-dla-dzieci", "2026-11-24 12:00"));
        Assert.All(Enum.GetValues<Board.Audience>(), audience => Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(view.For(audience), Wire.Wire.Tolerant).Length, 1, 8 * 1024));
    }

    [Fact]
    public void The_same_day_has_the_same_booking_for_ever()
    {
        var one = Planned(Plan("gimnastyka", "2026-11-20 12:00", "2026-11-27", "2026-11-26")[0]).Booking;
        var other = Planned(Plan("gimnastyka", "2026-11-21 12:00", "2026-11-28", "2026-11-26")[0]).Booking;
        Assert.Equal(one, other);
        Assert.Equal(GoldenId, one);
        Assert.NotEqual(one, Initiative.BookingId("rejonowa-6-8", "gimnastyka", Rejonowa.Day("2026-12-03")));
        Assert.NotEqual(one, Initiative.BookingId("rejonowa-6-8", "klub-seniora", Rejonowa.Day("2026-11-26")));
    }

    [Fact]
    public void A_meeting_already_over_is_not_planned()
    {
        var events = Plan("szydelko-i-druty", "2026-11-25 18:00", "2026-12-02", "2026-11-25", "2026-12-02");
        Assert.Equal(2, events.Count);
        Assert.Equal(Rejonowa.At("2026-12-02 15:00"), Planned(events[0]).From);
    }

    [Fact]
    public void Only_the_system_plans()
    {
        var plan = new InitiativeCommand.Plan([], Rejonowa.Day("2026-12-02"));
        Assert.Equal("not-allowed", Initiative.Decide(Initiative.Empty, plan, Rejonowa.Staff("2026-11-25 12:00") with { Id = "gimnastyka" }).Refusal?.Code);
        Assert.Equal("unknown-initiative", Initiative.Decide(Initiative.Empty, plan, Context("nie-ma", "2026-11-25 12:00")).Refusal?.Code);
    }

    [Fact]
    public void A_closed_group_is_known_to_staff_only()
    {
        var view = Initiative.View(Initiative.Empty, 1, Context("spotkanie-7f3a", "2026-11-25 12:00"));
        Assert.Null(view.For(Board.Audience.Public));
        Assert.Null(view.For(Board.Audience.House));
        Assert.NotNull(view.For(Board.Audience.Staff));
    }

    [Fact]
    public void Every_declared_event_is_golden_evolves_and_is_written_as_it_was()
    {
        var items = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "initiative-events.json"))).EnumerateArray().ToList();
        var golden = items.ConvertAll(item => item.Deserialize<InitiativeEvent>(Wire.Wire.Tolerant)!);
        Assert.Equal(typeof(InitiativeEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(InitiativeEvent))).ToHashSet(), [.. golden.Select(happened => happened.GetType())]);
        Assert.Equal(InitiativeStage.Withdrawn, golden.Aggregate(Initiative.Empty, Initiative.Evolve).Stage);
        Assert.All(items.Zip(golden), pair => Assert.True(JsonElement.DeepEquals(pair.First, JsonSerializer.SerializeToElement(pair.Second, Wire.Wire.Tolerant))));
    }

    [Fact]
    public void Every_declared_command_is_golden_and_well_formed()
    {
        var golden = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "initiative-commands.json"))).EnumerateArray()
            .Select(item => item.Deserialize<InitiativeCommand>(Wire.Wire.Strict)!).ToList();
        Assert.Equal(typeof(InitiativeCommand).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(InitiativeCommand))).ToHashSet(), [.. golden.Select(command => command.GetType())]);
        Assert.All(golden, command => Assert.Null(Initiative.Malformed(command)));
    }

    private static Guid GoldenId { get; } = Guid.Parse("8f2cce41-cbdd-e733-ecda-0a15e929f840");
}
