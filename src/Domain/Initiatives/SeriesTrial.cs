using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Initiatives;

/// <summary>A series somebody would like to have, before anything is asked.</summary>
public sealed record SeriesTrial(string Room, string Rrule, DateOnly FirstDay, TimeOnly Start, TimeOnly End, int People, DateOnly? LastDay = null, Features? Needs = null)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public Series AsSeries => new(Room, Rrule, FirstDay, Start, End, LastDay);

    /// <returns>The wrong field and the reason; null when it is well-formed.</returns>
    public static string? Malformed(SeriesTrial trial) =>
        Initiative.Wrong(trial.AsSeries) ?? (trial.People is < 1 or > 10_000 ? "people: od 1 do 10000" : null) ?? (trial.Needs?.Names.Count > 20 ? "needs: najwyżej 20" : null);
}

public enum TrialAnswer { Free, Taken, Closed }

/// <summary>One date of a tried series.</summary>
/// <param name="ReasonCode">Why there is no meeting on that day, when it is closed.</param>
/// <param name="Alternatives">What is free instead on the same day, when it is taken: times are local.</param>
/// <param name="OtherDays">The same hour in the same room on other days of the week; only when the day itself has little to offer, and to be asked for apart, since a series keeps to its days.</param>
public sealed record TriedDate(DateOnly Day, TrialAnswer Answer, string? ReasonCode = null, ImmutableList<Alternative>? Alternatives = null,
    ImmutableList<Alternative>? OtherDays = null);

/// <summary>The answer to a trial, in the order of the dates.</summary>
/// <param name="Refusal">Why the room cannot be had for this at all; the dates are empty then.</param>
public sealed record SeriesTried(ImmutableList<TriedDate> Dates, Refusal? Refusal = null)
{
    /// <param name="held">Per room, what its calendar holds from the first day to the last.</param>
    public static SeriesTried Of(House house, SeriesTrial trial, ImmutableList<DateOnly> days,
        IReadOnlyDictionary<string, ImmutableList<CalendarEntry>> held, DateTimeOffset now)
    {
        if (Initiative.WhyNot(house, trial.AsSeries, trial.People, trial.Needs) is { } refusal)
        {
            return new SeriesTried([], refusal);
        }
        // A day's bookings are looked up and not searched for: a year of them in 20 rooms stays cheap.
        var byDay = held.ToDictionary(one => one.Key, one => one.Value.ToLookup(entry => house.Day(entry.Booking.From)));
        var all = days.ToHashSet();
        return new SeriesTried([.. days.Select(day =>
        {
            if (Initiative.WhyNot(house, trial.AsSeries, day, house.Settings.QuietMinutesBeforeClosing) is { } reason)
            {
                return new TriedDate(day, TrialAnswer.Closed, reason);
            }
            var (from, until) = Initiative.Instants(house, day, trial.Start, trial.End);
            if (from <= now)
            {
                return new TriedDate(day, TrialAnswer.Closed, "in-the-past");
            }
            var today = byDay.ToDictionary(one => one.Key, one => one.Value[day].ToImmutableList());
            if (Alternatives.IsFree(house, today.GetValueOrDefault(trial.Room) ?? [], from, until))
            {
                return new TriedDate(day, TrialAnswer.Free);
            }
            var wish = new Wish(trial.Room, from, until, trial.People, trial.Needs);
            var instead = Alternatives.Of(house, wish, today, now);
            var week = instead.Count >= Alternatives.FewSameDay ? [] : Alternatives.OtherDays(house, wish, Week(byDay, day, trial.Room), now).RemoveAll(other => all.Contains(DateOnly.FromDateTime(other.From)));
            return new TriedDate(day, TrialAnswer.Taken, Alternatives: instead, OtherDays: week.IsEmpty ? null : week);
        })]);
    }

    // Of the room itself alone: no other is offered on another day.
    private static Dictionary<string, ImmutableList<CalendarEntry>> Week(Dictionary<string, ILookup<DateOnly, CalendarEntry>> byDay, DateOnly day, string room) =>
        byDay.TryGetValue(room, out var own)
            ? new() { [room] = [.. Enumerable.Range(-6, 13).SelectMany(off => own[day.AddDays(off)])] }
            : [];
}
