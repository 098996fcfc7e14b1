using System.Text.Json;
using Mal.Board;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;
using Orleans.Runtime;

namespace Mal.Facts;

/// <summary>The shell around the rules, seen through a shelf and a room, from a client and across two silos.</summary>
[Collection("two silos")]
public sealed class ShellTests(TwoSilos house)
{
    private static readonly By Staff = new(Role.Staff, "phone-1");

    private static ShelfCommand.Receive Bread(Guid lot, decimal quantity = 6) => new(new NewLot(lot, "Chleb", "bread", quantity, DateKind.None));

    private async Task<Lot> LotOf(IShelfGrain shelf, Guid lot) => ((ShelfView)(await shelf.View()).View).Lots.Find(one => one.Id == lot)!;

    [Fact]
    public async Task A_command_is_accepted_and_seen()
    {
        var shelf = house.Shelf("polka-1");
        var lot = Guid.NewGuid();
        var answer = await shelf.Send(Guid.NewGuid(), Bread(lot), 0, Staff);
        Assert.Equal(AnswerStatus.Accepted, answer.Status);
        Assert.Equal(6, (await LotOf(shelf, lot)).Quantity);
    }

    [Fact]
    public async Task The_same_id_has_one_effect_for_ever()
    {
        var shelf = house.Shelf("polka-1");
        var (id, lot) = (Guid.NewGuid(), Guid.NewGuid());
        var first = await shelf.Send(id, Bread(lot), 0, Staff);
        await shelf.Send(Guid.NewGuid(), new ShelfCommand.PickUp(lot, 1), 0, Staff);
        // Enough commands after it that the head has forgotten the id.
        for (var i = 0; i < 80; i++)
        {
            await shelf.Send(Guid.NewGuid(), new ShelfCommand.SetLevel(i % 2 == 0 ? Level.Some : Level.Plenty), 0, Staff);
        }
        var again = await shelf.Send(id, Bread(lot), 0, Staff);
        Assert.Equal((AnswerStatus.Repeated, first.Version), (again.Status, again.Version));
        Assert.Equal(5, (await LotOf(shelf, lot)).Quantity);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused_and_writes_nothing_however_old_it_is()
    {
        var shelf = house.Shelf("polka-1");
        var (id, lot) = (Guid.NewGuid(), Guid.NewGuid());
        var first = await shelf.Send(id, Bread(lot), 0, Staff);
        var soon = await shelf.Send(id, Bread(lot, 7), 0, Staff);
        for (var i = 0; i < 80; i++)
        {
            await shelf.Send(Guid.NewGuid(), new ShelfCommand.SetLevel(i % 2 == 0 ? Level.Some : Level.Plenty), 0, Staff);
        }
        var before = (await shelf.View()).View.Version;
        var late = await shelf.Send(id, Bread(lot, 7), 0, Staff);
        var nothingToDo = await shelf.Send(id, new ShelfCommand.SetLevel(Level.Plenty), 0, Staff);

        Assert.All([soon, late, nothingToDo], answer => Assert.Equal((AnswerStatus.Refused, "id-reused"), (answer.Status, answer.Refusal?.Code)));
        Assert.Equal(before, (await shelf.View()).View.Version);
        Assert.Equal(6, (await LotOf(shelf, lot)).Quantity);
        // Younger or older, another number of zeros: it is the same bread.
        Assert.Equal((AnswerStatus.Repeated, first.Version), await shelf.Send(id, Bread(lot, 6.00m), 90_000, Staff) is var again ? (again.Status, again.Version) : default);
    }

    [Fact]
    public async Task Two_commands_under_one_id_at_the_same_instant_have_one_effect_and_one_is_told()
    {
        var room = house.Room("ogrod");
        for (var round = 0; round < 20; round++)
        {
            var id = Guid.NewGuid();
            var answers = await Task.WhenAll(room.Send(id, new RoomCommand.SetCount(round), 0, Staff), room.Send(id, new RoomCommand.SetCount(round + 100), 0, Staff));
            Assert.Single(answers, answer => answer.Status == AnswerStatus.Accepted);
            Assert.Single(answers, answer => answer.Refusal?.Code == "id-reused");
        }
    }

    [Fact]
    public async Task A_command_from_before_fingerprints_is_a_repeat_whatever_it_says()
    {
        var key = Key.Shelf(TwoSilos.PlaceId, "polka-2").ToString();
        var shelf = house.Shelf("polka-2");
        await shelf.Send(Guid.NewGuid(), new ShelfCommand.SetLevel(Level.Some), 0, Staff);
        var head = (await house.Log.Read(key))!;
        var old = new AppliedCommand(Guid.NewGuid(), head.Version, null, null);
        await house.Log.Append(key, head.Version, [], [old], head);

        Assert.Equal(AnswerStatus.Repeated, (await shelf.Send(old.Id, new ShelfCommand.SetLevel(Level.Empty), 0, Staff)).Status);
    }

    [Fact]
    public async Task A_refusal_names_its_code_and_writes_nothing()
    {
        var shelf = house.Shelf("polka-1");
        var before = (await shelf.View()).View.Version;
        var answer = await shelf.Send(Guid.NewGuid(), new ShelfCommand.PickUp(Guid.NewGuid(), 1), 0, Staff);
        Assert.Equal((AnswerStatus.Refused, "unknown-lot"), (answer.Status, answer.Refusal?.Code));
        Assert.Equal(before, (await shelf.View()).View.Version);
    }

    [Fact]
    public async Task Five_hundred_hands_at_once_are_all_counted()
    {
        var room = house.Room("ogrod");
        var before = ((RoomView)(await room.View()).View).Occupancy.Count ?? 0;
        var writes = house.Log.Writes;
        // A disk that takes its time: five hundred writes of their own would need ten seconds and be answered "unknown".
        house.Log.BeforeWrite = (stream, stop) => stream.EndsWith("ogrod", StringComparison.Ordinal) ? Task.Delay(20, stop) : Task.CompletedTask;
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => room.Send(Guid.NewGuid(), new RoomCommand.ChangeCount(1), 0, Staff)));
        house.Log.BeforeWrite = null;
        Assert.All(answers, answer => Assert.Equal(AnswerStatus.Accepted, answer.Status));
        Assert.Equal(before + 500, ((RoomView)(await room.View()).View).Occupancy.Count);
        Assert.Equal(500, answers.Select(answer => answer.Version).Distinct().Count());
        // Commands wait together and are written together.
        Assert.InRange(house.Log.Writes - writes, 1, 499);
    }

    [Fact]
    public async Task A_lost_acknowledgement_is_neither_lost_nor_doubled()
    {
        var shelf = house.Shelf("polka-2");
        var lot = Guid.NewGuid();
        await shelf.View();
        var failures = 3;
        house.Log.AfterWrite = (stream, _) => stream.EndsWith("polka-2", StringComparison.Ordinal) && Interlocked.Decrement(ref failures) >= 0
            ? throw new IOException("the answer was lost") : Task.CompletedTask;
        try
        {
            Assert.Equal(AnswerStatus.Accepted, (await shelf.Send(Guid.NewGuid(), Bread(lot), 0, Staff)).Status);
            Assert.Equal(AnswerStatus.Accepted, (await shelf.Send(Guid.NewGuid(), new ShelfCommand.PickUp(lot, 2), 0, Staff)).Status);
        }
        finally
        {
            house.Log.AfterWrite = null;
        }
        Assert.Equal(4, (await LotOf(shelf, lot)).Quantity);
    }

    [Fact]
    public async Task When_the_store_fails_the_answer_is_unknown_and_the_same_id_may_be_sent_again()
    {
        var shelf = house.Shelf("lodowka");
        var (id, lot) = (Guid.NewGuid(), Guid.NewGuid());
        await shelf.View();
        var milk = new ShelfCommand.Receive(new NewLot(lot, "Sok", "drinks", 2, DateKind.BestBefore, "2026-12-31"));
        house.Log.BeforeWrite = (stream, _) => stream.EndsWith("lodowka", StringComparison.Ordinal) ? throw new IOException("the disk is away") : Task.CompletedTask;
        var doubtful = await shelf.Send(id, milk, 0, Staff);
        house.Log.BeforeWrite = null;
        Assert.Equal(AnswerStatus.Unknown, doubtful.Status);
        Assert.Equal(AnswerStatus.Accepted, (await shelf.Send(id, milk, 0, Staff)).Status);
        Assert.Equal(2, (await LotOf(shelf, lot)).Quantity);
    }

    [Fact]
    public async Task A_write_that_was_given_up_and_arrives_late_is_seen_though_nobody_asks_again()
    {
        var shelf = house.Shelf("polka-3");
        var key = Key.Shelf(TwoSilos.PlaceId, "polka-3").ToString();
        await shelf.Send(Guid.NewGuid(), new ShelfCommand.SetLevel(Level.Some), 0, Staff);
        house.Log.BeforeWrite = (stream, _) => stream == key ? throw new IOException("given up") : Task.CompletedTask;
        Assert.Equal(AnswerStatus.Unknown, (await shelf.Send(Guid.NewGuid(), new ShelfCommand.SetLevel(Level.Plenty), 0, Staff)).Status);
        house.Log.BeforeWrite = null;
        Assert.Equal(Level.Some, ((ShelfView)(await shelf.View()).View).Level!.Level);

        // Now it arrives, after the head was read again.
        var head = (await house.Log.Read(key))!;
        var last = await house.Log.History(key, head.Version).SingleAsync();
        var late = last with { Version = head.Version + 1, Command = Guid.NewGuid(), Json = last.Json.Replace("some", "plenty", StringComparison.Ordinal) };
        await house.Log.Append(key, head.Version, [late], [], head with { Version = late.Version, WriteId = Guid.NewGuid(), Schema = 0 });
        await shelf.Wake(null);

        Assert.Equal(Level.Plenty, ((ShelfView)(await shelf.View()).View).Level!.Level);
    }

    [Fact]
    public async Task A_version_that_is_known_to_be_written_is_seen_though_another_activation_wrote_it()
    {
        var shelf = house.Shelf("polka-1");
        var key = Key.Shelf(TwoSilos.PlaceId, "polka-1").ToString();
        await shelf.Send(Guid.NewGuid(), new ShelfCommand.SetLevel(Level.Some), 0, Staff);
        var head = (await house.Log.Read(key))!;
        var last = await house.Log.History(key, head.Version).SingleAsync();
        var elsewhere = last with { Version = head.Version + 1, Command = Guid.NewGuid(), Json = last.Json.Replace("some", "plenty", StringComparison.Ordinal) };
        await house.Log.Append(key, head.Version, [elsewhere], [], head with { Version = elsewhere.Version, WriteId = Guid.NewGuid(), Schema = 0 });

        Assert.Equal(Level.Some, ((ShelfView)(await shelf.View()).View).Level!.Level);
        Assert.Equal(Level.Plenty, ((ShelfView)(await shelf.View(elsewhere.Version)).View).Level!.Level);
    }

    [Fact]
    public async Task Replay_equals_memory_and_waking_equals_both()
    {
        var room = house.Room("sala-komputerowa");
        var random = new Random(20261125);
        for (var i = 0; i < 60; i++)
        {
            RoomCommand command = random.Next(4) switch
            {
                0 => new RoomCommand.SetCount(random.Next(10)),
                1 => new RoomCommand.ChangeCount(random.Next(-2, 3)),
                2 => new RoomCommand.WalkIn(),
                _ => new RoomCommand.CheckOut(),
            };
            await room.Send(Guid.NewGuid(), command, 0, Staff);
        }
        var remembered = (await room.View()).View;
        var key = Key.Room(TwoSilos.PlaceId, "sala-komputerowa").ToString();
        var replayed = Room.Empty;
        await foreach (var stored in house.Log.History(key, 1))
        {
            replayed = Room.Evolve(replayed, FactJson.Read<RoomEvent>(stored.Json));
        }
        Assert.Equal(Json(FactJson.Read<RoomState>((await house.Log.Read(key))!.State)), Json(replayed));

        var asleep = house.Cluster.GrainFactory.GetGrain<IManagementGrain>(0);
        await asleep.ForceActivationCollection(TimeSpan.Zero);
        Assert.Equal(JsonSerializer.Serialize(remembered, Wire.Wire.Tolerant), JsonSerializer.Serialize((await room.View()).View, Wire.Wire.Tolerant));
    }

    [Fact]
    public async Task Versions_are_contiguous_under_random_failures_and_repeats()
    {
        var room = house.Room("aneks-kuchenny");
        await room.View();
        var random = new Random(7);
        var gate = new Lock();
        bool Chance() { lock (gate) { return random.NextDouble() < 0.3; } }
        house.Log.BeforeWrite = (stream, _) => stream.EndsWith("aneks-kuchenny", StringComparison.Ordinal) && Chance() ? throw new IOException("before") : Task.CompletedTask;
        house.Log.AfterWrite = (stream, _) => stream.EndsWith("aneks-kuchenny", StringComparison.Ordinal) && Chance() ? throw new IOException("after") : Task.CompletedTask;
        var start = ((RoomView)(await room.View()).View).Occupancy.Count ?? 0;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
            {
                for (var i = 0; i < 25; i++)
                {
                    var id = Guid.NewGuid();
                    for (var tries = 0; tries < 200 && (await room.Send(id, new RoomCommand.ChangeCount(1), 0, Staff)).Status == AnswerStatus.Unknown; tries++)
                    {
                        // The same id again, as a phone does.
                    }
                }
            }));
        }
        finally
        {
            (house.Log.BeforeWrite, house.Log.AfterWrite) = (null, null);
        }
        Assert.Equal(start + 400, ((RoomView)(await room.View()).View).Occupancy.Count);
        var version = 0L;
        await foreach (var stored in house.Log.History(Key.Room(TwoSilos.PlaceId, "aneks-kuchenny").ToString(), 1))
        {
            Assert.Equal(++version, stored.Version);
        }
    }

    private static string Json(RoomState state) => FactJson.Write(state);
}
