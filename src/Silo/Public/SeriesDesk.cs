using System.Collections.Immutable;
using Mal.Api;
using Mal.Facts;
using Mal.Gate;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;
using Mal.Words;

namespace Mal.Public;

/// <summary>What the resident's pages do about a series: try it in the rooms, hand it in, look it up, answer, withdraw.</summary>
internal sealed class SeriesDesk(KnownPlaces places, CommandDoor door, Surroundings around)
{
    private const int HorizonDays = 62;

    /// <summary>The series tried in the room that was chosen, or in the one that gives it the most dates, the smallest first.</summary>
    /// <exception cref="MalformedException">It is no series.</exception>
    public async Task<(SeriesOffer? Offer, Refusal? Refusal)> Try(House house, RequestForm form)
    {
        var rooms = form.Room.Length > 0 ? [form.Room] : house.File.Rooms.Where(room => !room.DropIn).OrderBy(room => room.Capacity).Select(room => room.Id).ToList();
        var offers = new List<SeriesOffer>();
        Refusal? why = null;
        foreach (var room in rooms)
        {
            var proposal = form.Proposal(room);
            why = Initiative.WhyNotYet(house, proposal.Series!.FirstDay, around.Time.GetUtcNow(), Role.Anyone);
            if (why is null && await Try(house, proposal) is var tried && (why = tried.Refusal) is null)
            {
                offers.Add(new SeriesOffer(proposal, tried));
            }
        }
        // Where nothing will do, the largest room says why best.
        return offers.Count == 0 ? (null, why) : (offers.MaxBy(offer => offer.Free), null);
    }

    /// <summary>Handed in as an initiative of the residents; its words are kept before anybody else hears of it, as everywhere.</summary>
    public Task<Answer> Submit(House house, RequestForm form, SeriesOffer offer, ImmutableList<MeetingException> exceptions, string sending)
    {
        var description = form.Description is { Length: > 0 } text ? text : null;
        return Send(house, TrackingCode.Booking(form.Code), new InitiativeCommand.Submit(offer.Proposal, form.Contacts, description, exceptions.IsEmpty ? null : exceptions),
            TrackingCode.Derived($"submit:{form.Code}:{sending}"));
    }

    /// <param name="calendars">Of all rooms, as far as anybody looks.</param>
    public async Task<TrackedSeries?> Find(House house, Guid id, IReadOnlyDictionary<string, ImmutableList<CalendarEntry>> calendars)
    {
        var place = places.Of(house);
        var words = await place.Erasures.Knows(id) ? await place.Words(id).Read() : null;
        // Asked only about what there is: a guessed code wakes nobody. What is over for long is found as long as there are words of it to erase.
        if ((words is null && !(await place.Place.Initiatives()).Contains(id.ToString()))
            || (await place.Initiative(id.ToString()).View()).View is not InitiativeView { Proposal: { } proposal } view)
        {
            return null;
        }
        ImmutableList<(string, CalendarEntry)> meetings =
            [.. calendars.SelectMany(room => room.Value.Where(entry => entry.Booking.Initiative == id.ToString()).Select(entry => (room.Key, entry)))];
        var horizon = house.Day(around.Time.GetUtcNow()).AddDays(HorizonDays);
        var later = proposal.Series is { } series ? around.Series.Read(series.Rrule, series.FirstDay, series.LastDay).Days.Count(day => day > horizon) : 0;
        return new TrackedSeries(id, view, proposal, meetings, later, words);
    }

    public Task<Answer> Send(House house, Guid id, InitiativeCommand command, Guid commandId) => Unless(() =>
        door.Initiatives.Send(commandId, Key.Initiative(house.File.Place.Id, id.ToString()), command, 0, RequestDesk.Requester, house));

    private Task<SeriesTried> Try(House house, Proposal proposal)
    {
        var series = proposal.Series!;
        return SeriesApi.Try(door, house, new SeriesTrial(series.Room, series.Rrule, series.FirstDay, series.Start, series.End, proposal.People, series.LastDay, proposal.Needs), around.Time.GetUtcNow());
    }

    private static async Task<Answer> Unless(Func<Task<Answer>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return Answer.Unknown;
        }
    }
}
