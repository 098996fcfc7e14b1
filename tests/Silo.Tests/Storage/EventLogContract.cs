using Mal.Facts;

namespace Mal.Silo.Tests.Storage;

// What every log of facts promises, whatever it keeps them in.
public abstract class EventLogContract
{
    protected const string Shelf = "shelf/rejonowa-6-8/lodowka";

    protected abstract IEventLog Log { get; }

    protected abstract long Reads { get; }

    [Fact]
    public async Task Nothing_is_known_of_a_stream_before_its_first_append()
    {
        Assert.Null(await Log.Read(Shelf));
        Assert.Null(await Log.FindCommand(Shelf, Guid.NewGuid()));
        Assert.Empty(await Log.All(Shelf));
    }

    [Fact]
    public async Task Events_head_and_command_ids_are_written_together()
    {
        var accepted = Facts.Command(2);
        var refused = new AppliedCommand(Guid.NewGuid(), 2, "expired", "Termin minął: proszę wyrzucić.");
        StoredEvent[] events = [Facts.Event(1, accepted.Id), Facts.Event(2, refused.Id)];
        var head = Facts.Head(2, accepted, refused) with { State = """{"lots":["żur","ćwikła"]}""" };

        Assert.Equal(AppendOutcome.Written, await Log.Append(Shelf, 0, events, [accepted, refused], head));

        var read = await Log.Read(Shelf);
        Assert.NotNull(read);
        Assert.Equal(head.Commands, read.Commands);
        Assert.Equal(head, read with { Commands = head.Commands });
        Assert.Equal(events, await Log.All(Shelf));
        Assert.Equal(accepted, await Log.FindCommand(Shelf, accepted.Id));
        Assert.Equal(refused, await Log.FindCommand(Shelf, refused.Id));
    }

    [Fact]
    public async Task The_fingerprint_of_a_command_is_kept_with_it_and_one_without_is_none()
    {
        var told = Facts.Command(1) with { Fingerprint = "q1w2e3r4t5y6u7i8o9p0" };
        var silent = Facts.Command(1);

        await Log.Append(Shelf, 0, [Facts.Event(1, told.Id)], [told, silent], Facts.Head(1, told, silent));

        Assert.Equal(told, await Log.FindCommand(Shelf, told.Id));
        Assert.Equal(silent, await Log.FindCommand(Shelf, silent.Id));
        Assert.Equal([told, silent], (await Log.Read(Shelf))!.Commands);
    }

    [Fact]
    public async Task The_moment_of_a_fact_keeps_its_last_tick_and_its_offset()
    {
        var at = Facts.Wednesday.AddTicks(1234567);
        await Log.Append(Shelf, 0, [Facts.Event(1) with { At = at }], [], Facts.Head(1));

        var kept = Assert.Single(await Log.All(Shelf));
        Assert.True(at.EqualsExact(kept.At));
    }

    [Fact]
    public async Task An_append_on_an_old_version_is_a_conflict_and_writes_nothing()
    {
        await Log.Add(Shelf, 0);
        await Log.Add(Shelf, 1);
        var head = await Log.Read(Shelf);
        var late = Facts.Command(2);

        Assert.Equal(AppendOutcome.Conflict, await Log.Add(Shelf, 1, command: late));

        Assert.Equal(head!.WriteId, (await Log.Read(Shelf))!.WriteId);
        Assert.Null(await Log.FindCommand(Shelf, late.Id));
        Assert.Equal(2, (await Log.All(Shelf)).Count);
    }

    [Fact]
    public async Task An_append_ahead_of_the_stream_is_a_conflict()
    {
        Assert.Equal(AppendOutcome.Conflict, await Log.Add(Shelf, 3));
        Assert.Null(await Log.Read(Shelf));
    }

    [Fact]
    public async Task Two_writers_of_one_version_leave_one_winner()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Log.Add(Shelf, 0))));

        Assert.Equal(1, outcomes.Count(outcome => outcome == AppendOutcome.Written));
        Assert.Single(await Log.All(Shelf));
    }

    [Fact]
    public async Task Two_writers_of_one_stream_lose_nothing_and_double_nothing()
    {
        var commands = await Task.WhenAll(Writer(), Writer());

        var events = await Log.All(Shelf);
        Assert.Equal(Enumerable.Range(1, 100).Select(n => (long)n), events.Select(one => one.Version));
        Assert.Equal(commands.SelectMany(ids => ids).Order(), events.Select(one => one.Command).Order());

        Task<List<Guid>> Writer() => Task.Run(async () =>
        {
            var written = new List<Guid>();
            while (written.Count < 50)
            {
                var version = (await Log.Read(Shelf))?.Version ?? 0;
                var command = Facts.Command(version + 1);
                if (await Log.Add(Shelf, version, command: command) == AppendOutcome.Written)
                {
                    written.Add(command.Id);
                }
            }

            return written;
        });
    }

    [Fact]
    public async Task A_command_id_has_one_effect_for_ever()
    {
        var command = Facts.Command(1);
        await Log.Add(Shelf, 0, command: command);
        for (var version = 1; version <= 200; version++)
        {
            await Log.Add(Shelf, version);
        }

        Assert.Equal(AppendOutcome.Conflict, await Log.Add(Shelf, 201, command: command));
        Assert.Equal(command, await Log.FindCommand(Shelf, command.Id));
        Assert.Equal(201, (await Log.Read(Shelf))!.Version);
    }

    [Fact]
    public async Task A_command_id_twice_in_one_append_is_a_conflict()
    {
        var command = Facts.Command(1);

        Assert.Equal(AppendOutcome.Conflict, await Log.Append(Shelf, 0, [Facts.Event(1)], [command, command], Facts.Head(1)));
        Assert.Null(await Log.Read(Shelf));
    }

    [Fact]
    public async Task The_same_command_id_may_act_on_two_streams()
    {
        var command = Facts.Command(1);

        Assert.Equal(AppendOutcome.Written, await Log.Add(Shelf, 0, command: command));
        Assert.Equal(AppendOutcome.Written, await Log.Add("room/rejonowa-6-8/sala-glowna", 0, command: command));
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_known_by_its_write_id()
    {
        var mine = Facts.Head(1);
        await Log.Append(Shelf, 0, [Facts.Event(1)], [], mine);
        Assert.Equal(mine.WriteId, (await Log.Read(Shelf))!.WriteId);

        var lost = Facts.Head(1);
        await Log.Append(Shelf, 0, [Facts.Event(1)], [], lost);
        Assert.NotEqual(lost.WriteId, (await Log.Read(Shelf))!.WriteId);
    }

    [Fact]
    public async Task An_append_given_up_before_it_began_is_not_written()
    {
        var stop = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Log.Append(Shelf, 0, [Facts.Event(1)], [], Facts.Head(1), stop));
        Assert.Null(await Log.Read(Shelf));
    }

    [Fact]
    public async Task A_head_can_be_replaced_without_an_event()
    {
        await Log.Add(Shelf, 0);
        var rebuilt = Facts.Head(1) with { Schema = 2 };

        Assert.Equal(AppendOutcome.Written, await Log.Append(Shelf, 1, [], [], rebuilt));
        Assert.Equal(2, (await Log.Read(Shelf))!.Schema);
        Assert.Single(await Log.All(Shelf));
    }

    [Fact]
    public async Task History_begins_where_it_is_asked_to()
    {
        await Log.Add(Shelf, 0, events: 1200);

        Assert.Equal(1200, (await Log.All(Shelf)).Count);
        Assert.Equal([1199L, 1200L], (await Log.All(Shelf, from: 1199)).Select(one => one.Version));
        Assert.Empty(await Log.All(Shelf, from: 1201));
    }

    [Fact]
    public async Task Waking_after_ten_thousand_events_is_one_read()
    {
        for (var version = 0; version < 10_000; version += 500)
        {
            await Log.Add(Shelf, version, events: 500);
        }

        var before = Reads;
        var head = await Log.Read(Shelf);

        Assert.Equal(10_000, head!.Version);
        Assert.Equal(1, Reads - before);
    }

    [Theory]
    [InlineData("shelf/zażółć-gęślą-jaźń/półka „Ł”")]
    [InlineData("room/київ/зал 1")]
    [InlineData("room/a'b\"c;--%_*?[x]\\/🥖")]
    [InlineData("ROOM/Rejonowa-6-8/SALA")]
    public async Task Any_name_is_a_stream_of_its_own(string stream)
    {
        await Log.Add(stream, 0, events: 2);
        await Log.Add("room/rejonowa-6-8/sala", 0);

        Assert.Equal(2, (await Log.Read(stream))!.Version);
        Assert.Equal(2, (await Log.All(stream)).Count);
        Assert.Null(await Log.Read(stream + " "));
    }

    [Fact]
    public async Task A_head_over_64_KiB_is_refused_and_writes_nothing()
    {
        var tooLarge = Facts.Head(1) with { State = new string('ż', AppendRules.MostHeadBytes / 2 + 1) };

        await Assert.ThrowsAsync<ArgumentException>(() => Log.Append(Shelf, 0, [Facts.Event(1)], [], tooLarge));
        Assert.Null(await Log.Read(Shelf));
    }

    [Fact]
    public async Task Events_with_a_gap_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Log.Append(Shelf, 0, [Facts.Event(2)], [], Facts.Head(1)));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.Append(Shelf, 0, [Facts.Event(1)], [], Facts.Head(2)));
    }

    [Fact]
    public async Task A_data_set_keeps_its_id()
    {
        var id = await Log.DataSet();

        Assert.NotEmpty(id);
        Assert.Equal(id, await Log.DataSet());
    }
}
