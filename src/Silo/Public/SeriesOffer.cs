using System.Collections.Immutable;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Wire;

namespace Mal.Public;

/// <summary>
/// A series as the house answers it before anything is asked: every date, and for a taken one what is free instead. The
/// person looks at it once and sends it for good.
/// </summary>
internal sealed record SeriesOffer(Proposal Proposal, SeriesTried Tried)
{
    /// <summary>What a person chooses for a date that is to be left out.</summary>
    public const string Skip = "pomin";

    private Series Series => Proposal.Series!;

    public string Room => Series.Room;

    public int Free => Tried.Dates.Count(date => date.Answer == TrialAnswer.Free);

    public int Taken => Tried.Dates.Count(date => date.Answer == TrialAnswer.Taken);

    /// <summary>Of the series without what is closed anyway.</summary>
    public int Open => Free + Taken;

    /// <summary>Two offers with the same seal are the same: what is sent for good is what was looked at, or it is shown once more.</summary>
    public string Seal
    {
        get
        {
            var asked = $"{Series.Room};{Series.Rrule};{Series.FirstDay:O};{Series.LastDay:O};{Series.Start:O};{Series.End:O};{Proposal.People};{string.Join(',', Proposal.Needs?.Names ?? [])}";
            var dates = Tried.Dates.Select(date => $"{date.Day:O}={date.Answer},{string.Join(',', (date.Alternatives ?? []).Select(Value))}");
            return TrackingCode.Derived($"{asked};{string.Join(';', dates)}").ToString("N");
        }
    }

    /// <summary>The name of the field of a taken date.</summary>
    public static string Field(DateOnly day) => $"termin-{day:yyyy-MM-dd}";

    public static string Value(Alternative free) => $"{Key.Parse(free.Key)?.Id}|{free.From:yyyy-MM-ddTHH:mm}|{free.Until:yyyy-MM-ddTHH:mm}";

    /// <summary>What is chosen for the taken dates; null when something is chosen that was not offered, or nothing at all is left.</summary>
    public ImmutableList<MeetingException>? Exceptions(FormTexts form)
    {
        var chosen = Tried.Dates.Where(date => date.Answer == TrialAnswer.Taken).Select(date => (date.Day, Choice: form.OneLine(Field(date.Day)),
            Other: date.Alternatives?.Find(free => Value(free) == form.OneLine(Field(date.Day))))).ToList();
        return chosen.Exists(one => one.Choice != Skip && one.Other is null) || (Free == 0 && chosen.TrueForAll(one => one.Other is null))
            ? null
            : [.. chosen.Select(one => one.Other is null ? new MeetingException(one.Day, Skip: true) : At(one.Day, one.Other))];
    }

    private MeetingException At(DateOnly day, Alternative other)
    {
        var (room, start, end) = (Key.Parse(other.Key)?.Id, TimeOnly.FromDateTime(other.From), TimeOnly.FromDateTime(other.Until));
        var same = start == Series.Start && end == Series.End;
        return new MeetingException(day, room == Series.Room ? null : room, same ? null : start, same ? null : end);
    }
}
