using System.Text.Json.Serialization;

namespace Mal.Initiatives;

/// <summary>What became of a meeting. Not known: it is over, and nobody said whether anybody came.</summary>
public enum MeetingOutcome { Held, NoShow, Cancelled, NotKnown }

/// <summary>How a meeting went, as its room knows. Null is not counted, which is not 0.</summary>
public sealed record Settlement(MeetingOutcome Outcome, int? People = null, int? Children = null, int? Adults = null, int? Seniors = null,
    int? Volunteers = null, decimal? VolunteerHours = null);

/// <summary>What a room's calendar holds of one meeting: where and when it is by now, and what became of it.</summary>
/// <param name="Settled">Null while nothing can be said yet.</param>
public sealed record MeetingFound(Guid Booking, string Room, DateTimeOffset From, DateTimeOffset Until, Settlement? Settled = null);

/// <summary>The sums over all meetings that were settled.</summary>
/// <param name="Held">Meetings of which it is known that they were held.</param>
/// <param name="People">Attendances: who came twice is counted twice.</param>
/// <param name="Uncounted">Meetings without a number, those of which nothing is known among them.</param>
/// <param name="NoShows">Meetings to which nobody came.</param>
/// <param name="Cancelled">Meetings that were called off in their room.</param>
public sealed record Attendance(int Held, int People, int Uncounted, int NoShows, int Cancelled, int Volunteers, decimal VolunteerHours)
{
    [JsonIgnore]
    public static Attendance None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>The sums with one meeting more, or, with a sign of −1, without one that has turned out otherwise.</summary>
    public Attendance With(Settlement how, int sign = 1) => new(
        Held + (how.Outcome == MeetingOutcome.Held ? sign : 0),
        People + sign * (how.People ?? 0),
        Uncounted + (how is { Outcome: MeetingOutcome.NotKnown } or { Outcome: MeetingOutcome.Held, People: null } ? sign : 0),
        NoShows + (how.Outcome == MeetingOutcome.NoShow ? sign : 0),
        Cancelled + (how.Outcome == MeetingOutcome.Cancelled ? sign : 0),
        Volunteers + sign * (how.Volunteers ?? 0),
        VolunteerHours + sign * (how.VolunteerHours ?? 0));
}
