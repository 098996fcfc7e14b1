using System.Collections.Immutable;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;

namespace Mal.Coordination.Initiatives;

/// <summary>An initiative as one line of the list, with what it can be sorted by.</summary>
/// <param name="Name">For sorting, in the order of the Polish alphabet.</param>
/// <param name="NextAt">Start of the next meeting; the end of time when there is none, so that it comes last.</param>
/// <param name="Next">"jutro, 18:00, Sala główna".</param>
public sealed record InitiativeLine(string Id, string Title, string Name, string LedBy, DateTimeOffset NextAt, string Next, string State)
{
    /// <summary>The soonest meeting first.</summary>
    public static ImmutableList<InitiativeLine> Of(IEnumerable<InitiativeView> views, House house, DateTimeOffset now) =>
        [.. views.Select(view => Of(view, house, now)).OrderBy(line => line.NextAt).ThenBy(line => line.Name, StringComparer.Ordinal)];

    private static InitiativeLine Of(InitiativeView view, House house, DateTimeOffset now)
    {
        var face = InitiativeFace.Of(view);
        var next = view.Meetings.Find(meeting => meeting.Until > now && meeting.Wanted == MeetingStanding.Approved);
        string[] state = [face.StageText, face.StepsText, face.LostText];
        return new InitiativeLine(view.Id, view.Title, Alphabet.Key(view.Title), LendingWords.Say(view.LedBy), next?.From ?? DateTimeOffset.MaxValue,
            next is null ? "–" : $"{Dates.Name(house.Day(next.From), house.Day(now))}, {Dates.Clock(house.Local(next.From))}, {house.Room(next.Room)?.Name ?? next.Room}",
            string.Join(" · ", state.Where(text => text.Length > 0)));
    }
}
