using System.Diagnostics;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;
using Orleans.Runtime;

namespace Mal.Initiatives;

/// <summary>Two silos, and what a test asks of an initiative and of its rooms.</summary>
public abstract class InitiativeHouse(TwoSilos house)
{
    protected TwoSilos House => house;

    protected static readonly By Coordinator = new(Role.Coordinator, "desk-1");
    protected static readonly DateOnly Tuesday = new(2026, 12, 1);

    protected static Proposal Weekly(string room, DateOnly first, int hour, int people = 5) =>
        new("Chór", LedBy.Residents, new Organizer(OrganizerKind.InformalGroup), "culture", people,
            Series: new Series(room, "FREQ=WEEKLY", first, new TimeOnly(hour, 0), new TimeOnly(hour + 1, 0), new DateOnly(2027, 3, 31)));

    protected IInitiativeGrain Grain(Guid id) => House.Cluster.GrainFactory.GetGrain<IInitiativeGrain>($"{TwoSilos.PlaceId}/{id}");

    protected async Task<InitiativeState> State(Guid id) =>
        await House.Log.Read(Key.Initiative(TwoSilos.PlaceId, id.ToString()).ToString()) is { } head ? FactJson.Read<InitiativeState>(head.State) : Initiative.Empty;

    /// <summary>As a client does: the same id again while the answer is "unknown".</summary>
    protected async Task<Answer> Do(Guid id, InitiativeCommand command)
    {
        var again = Guid.NewGuid();
        for (var tries = 0; ; tries++)
        {
            try
            {
                var answer = await Grain(id).Send(again, command, 0, Coordinator);
                if (answer.Status != AnswerStatus.Unknown || tries > 3000)
                {
                    return answer;
                }
            }
            catch (Exception failure) when (failure is IOException or TimeoutException or OrleansException && tries < 3000)
            {
                // Its activation died under the question.
            }
        }
    }

    // Slow cores may need many rounds, and rounds may be quick to fail: patience is counted in time.
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    protected async Task Settled(Guid id)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience;)
        {
            try
            {
                await Grain(id).Wake(null);
            }
            catch (Exception failure) when (failure is IOException or TimeoutException or OrleansException)
            {
                continue;
            }
            if (await State(id) is { Horizon: not null } state && Initiative.StepsToDo(state).IsEmpty)
            {
                return;
            }
            await Task.Yield();
        }
        Assert.Fail($"still to do: {string.Join(", ", Initiative.StepsToDo(await State(id)))}");
    }

    /// <summary>What the rooms hold for an initiative, of all rooms.</summary>
    protected async Task<List<(string Room, Booking Booking)>> Held(Guid id)
    {
        var held = new List<(string, Booking)>();
        foreach (var room in new[] { "sala-glowna", "sala-warsztatowa", "sala-komputerowa" })
        {
            var entries = await House.Room(room).Calendar(TwoSilos.Wednesday, TwoSilos.Wednesday.AddDays(400));
            held.AddRange(entries.Where(entry => entry.Holds && entry.Booking.Initiative == id.ToString()).Select(entry => (room, entry.Booking)));
        }
        return held;
    }

    protected Task Kill() => House.Cluster.GrainFactory.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
}
