using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Initiatives;

/// <summary>An initiative asks its rooms, step by step, while stores fail and activations die: in the end a room holds what was decided, and nothing else.</summary>
public sealed class ProcessTests(TwoSilos house) : InitiativeHouse(house), IClassFixture<TwoSilos>
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task A_decision_is_carried_out_whole_whatever_fails_on_the_way(int seed)
    {
        var random = new Random(seed);
        var gate = new Lock();
        bool Chance(double of) { lock (gate) { return random.NextDouble() < of; } }
        var id = Guid.NewGuid();
        var (room, first, hour) = ("sala-warsztatowa", Tuesday.AddDays(seed % 4), 12 + 2 * (seed / 4));
        bool Ours(string stream) => stream.EndsWith(id.ToString(), StringComparison.Ordinal) || stream.EndsWith(room, StringComparison.Ordinal);
        House.Log.BeforeWrite = (stream, _) => Ours(stream) && Chance(0.3) ? throw new IOException("before") : Task.CompletedTask;
        House.Log.AfterWrite = (stream, _) => Ours(stream) && Chance(0.3) ? throw new IOException("after") : Task.CompletedTask;
        var undone = seed % 2 == 0;
        try
        {
            // Written, though the first answer may have been lost: then it is a repeat.
            Assert.NotEqual(AnswerStatus.Refused, (await Do(id, new InitiativeCommand.Submit(Weekly(room, first, hour)))).Status);
            if (seed > 4)
            {
                // Half of them are decided while their rooms are still being asked.
                await Settled(id);
            }
            await Kill();
            Assert.NotEqual(AnswerStatus.Refused, (await Do(id, undone ? new InitiativeCommand.Reject("no-free-time") : new InitiativeCommand.Approve())).Status);
            for (var deaths = 0; deaths < 3; deaths++)
            {
                await Kill();
                _ = Grain(id).Wake(null).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            await Settled(id);
        }
        finally
        {
            (House.Log.BeforeWrite, House.Log.AfterWrite) = (null, null);
        }
        var state = await State(id);
        var held = await Held(id);
        if (undone)
        {
            Assert.Empty(held);
            Assert.Empty(state.Meetings);
            return;
        }
        // Nine weeks ahead, less the holidays of Christmas.
        Assert.True(state.Meetings.Count >= 6);
        Assert.All(state.Meetings, meeting => Assert.Equal(MeetingStanding.Approved, meeting.Standing));
        Assert.Equal(state.Meetings.Select(meeting => meeting.Booking).Order(), held.Select(one => one.Booking.Id).Order());
        Assert.All(held, one => Assert.Equal(Standing.Approved, one.Booking.Standing));
    }

    [Fact]
    public async Task A_pending_series_holds_its_times_and_a_lost_one_is_seen_and_moved_by_an_exception()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        await Do(one, new InitiativeCommand.Submit(Weekly("sala-glowna", Tuesday, 14) with { Title = "Pierwsi" }));
        await Settled(one);
        Assert.All(await Held(one), held => Assert.Equal(Standing.Requested, held.Booking.Standing));
        await Do(two, new InitiativeCommand.Submit(Weekly("sala-glowna", Tuesday, 14)));
        await Settled(two);
        Assert.Empty(await Held(two));
        var view = (InitiativeView)(await Grain(two).View()).View;
        Assert.True(view.Lost is { Count: > 5 } && view.Lost.TrueForAll(meeting => meeting.Code == "slot-taken"));

        await Do(two, new InitiativeCommand.Approve([new MeetingException(Tuesday, Room: "sala-komputerowa"), new MeetingException(Tuesday.AddDays(7), Skip: true)]));
        await Settled(two);
        var moved = Assert.Single(await Held(two));
        Assert.Equal(("sala-komputerowa", Standing.Approved), (moved.Room, moved.Booking.Standing));
        view = (InitiativeView)(await Grain(two).View()).View;
        Assert.Contains(new SkippedDay(Tuesday.AddDays(7), "left-out"), view.Skipped!);

        // Whose times are given back, are free for others.
        await Do(one, new InitiativeCommand.Withdraw());
        await Settled(one);
        Assert.Empty(await Held(one));
    }

    [Fact]
    public async Task The_place_knows_whom_to_wake()
    {
        var id = Guid.NewGuid();
        var place = House.Cluster.GrainFactory.GetGrain<IPlaceGrain>(TwoSilos.PlaceId);
        Assert.Equal("not-allowed", (await place.Send(Guid.NewGuid(), new PlaceCommand.OpenInitiative(id), 0, Coordinator)).Refusal?.Code);
        await place.Send(Guid.NewGuid(), new PlaceCommand.OpenInitiative(id), 0, By.System);
        await place.Send(Guid.NewGuid(), new PlaceCommand.OpenInitiative(id), 0, By.System);
        await Kill();
        Assert.Single(await place.Initiatives(), known => known == id.ToString());
        Assert.Contains("gimnastyka", await place.Initiatives());
    }

    [Fact]
    public async Task One_that_is_over_leaves_its_room_in_the_place_to_another_and_stays_in_sight()
    {
        var id = Guid.NewGuid();
        var place = House.Cluster.GrainFactory.GetGrain<IPlaceGrain>(TwoSilos.PlaceId);
        await place.Send(Guid.NewGuid(), new PlaceCommand.OpenInitiative(id), 0, By.System);
        await Do(id, new InitiativeCommand.NoteIdea(Weekly("sala-glowna", Tuesday, 14) with { Series = null }));
        await Do(id, new InitiativeCommand.Withdraw());

        Assert.Equal(1, await Closings(id));
        // Whoever wakes it again tells the place once more, and that is nothing.
        await Kill();
        await Grain(id).Wake(null);
        Assert.Equal(1, await Closings(id));
        Assert.Contains(id.ToString(), await place.Initiatives());
    }

    // The actor tells the place after it has answered, so the log is asked until it knows.
    private async Task<int> Closings(Guid id)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Yield())
        {
            var known = 0;
            await foreach (var stored in House.Log.History(Key.OfPlace(TwoSilos.PlaceId).ToString(), 1))
            {
                known += FactJson.Read<PlaceEvent>(stored.Json) is PlaceEvent.InitiativeClosed closed && closed.Initiative == id ? 1 : 0;
            }
            if (known > 0 || waited.Elapsed > TimeSpan.FromSeconds(30))
            {
                return known;
            }
        }
    }
}
