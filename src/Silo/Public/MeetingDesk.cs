using System.Collections.Immutable;
using Mal.Api;
using Mal.Facts;
using Mal.Gate;
using Mal.Hosting;
using Mal.Meetings;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Public;

/// <summary>A meeting as its organizer's link finds it.</summary>
internal sealed record LinkedMeeting(House House, string Room, CalendarEntry Entry);

/// <summary>Finds the meeting of an organizer's link among what the rooms hold, and speaks for it: ranked below staff, for this meeting only.</summary>
internal sealed class MeetingDesk(KnownPlaces places, CommandDoor door, HouseStart start, Surroundings around)
{
    private static readonly By Organizer = new(Role.Organizer, "organizer");

    // Beyond these days a link is not even known to be dead.
    private const int DaysAround = 62;

    public DateTimeOffset Now => around.Time.GetUtcNow();

    /// <summary>The place and the code of a booking's link; null when the place's rooms hold no such booking.</summary>
    public async Task<(House House, string Code)?> Code(KnownPlace place, Guid booking) =>
        await place.Place.House() is { } house && (await Meetings(house)).Exists(meeting => meeting.Entry.Booking.Id == booking)
            ? (house, await place.MeetingLinks.Code(booking))
            : null;

    public async Task<LinkedMeeting?> Find(string code)
    {
        foreach (var place in start.Places)
        {
            if (await place.Place.House() is { } house && await Find(house, code) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    /// <param name="command">Made with the form; each of several commands of one form derives its own.</param>
    public async Task<Answer> Say(LinkedMeeting meeting, RoomCommand said, Guid command)
    {
        try
        {
            var id = TrackingCode.Derived($"{command:N}:{said.GetType().Name}");
            return await door.Rooms.Send(id, Key.Room(meeting.House.File.Place.Id, meeting.Room), said, 0, Organizer, meeting.House);
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return Answer.Unknown;
        }
    }

    private async Task<LinkedMeeting?> Find(House house, string code)
    {
        var meetings = await Meetings(house);
        var booking = await places.Of(house).MeetingLinks.Find(code, [.. meetings.Select(meeting => meeting.Entry.Booking.Id)]);
        return meetings.Where(meeting => meeting.Entry.Booking.Id == booking).OrderBy(meeting => meeting.Entry.Gone == Departure.Moved).FirstOrDefault();
    }

    private async Task<List<LinkedMeeting>> Meetings(House house) =>
    [
        .. (await door.Rooms.Calendars(house, Now.AddDays(-DaysAround), Now.AddDays(DaysAround)))
            .SelectMany(room => room.Value.Where(entry => !entry.Booking.WalkIn).Select(entry => new LinkedMeeting(house, room.Key, entry))),
    ];
}
