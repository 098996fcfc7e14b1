using System.Collections.Immutable;
using System.Text.Json;
using Mal.Board;
using Mal.Facts;
using static Mal.Places.Rejonowa;

namespace Mal.Places;

/// <summary>What coordinators write down about the place: each change a fact, and nobody overwritten unawares.</summary>
public sealed class PlaceEditTests
{
    private const string Now = "2026-11-25 15:00";
    private static readonly PlaceState Opened = new(Sample.File, null, null);
    private static readonly PlaceSettings Settings = Sample.Settings;
    private static readonly FoodPolicy Policy = Sample.File.Place.FoodPolicy;
    private static readonly Closure Stocktaking = new(Day("2026-12-04"), Day("2026-12-04"), "Inwentaryzacja");
    private static readonly Announcement Call = new("Szukamy rzutnika.", Day("2026-11-25"), Day("2026-12-10"));

    public static TheoryData<PlaceCommand> Edits =>
    [
        new PlaceCommand.ChangeSettings(Settings with { TurnoverMinutes = 20 }),
        new PlaceCommand.ChangeHours(Settings.Version, Sample.File.Place.Hours.SetItem("sat", "10:00-14:00")),
        new PlaceCommand.AddClosure(Stocktaking),
        new PlaceCommand.RemoveClosure(Day("2026-12-31"), Day("2026-12-31")),
        new PlaceCommand.Announce(Call),
        new PlaceCommand.WithdrawAnnouncement(Sample.File.Place.Announcements[0]),
        new PlaceCommand.ChangeAccessFacts(Settings.Version, Sample.File.Place.Access with { StepFreeEntrance = true }),
        new PlaceCommand.ChangeTexts(Settings.Version, new PlaceTexts(RequestIntro: "Zapraszamy.")),
        new PlaceCommand.ChangeFoodPolicy(Settings.Version, Policy with { HomeMade = "refused" }),
        new PlaceCommand.ChangePublicUrl(Settings.Version, "https://mal.example.org"),
    ];

    [Theory, MemberData(nameof(Edits))]
    public void Only_coordination_writes_about_the_place(PlaceCommand edit)
    {
        Assert.Equal("not-allowed", Place.Decide(Opened, edit, Staff(Now)).Refusal?.Code);
        Assert.Single(Place.Decide(Opened, edit, Coordinator(Now)).Events);
        Assert.Equal("no-place", Place.Decide(Place.Empty, edit, Coordinator(Now)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Edits))]
    public void The_same_edit_again_writes_nothing(PlaceCommand edit)
    {
        var again = Place.Decide(After(Opened, edit), edit, Coordinator(Now));
        Assert.Empty(again.Events);
        Assert.Null(again.Refusal);
    }

    [Theory, MemberData(nameof(Edits))]
    public void An_edit_changes_what_is_written_down_and_nothing_else(PlaceCommand edit)
    {
        var before = new PlaceState(Sample.File, new EarlyClosing(At("2026-11-25 18:00"), "weather"), new FoodAccess(FoodAccessState.Closed, "cleaning"));
        var after = After(before, edit);
        Assert.NotEqual(Json(before), Json(after));
        Assert.Equal(Json(before with { File = before.File! with { Place = after.File!.Place } }), Json(after));
    }

    [Fact]
    public void The_second_of_two_coordinators_is_told_and_overwrites_nobody()
    {
        var state = After(Opened, new PlaceCommand.ChangeSettings(Settings with { TurnoverMinutes = 20 }));
        Assert.Equal((Settings.Version + 1, 20), (state.File!.Place.Settings.Version, state.File.Place.Settings.TurnoverMinutes));
        foreach (var late in new PlaceCommand[]
        {
            new PlaceCommand.ChangeSettings(Settings with { TurnoverMinutes = 5 }),
            new PlaceCommand.ChangeHours(Settings.Version, Sample.File.Place.Hours.Remove("tue")),
            new PlaceCommand.ChangeAccessFacts(Settings.Version, Sample.File.Place.Access with { AssistanceDogs = true }),
            new PlaceCommand.ChangeTexts(Settings.Version, new PlaceTexts("Klauzula.")),
            new PlaceCommand.ChangeFoodPolicy(Settings.Version, Policy with { Frozen = "allowed" }),
        })
        {
            var decision = Place.Decide(state, late, Coordinator(Now));
            Assert.Equal("changed-meanwhile", decision.Refusal?.Code);
            Assert.Empty(decision.Events);
        }
    }

    [Fact]
    public void Every_edited_whole_raises_the_version_of_the_settings()
    {
        var state = After(Opened, new PlaceCommand.ChangeHours(Settings.Version, Sample.File.Place.Hours.Remove("tue")));
        state = After(state, new PlaceCommand.ChangeTexts(Settings.Version + 1, new PlaceTexts("Klauzula.")));
        state = After(state, new PlaceCommand.ChangeAccessFacts(Settings.Version + 2, Sample.File.Place.Access with { AssistanceDogs = true }));
        Assert.Equal(Settings.Version + 3, state.File!.Place.Settings.Version);
    }

    [Fact]
    public void A_closure_added_shuts_the_day_and_removed_opens_it_again()
    {
        var friday = Day("2026-12-04");
        var state = After(Opened, new PlaceCommand.AddClosure(Stocktaking));
        Assert.Empty(Calendar.HoursOf(Place.HouseOf(state, 2)!, friday));
        Assert.Equal("Inwentaryzacja", Calendar.WhyShut(Place.HouseOf(state, 2)!, friday));
        state = After(state, new PlaceCommand.RemoveClosure(friday, friday));
        Assert.NotEmpty(Calendar.HoursOf(Place.HouseOf(state, 3)!, friday));
    }

    [Fact]
    public void Of_two_closures_of_one_day_the_one_named_by_its_hours_is_removed()
    {
        var (morning, evening) = (Stocktaking with { Until = new TimeOnly(14, 0) }, Stocktaking with { From = new TimeOnly(18, 0) });
        var state = After(After(Opened, new PlaceCommand.AddClosure(morning)), new PlaceCommand.AddClosure(evening));
        state = After(state, new PlaceCommand.RemoveClosure(evening.FirstDay, evening.LastDay, evening.From));
        Assert.Contains(morning, state.File!.Place.Closures);
        Assert.DoesNotContain(evening, state.File.Place.Closures);
    }

    [Fact]
    public void What_is_long_over_leaves_the_state_and_a_list_without_end_is_refused()
    {
        var state = Opened;
        for (var day = Day("2020-01-01"); day < Day("2020-12-01"); day = day.AddDays(1))
        {
            state = Place.Evolve(state, new PlaceEvent.ClosureAdded(new Closure(day, day, "Remont"), At("2026-11-25 15:00")));
        }
        Assert.Equal(2, state.File!.Place.Closures.Count);
        string? code = null;
        for (var day = Day("2027-01-07"); code is null; day = day.AddDays(1))
        {
            var decision = Place.Decide(state, new PlaceCommand.AddClosure(new Closure(day, day, "Remont")), Coordinator(Now));
            code = decision.Refusal?.Code;
            state = decision.Events.Aggregate(state, Place.Evolve);
        }
        Assert.Equal(("too-many-closures", 40), (code, state.File!.Place.Closures.Count));
        for (code = null; code is null;)
        {
            var decision = Place.Decide(state, new PlaceCommand.Announce(Call with { Text = $"Ogłoszenie {state.File!.Place.Announcements.Count}" }), Coordinator(Now));
            code = decision.Refusal?.Code;
            state = decision.Events.Aggregate(state, Place.Evolve);
        }
        Assert.Equal("too-many-announcements", code);
        // Whatever is asked, the place still wakes in one read.
        var all = new PlaceCommand.ChangeTexts(Settings.Version, new PlaceTexts(new string('ą', 6000), new string('ą', 1000), new string('ą', 1000), new string('ą', 1000)));
        Assert.Equal("too-much-text", Place.Decide(state, all, Coordinator(Now)).Refusal?.Code);
        state = After(state, all with { Texts = new PlaceTexts(new string('a', 6000), new string('a', 1000)) });
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Json(state)), 1, 32 * 1024);
    }

    [Theory]
    [InlineData("""{"$type":"add-closure","closure":{"firstDay":"2026-12-05","lastDay":"2026-12-04","reason":"Remont"}}""", "closure.lastDay")]
    [InlineData("""{"$type":"add-closure","closure":{"firstDay":"2026-12-04","lastDay":"2028-12-04","reason":"Remont"}}""", "closure.lastDay")]
    [InlineData("""{"$type":"add-closure","closure":{"firstDay":"2026-12-04","lastDay":"2026-12-04","reason":""}}""", "closure.reason")]
    [InlineData("""{"$type":"add-closure","closure":{"firstDay":"2026-12-04","lastDay":"2026-12-04","reason":"Remont","from":"18:00","until":"18:00"}}""", "closure.until")]
    [InlineData("""{"$type":"add-closure","closure":{"firstDay":"2026-12-04","lastDay":"2026-12-04","reason":"Targi","opening":true}}""", "closure")]
    [InlineData("""{"$type":"announce","announcement":{"text":" ","firstDay":"2026-12-04"}}""", "announcement.text")]
    [InlineData("""{"$type":"announce","announcement":{"text":"Nabór","firstDay":"2026-12-04","lastDay":"2026-12-03"}}""", "announcement.lastDay")]
    [InlineData("""{"$type":"change-hours","version":1,"hours":{"tue":"od rana"}}""", "hours.tue")]
    [InlineData("""{"$type":"change-hours","version":1,"hours":{"wtorek":"12:00-20:00"}}""", "hours.wtorek")]
    public void A_malformed_edit_names_its_field(string json, string field)
    {
        var wrong = Place.Malformed(JsonSerializer.Deserialize<PlaceCommand>(json, Wire.Wire.Strict)!);
        Assert.StartsWith(field + ": ", wrong, StringComparison.Ordinal);
    }

    public static TheoryData<PlaceCommand, string> Malformed => new()
    {
        { new PlaceCommand.AddClosure(new Closure(new DateOnly(2199, 12, 4), new DateOnly(2199, 12, 4), "Remont")), "closure.firstDay" },
        { new PlaceCommand.ChangeSettings(Settings with { ExtendMinutes = 0 }), "settings.extendMinutes" },
        { new PlaceCommand.ChangeSettings(Settings with { ExtendMinutes = int.MaxValue }), "settings.extendMinutes" },
        { new PlaceCommand.ChangeSettings(Settings with { LeadDaysMin = 61 }), "settings.leadDaysMax" },
        { new PlaceCommand.ChangeSettings(Settings with { BookingHoursMax = 25 }), "settings.bookingHoursMax" },
        { new PlaceCommand.ChangeSettings(Settings with { Fridge = Settings.Fridge with { AlarmAbove = 1000 } }), "settings.fridge.alarmAbove" },
        { new PlaceCommand.ChangeSettings(Settings with { Fridge = Settings.Fridge with { SensorSilentMinutes = 0 } }), "settings.fridge.sensorSilentMinutes" },
        { new PlaceCommand.ChangeSettings(Settings with { Fridge = Settings.Fridge with { WashDays = 0 } }), "settings.fridge.washDays" },
        { new PlaceCommand.ChangeSettings(Settings with { Fridge = Settings.Fridge with { FreezerWarnAbove = -10 } }), "settings.fridge.freezerAlarmAbove" },
        { new PlaceCommand.ChangeFoodPolicy(1, Policy with { Frozen = "maybe" }), "policy.frozen" },
        { new PlaceCommand.ChangeFoodPolicy(1, Policy with { HomeMadeDays = -1 }), "policy.home_made_days" },
        { new PlaceCommand.ChangeFoodPolicy(1, Policy with { HomeMadeDays = 31 }), "policy.home_made_days" },
        { new PlaceCommand.Announce(Call with { Text = new string('a', 1001) }), "announcement.text" },
        { new PlaceCommand.ChangeTexts(1, new PlaceTexts(RequestIntro: new string('a', 1001))), "texts.requestIntro" },
        { new PlaceCommand.ChangeAccessFacts(1, Sample.File.Place.Access with { Note = new string('a', 1001) }), "access.note" },
        { new PlaceCommand.ChangePublicUrl(1, "mal.example.org"), "publicUrl" },
    };

    [Theory, MemberData(nameof(Malformed))]
    public void A_number_nobody_means_and_a_text_nobody_reads_are_malformed(PlaceCommand command, string field) =>
        Assert.StartsWith(field + ": ", Place.Malformed(command), StringComparison.Ordinal);

    [Fact]
    public void A_food_policy_counts_its_own_versions_whatever_the_client_says()
    {
        var state = After(Opened, new PlaceCommand.ChangeFoodPolicy(Settings.Version, Policy with { Version = 77, Frozen = "allowed" }));
        Assert.Equal((Policy.Version + 1, "allowed", Settings.Version + 1), (state.File!.Place.FoodPolicy.Version, state.File.Place.FoodPolicy.Frozen, state.File.Place.Settings.Version));
        Assert.Equal(Sample.File.Refused, state.File.Refused);
    }

    [Theory, MemberData(nameof(Edits))]
    public void A_sound_edit_is_well_formed(PlaceCommand edit) => Assert.Null(Place.Malformed(edit));

    [Fact]
    public void A_place_that_wrote_no_texts_has_honest_ones_and_they_stay_out_of_the_live_view()
    {
        Assert.Null(Sample.File.Place.Texts);
        var standing = PlaceTexts.Of(Sample.File.Place);
        Assert.Contains(Sample.File.Place.Operator, standing.DataProtection, StringComparison.Ordinal);
        Assert.Contains("do potwierdzenia", standing.DataProtection, StringComparison.Ordinal);
        Assert.Contains("30 dni", standing.DataProtection, StringComparison.Ordinal);
        var state = After(Opened, new PlaceCommand.ChangeTexts(Settings.Version, new PlaceTexts("Nasza klauzula.")));
        var answer = PlaceTextsAnswer.Of(state.File!.Place);
        Assert.Equal(("Nasza klauzula.", standing.RequestIntro, Settings.Version + 1), (answer.Texts.DataProtection, answer.Texts.RequestIntro, answer.Version));
        var view = Place.View(state, 2, Coordinator(Now)).For(Audience.Staff);
        Assert.DoesNotContain("klauzula", JsonSerializer.Serialize(view, Wire.Wire.Tolerant), StringComparison.Ordinal);
    }

    private static Context Coordinator(string now) => Staff(now) with { By = new By(Role.Coordinator, "desk-1") };

    private static PlaceState After(PlaceState state, PlaceCommand command)
    {
        var decision = Place.Decide(state, command, Coordinator(Now));
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(state, Place.Evolve);
    }

    private static string Json(PlaceState state) => JsonSerializer.Serialize(state, Wire.Wire.Tolerant);
}
