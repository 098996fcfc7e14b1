using System.Collections.Immutable;
using Mal.Coordination.Requests;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

public sealed class TrialChoicesTests
{
    private static readonly DateOnly First = Rejonowa.Day("2026-12-02");
    private static readonly SeriesTrial Trial = new("sala-glowna", "FREQ=WEEKLY;BYDAY=WE;COUNT=30", First, new TimeOnly(18, 0), new TimeOnly(19, 30), 10);

    // Thirty Wednesdays: the second is taken and may go elsewhere, the third is taken for good, the fifth is shut.
    private static readonly SeriesTried Tried = new([.. Enumerable.Range(0, 30).Select(week => week switch
    {
        1 => new TriedDate(First.AddDays(7), TrialAnswer.Taken, Alternatives:
        [
            new Alternative($"room/{Rejonowa.Sample.File.Place.Id}/sala-warsztatowa", At(7, 18), At(7, 18).AddMinutes(90)),
            new Alternative($"room/{Rejonowa.Sample.File.Place.Id}/sala-glowna", At(7, 18).AddMinutes(20), At(7, 18).AddMinutes(110)),
        ]),
        2 => new TriedDate(First.AddDays(14), TrialAnswer.Taken, Alternatives: []),
        4 => new TriedDate(First.AddDays(28), TrialAnswer.Closed, "house-closed"),
        _ => new TriedDate(First.AddDays(7 * week), TrialAnswer.Free),
    })]);

    [Fact]
    public void Thirty_dates_are_summed_in_one_sentence() =>
        Assert.Equal("Wolne 27 z 29 terminów; dni bez spotkania: 1.", TrialChoices.Sum(Tried));

    [Fact]
    public void What_is_proposed_takes_the_first_alternative_and_leaves_out_what_has_none()
    {
        var choices = TrialChoices.Proposed(Tried);
        Assert.Equal(28, TrialChoices.Taking(Tried, choices));
        Assert.Equal(
            [new MeetingException(First.AddDays(7), "sala-warsztatowa"), new MeetingException(First.AddDays(14), Skip: true)],
            TrialChoices.Exceptions(Tried, choices, Trial));
    }

    [Fact]
    public void Another_hour_in_the_same_room_names_the_hour_and_not_the_room()
    {
        var choices = TrialChoices.Proposed(Tried);
        choices[First.AddDays(7)] = "1";
        Assert.Equal(new MeetingException(First.AddDays(7), null, new TimeOnly(18, 20), new TimeOnly(19, 50)), TrialChoices.Exceptions(Tried, choices, Trial)[0]);
    }

    [Fact]
    public void A_free_date_may_be_left_out_too()
    {
        var choices = TrialChoices.Proposed(Tried);
        choices[First] = TrialChoices.Skip;
        Assert.Equal(27, TrialChoices.Taking(Tried, choices));
        Assert.Contains(new MeetingException(First, Skip: true), TrialChoices.Exceptions(Tried, choices, Trial));
    }

    [Fact]
    public void A_draft_says_what_is_missing_until_nothing_is()
    {
        var draft = new RequestDraft();
        Assert.Equal("Wpisz, co to za spotkanie.", draft.Missing);
        (draft.Title, draft.Room, draft.Day, draft.Start, draft.End) = ("Krąg sąsiedzki", "sala-glowna", First, new TimeOnly(19, 30), new TimeOnly(18, 0));
        Assert.Equal("Koniec musi być później niż początek.", draft.Missing);
        (draft.Start, draft.End) = (draft.End, draft.Start);
        Assert.Null(draft.Missing);
        Assert.Equal("FREQ=WEEKLY;BYDAY=WE;COUNT=5", draft.Rrule);
        draft.EveryWeeks = 2;
        Assert.Equal("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=5", draft.Rrule);
    }

    [Fact]
    public void A_draft_changed_after_the_trial_is_another_trial()
    {
        var draft = new RequestDraft { Title = "Krąg", Room = "sala-glowna", Day = First, Start = new TimeOnly(18, 0), End = new TimeOnly(19, 30), Repeats = true };
        draft.Needs.Add("projector");
        var asked = draft.AsTrial();
        Assert.Equal(asked, draft.AsTrial());
        draft.People = 12;
        Assert.NotEqual(asked, draft.AsTrial());
    }

    private static DateTime At(int days, int hour) => First.AddDays(days).ToDateTime(new TimeOnly(hour, 0));
}
