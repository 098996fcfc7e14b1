using Mal.Board;
using Mal.Facts;
using static Mal.Places.Rejonowa;

namespace Mal.Places;

/// <summary>RULES §1: what may be asked of a place.</summary>
public sealed class PlaceTests
{
    private static readonly PlaceState Opened = new(Sample.File, null, null);

    [Fact]
    public void A_place_file_is_imported_once()
    {
        var import = new PlaceCommand.Import(Sample.File);
        var first = Place.Decide(Place.Empty, import, Staff("2026-11-25 10:00"));
        var state = first.Events.Aggregate(Place.Empty, Place.Evolve);
        Assert.Same(Sample.File, state.File);
        Assert.Equal("already-imported", Place.Decide(state, import, Staff("2026-11-25 10:01")).Refusal?.Code);
    }

    [Fact]
    public void Nothing_is_asked_of_a_place_before_it_is_written_down() =>
        Assert.Equal("no-place", Place.Decide(Place.Empty, new PlaceCommand.SetAccess(FoodAccessState.Open), Staff("2026-11-25 15:00")).Refusal?.Code);

    [Fact]
    public void The_house_may_close_earlier_today()
    {
        var state = After(Opened, new PlaceCommand.CloseEarly(new TimeOnly(18, 0), "staff-shortage"), "2026-11-25 15:00");
        Assert.Equal(new EarlyClosing(At("2026-11-25 18:00"), "staff-shortage"), state.ClosedEarly);
        Assert.Equal(At("2026-11-25 18:00"), Calendar.ClosingOf(Place.HouseOf(state, 2)!, Day("2026-11-25")));
    }

    [Theory]
    [InlineData("2026-11-25 15:00", "14:59", "already-past")]
    [InlineData("2026-11-25 15:00", "15:00", "already-past")]
    [InlineData("2026-11-25 15:00", "20:00", "after-closing")]
    [InlineData("2026-11-28 15:00", "18:00", "closed-today")]
    public void Closing_early_is_refused_when_it_changes_nothing(string now, string at, string code) =>
        Assert.Equal(code, Refusal(new PlaceCommand.CloseEarly(TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture), "weather"), Staff(now)));

    [Fact]
    public void A_tap_of_yesterday_closes_nothing_today() =>
        Assert.Equal("not-today", Refusal(new PlaceCommand.CloseEarly(new TimeOnly(18, 0), "weather"), Staff("2026-11-26 12:30", seenAt: "2026-11-25 17:00")));

    [Fact]
    public void A_tap_that_came_late_counts_from_when_it_was_made() =>
        Assert.Null(Refusal(new PlaceCommand.CloseEarly(new TimeOnly(18, 0), "weather"), Staff("2026-11-25 18:10", seenAt: "2026-11-25 17:55")));

    [Fact]
    public void A_second_early_closing_replaces_the_first_and_a_repeat_writes_nothing()
    {
        var close = new PlaceCommand.CloseEarly(new TimeOnly(18, 0), "weather");
        var state = After(Opened, close, "2026-11-25 15:00");
        Assert.Equal(Decision<PlaceEvent>.Nothing, Place.Decide(state, close, Staff("2026-11-25 15:01")));
        state = After(state, close with { At = new TimeOnly(19, 0) }, "2026-11-25 15:02");
        Assert.Equal(At("2026-11-25 19:00"), state.ClosedEarly!.At);
    }

    [Theory]
    [InlineData("bo pani Ania jest chora")]
    [InlineData("")]
    public void A_reason_is_a_code_and_no_sentence(string reason)
    {
        Assert.Equal("bad-reason", Refusal(new PlaceCommand.CloseEarly(new TimeOnly(18, 0), reason), Staff("2026-11-25 15:00")));
        Assert.Equal("bad-reason", Refusal(new PlaceCommand.SetAccess(FoodAccessState.Closed, reason), Staff("2026-11-25 15:00")));
    }

    [Fact]
    public void Food_access_is_its_own_state_with_a_reason()
    {
        var state = After(Opened, new PlaceCommand.SetAccess(FoodAccessState.Restricted, "cleaning"), "2026-11-25 15:00");
        Assert.Equal(new FoodAccess(FoodAccessState.Restricted, "cleaning"), state.FoodAccess);
        Assert.Equal(Decision<PlaceEvent>.Nothing, Place.Decide(state, new PlaceCommand.SetAccess(FoodAccessState.Restricted, "cleaning"), Staff("2026-11-25 15:01")));
        Assert.Equal(FoodAccessState.Open, After(state, new PlaceCommand.SetAccess(FoodAccessState.Open), "2026-11-25 15:05").FoodAccess!.State);
        Assert.Equal("reason-missing", Refusal(new PlaceCommand.SetAccess(FoodAccessState.Closed), Staff("2026-11-25 15:00")));
    }

    [Fact]
    public void Nothing_has_to_be_written_because_time_passed()
    {
        Assert.Empty(Place.Due(Opened, Staff("2026-11-25 15:00")));
        Assert.Null(Place.DueAt(Opened, Staff("2026-11-25 15:00")));
    }

    [Fact]
    public void A_closed_group_is_not_named_in_what_is_told_of_the_place()
    {
        var view = Place.View(Opened, 3, Staff("2026-11-25 15:00"));
        Assert.Equal(3, view.House.Version);
        foreach (var audience in Enum.GetValues<Audience>())
        {
            var json = System.Text.Json.JsonSerializer.Serialize(view.For(audience), Wire.Wire.Tolerant);
            Assert.DoesNotContain("Grupa wsparcia", json, StringComparison.Ordinal);
            Assert.DoesNotContain("spotkanie-7f3a", json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_declared_event_is_evolved()
    {
        PlaceEvent[] samples =
        [
            new PlaceEvent.Imported(Sample.File, At("2026-11-25 10:00")),
            new PlaceEvent.ClosedEarly(At("2026-11-25 18:00"), "weather", At("2026-11-25 15:00")),
            new PlaceEvent.AccessSet(FoodAccessState.Closed, "cleaning", At("2026-11-25 15:00")),
            new PlaceEvent.SettingsChanged(Sample.Settings with { Version = 2 }, At("2026-11-25 15:00")),
            new PlaceEvent.HoursChanged(2, Sample.File.Place.Hours.Remove("tue"), At("2026-11-25 15:00")),
            new PlaceEvent.ClosureAdded(new Closure(Day("2026-12-04"), Day("2026-12-04"), "Inwentaryzacja"), At("2026-11-25 15:00")),
            new PlaceEvent.ClosureRemoved(Sample.File.Place.Closures[0], At("2026-11-25 15:00")),
            new PlaceEvent.Announced(new Announcement("Szukamy rzutnika.", Day("2026-11-25"), null), At("2026-11-25 15:00")),
            new PlaceEvent.AnnouncementWithdrawn(Sample.File.Place.Announcements[0], At("2026-11-25 15:00")),
            new PlaceEvent.AccessFactsChanged(2, Sample.File.Place.Access with { AssistanceDogs = true }, At("2026-11-25 15:00")),
            new PlaceEvent.TextsChanged(2, new PlaceTexts("Klauzula."), At("2026-11-25 15:00")),
            new PlaceEvent.FoodPolicyChanged(2, Sample.File.Place.FoodPolicy with { Version = 2, Frozen = "allowed" }, At("2026-11-25 15:00")),
            new PlaceEvent.PublicUrlChanged(2, "https://mal.example.org", At("2026-11-25 15:00")),
            new PlaceEvent.InitiativeOpened(Guid.Parse("0197a000-0000-7000-8000-00000000c0de"), At("2026-11-25 15:00")),
            new PlaceEvent.InitiativeClosed(Guid.Parse("0197a000-0000-7000-8000-00000000c0de"), At("2026-11-25 15:00")),
        ];
        Assert.Equal(typeof(PlaceEvent).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(PlaceEvent))).ToHashSet(), [.. samples.Select(sample => sample.GetType())]);
        Assert.All(samples[1..], sample => Assert.NotEqual(Opened, Place.Evolve(Opened, sample)));
        Assert.NotEqual(Place.Empty, Place.Evolve(Place.Empty, samples[0]));
    }

    [Fact]
    public void A_place_full_of_initiatives_takes_another_when_one_is_over_and_keeps_the_latest_of_those_in_sight()
    {
        var system = Staff("2026-11-25 15:00") with { By = By.System };
        var ids = Enumerable.Range(0, 401).Select(_ => Guid.NewGuid()).ToList();
        var full = ids[..400].Aggregate(Opened, (state, id) => Did(state, new PlaceCommand.OpenInitiative(id)));
        var refused = Place.Decide(full, new PlaceCommand.OpenInitiative(ids[400]), system).Refusal;
        Assert.Equal("too-many-initiatives", refused?.Code);
        Assert.Contains("gdy któraś zostanie odrzucona, wycofana albo oceniona", refused!.Message, StringComparison.Ordinal);
        Assert.Equal("not-allowed", Place.Decide(full, new PlaceCommand.CloseInitiative(ids[0]), Staff("2026-11-25 15:00")).Refusal?.Code);

        var one = Did(full, new PlaceCommand.CloseInitiative(ids[0]));
        Assert.Equal([ids[0]], one.Over!);
        Assert.Equal(ids[400], Did(one, new PlaceCommand.OpenInitiative(ids[400])).Opened![^1]);
        // Said again, or of one nobody knows, it is nothing; and what is over does not begin anew.
        Assert.Equal(one, Did(one, new PlaceCommand.CloseInitiative(ids[0])));
        Assert.Equal(one, Did(one, new PlaceCommand.OpenInitiative(ids[0])));
        Assert.Equal(one, Did(one, new PlaceCommand.CloseInitiative(Guid.NewGuid())));

        var all = ids[..400].Aggregate(full, (state, id) => Did(state, new PlaceCommand.CloseInitiative(id)));
        Assert.Empty(all.Opened!);
        Assert.Equal(ids[200..400], all.Over!);

        PlaceState Did(PlaceState state, PlaceCommand command) => Place.Decide(state, command, system).Events.Aggregate(state, Place.Evolve);
    }

    private static PlaceState After(PlaceState state, PlaceCommand command, string now)
    {
        var decision = Place.Decide(state, command, Staff(now));
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(state, Place.Evolve);
    }

    private static string? Refusal(PlaceCommand command, Context context) => Place.Decide(Opened, command, context).Refusal?.Code;
}
