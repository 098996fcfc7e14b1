using System.Collections.Immutable;
using Mal.Facts;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Initiatives;

/// <summary>What became of the meetings is read from their rooms, whenever one of them nudges and at midnight.</summary>
internal sealed partial class InitiativeGrain
{
    // A booking moved from room to room is followed so far at a time; the rest of its way is read at the next nudge.
    private const int RoomsFollowed = 5;

    /// <summary>False when a room or the store is in doubt; true as well when there was no reason to read.</summary>
    private async Task<bool> ReadRooms()
    {
        if (!_nudged)
        {
            return true;
        }
        _nudged = false;
        try
        {
            await Remember();
            var now = Around.Time.GetUtcNow();
            var found = new List<MeetingFound>();
            foreach (var held in Initiative.MeetingsToRead(State!, now).GroupBy(meeting => meeting.Room))
            {
                foreach (var entry in await Room(held.Key).Entries([.. held.Select(meeting => meeting.Booking)]))
                {
                    found.AddRange(await Follow(held.Key, entry));
                }
            }
            // Nothing new is the usual answer, and costs no command.
            if (State is not { } state || Initiative.News(state, [.. found], now).IsEmpty
                || (await Send(Guid.CreateVersion7(now), new InitiativeCommand.RecordMeetings([.. found]), 0, By.System)).Status != AnswerStatus.Unknown)
            {
                return true;
            }
        }
        catch (Exception failure)
        {
            LogDoubtful(Around.Log, Key.ToString(), failure.Message);
        }
        _nudged = true;
        return false;
    }

    /// <summary>The meeting where it is by now; nothing while it is nowhere to be seen.</summary>
    private async Task<ImmutableList<MeetingFound>> Follow(string room, CalendarEntry entry)
    {
        for (var rooms = 0; entry is { Gone: Departure.Moved, MovedTo: { } next }; rooms++)
        {
            if (rooms == RoomsFollowed || await Room(next).Entries([entry.Booking.Id]) is not [var there])
            {
                return [];
            }
            (room, entry) = (next, there);
        }
        return [Initiative.Found(room, entry)];
    }

    private IRoomGrain Room(string id) => GrainFactory.GetGrain<IRoomGrain>($"{PlaceId}/{id}");
}
