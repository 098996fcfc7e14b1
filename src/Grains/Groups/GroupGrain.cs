using System.Collections.Immutable;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Groups;

/// <summary>
/// One group of a place; its key is <c>place/pseudonym</c>. Its requests go through here one at a time, so that two at the
/// very same instant to two rooms cannot both find the share still free. It keeps nothing: the truth is in the rooms.
/// </summary>
[Alias("Mal.IGroupGrain")]
public interface IGroupGrain : IGrainWithStringKey
{
    [Alias("Request")]
    Task<Answer> Request(string room, Guid id, RoomCommand.RequestBooking command, long ageMs, By by);

    [Alias("Submit")]
    Task<Answer> Submit(string initiative, Guid id, InitiativeCommand.Submit command, long ageMs, By by);
}

// Not reentrant, and that is all of its secret: the next request waits until this one has its answer.
internal sealed class GroupGrain(Surroundings around) : Grain, IGroupGrain
{
    // So far ahead the rooms hold the meetings of a series; what lies beyond only the series itself knows.
    private const int HorizonDays = 62;

    private string Place => this.GetPrimaryKeyString().Split('/')[0];

    private Guid Group => Guid.Parse(this.GetPrimaryKeyString().Split('/')[1]);

    public async Task<Answer> Request(string room, Guid id, RoomCommand.RequestBooking command, long ageMs, By by)
    {
        var (house, asked) = (await House(), command.Booking);
        var (from, until) = (house.InstantOf(asked.From), house.InstantOf(asked.Until));
        var held = await Held(house, from);
        // Asked again, it is its own share already.
        return !held.Exists(booking => booking.Id == asked.Id) && Fairness.WhyNot(house, Group, [(from, until)], held) is { } unfair
            ? new Answer(AnswerStatus.Refused, 0, unfair)
            : await Room(room).Send(id, command, ageMs, by);
    }

    public async Task<Answer> Submit(string initiative, Guid id, InitiativeCommand.Submit command, long ageMs, By by)
    {
        var house = await House();
        var grain = GrainFactory.GetGrain<IInitiativeGrain>($"{Place}/{initiative}");
        var proposal = ((InitiativeView)(await grain.View()).View).Proposal;
        var times = command.Initiative.Series is { } series
            ? Initiative.Times(house, initiative, series, around.Series.Read(series.Rrule, series.FirstDay, series.LastDay).Days, command.Exceptions ?? [])
            : [];
        var held = await Held(house, times.IsEmpty ? around.Time.GetUtcNow() : times[0].From);
        if (!held.Exists(booking => booking.Initiative == initiative) && Fairness.WhyNot(house, Group, [.. times.Select(time => (time.From, time.Until))], held) is { } unfair)
        {
            return new Answer(AnswerStatus.Refused, 0, unfair);
        }
        if (proposal is null && await GrainFactory.GetGrain<IPlaceGrain>(Place).Open(initiative, around.Time.GetUtcNow()) is { Status: AnswerStatus.Unknown or AnswerStatus.Refused } full)
        {
            return full;
        }
        return await grain.Send(id, command, ageMs, by);
    }

    private async Task<House> House() => await GrainFactory.GetGrain<IPlaceGrain>(Place).House()
        ?? throw new InvalidOperationException($"{this.GetPrimaryKeyString()}: its place has not been set up.");

    private IRoomGrain Room(string id) => GrainFactory.GetGrain<IRoomGrain>($"{Place}/{id}");

    /// <summary>What the rooms hold from the week of an instant on, or from now, and what the group's series will ask of them.</summary>
    private async Task<List<Booking>> Held(House house, DateTimeOffset first)
    {
        var (now, week) = (around.Time.GetUtcNow(), house.At(Fairness.Monday(house, first), TimeOnly.MinValue));
        // Read before the rooms are: what is asked of them in between is counted once, by its id.
        var coming = await Coming(house, now);
        var calendars = await Task.WhenAll(house.File.Rooms.Select(room => Room(room.Id).Calendar(week < now ? week : now, DateTimeOffset.MaxValue)));
        return [.. calendars.SelectMany(entries => entries).Where(entry => entry.Holds).Select(entry => entry.Booking).Concat(coming).DistinctBy(booking => booking.Id)];
    }

    // Of a series whose rooms have all answered, what lies beyond the horizon; of one on its way to them, all of it.
    private async Task<List<Booking>> Coming(House house, DateTimeOffset now)
    {
        var known = await GrainFactory.GetGrain<IPlaceGrain>(Place).Initiatives();
        var views = await Task.WhenAll(known.Where(id => house.Initiative(id) is null)
            .Select(async id => (InitiativeView)(await GrainFactory.GetGrain<IInitiativeGrain>($"{Place}/{id}").View()).View));
        return [.. views.Where(view => view.Proposal?.Group == Group && view.Proposal.Series is not null && Counts(view.Stage)).SelectMany(view => Times(house, view, now))];
    }

    private IEnumerable<Booking> Times(House house, InitiativeView view, DateTimeOffset now)
    {
        var (today, proposal, series) = (house.Day(now), view.Proposal!, view.Proposal!.Series!);
        var answered = view.Stage == InitiativeStage.Active || view.Steps is { } steps && steps.Done == steps.Of;
        var from = answered ? today.AddDays(HorizonDays + 1) : today;
        var standing = view.Stage is InitiativeStage.Approved or InitiativeStage.Active ? Standing.Approved : Standing.Requested;
        return Initiative.Times(house, view.Id, series, around.Series.Read(series.Rrule, series.FirstDay, series.LastDay).Days.Where(day => day >= from), [])
            .Select(time => new Booking(time.Booking, "", time.From, time.Until, proposal.People, view.Id, Standing: standing, Group: Group));
    }

    private static bool Counts(InitiativeStage stage) => stage is InitiativeStage.Submitted or InitiativeStage.UnderReview or InitiativeStage.NeedsInfo
        or InitiativeStage.Approved or InitiativeStage.Active;
}
