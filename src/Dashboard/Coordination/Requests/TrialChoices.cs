using System.Collections.Immutable;
using Mal.Initiatives;
using Mal.Places;

namespace Mal.Coordination.Requests;

/// <summary>What a coordinator chooses for each date of a tried series, and what that means for its approval.</summary>
public static class TrialChoices
{
    public const string Skip = "skip";

    /// <summary>The first proposal for every taken date; in the same room an hour earlier is closer than nothing at all.</summary>
    public static Dictionary<DateOnly, string> Proposed(SeriesTried tried) => tried.Dates.Where(date => date.Answer != TrialAnswer.Closed)
        .ToDictionary(date => date.Day, date => date.Answer == TrialAnswer.Free ? "" : date.Alternatives is { IsEmpty: false } ? "0" : Skip);

    /// <summary>How many dates there will be.</summary>
    public static int Taking(SeriesTried tried, IReadOnlyDictionary<DateOnly, string> choices) =>
        tried.Dates.Count(date => date.Answer != TrialAnswer.Closed && choices.GetValueOrDefault(date.Day) != Skip);

    /// <summary>„Wolne 4 z 5 terminów”, and how many days the house is shut.</summary>
    public static string Sum(SeriesTried tried)
    {
        var open = tried.Dates.Count(date => date.Answer != TrialAnswer.Closed);
        var shut = tried.Dates.Count - open;
        return $"Wolne {tried.Dates.Count(date => date.Answer == TrialAnswer.Free)} z {open} terminów{(shut == 0 ? "" : $"; dni bez spotkania: {shut}")}.";
    }

    /// <summary>The days that are not like the others.</summary>
    public static ImmutableList<MeetingException> Exceptions(SeriesTried tried, IReadOnlyDictionary<DateOnly, string> choices, SeriesTrial trial) =>
    [
        .. tried.Dates.Where(date => date.Answer != TrialAnswer.Closed && choices.GetValueOrDefault(date.Day) is { Length: > 0 })
            .Select(date => choices[date.Day] == Skip ? new MeetingException(date.Day, Skip: true) : At(date, int.Parse(choices[date.Day], System.Globalization.CultureInfo.InvariantCulture), trial)),
    ];

    private static MeetingException At(TriedDate date, int choice, SeriesTrial trial)
    {
        var other = date.Alternatives![choice];
        var (room, start, end) = (Verdict.RoomId(other), TimeOnly.FromDateTime(other.From), TimeOnly.FromDateTime(other.Until));
        var same = start == trial.Start && end == trial.End;
        return new MeetingException(date.Day, room == trial.Room ? null : room, same ? null : start, same ? null : end);
    }
}
