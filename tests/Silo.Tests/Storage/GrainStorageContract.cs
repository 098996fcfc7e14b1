using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;
using Orleans.Storage;

namespace Mal.Silo.Tests.Storage;

// What every storage of records promises. Two states of one grain object stand for two activations.
public abstract partial class GrainStorageContract
{
    private static readonly GrainId Device = GrainId.Create("device", "rejonowa-6-8/ekran-1");

    protected abstract IGrainStorage Storage { get; }

    /// <summary>What a refusal tells of the ETag that is stored.</summary>
    protected virtual string StoredEtag(string etag) => etag;

    [Fact]
    public async Task Reading_what_was_never_written_gives_an_empty_state()
    {
        var read = new Activation { State = new Paired { Name = "left over" } };
        await Storage.ReadStateAsync("device", Device, read);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal("", read.State.Name);
    }

    [Fact]
    public async Task What_was_written_is_read()
    {
        var written = await Write("device", Device, "Ekran w holu");

        var read = await Read("device", Device);
        Assert.True(read.RecordExists);
        Assert.Equal("Ekran w holu", read.State.Name);
        Assert.Equal(Role.Coordinator, read.State.Role);
        Assert.Equal(written.ETag, read.ETag);
    }

    [Fact]
    public async Task A_write_gives_a_new_etag()
    {
        var state = await Write("device", Device, "a");
        var first = state.ETag;
        state.State.Name = "b";
        await Storage.WriteStateAsync("device", Device, state);

        Assert.NotEqual(first, state.ETag);
        Assert.Equal("b", (await Read("device", Device)).State.Name);
    }

    [Fact]
    public async Task A_write_over_somebody_elses_is_inconsistent_and_changes_nothing()
    {
        var mine = await Write("device", Device, "a");
        var theirs = await Read("device", Device);
        theirs.State.Name = "theirs";
        await Storage.WriteStateAsync("device", Device, theirs);

        mine.State.Name = "mine";
        var refused = await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.WriteStateAsync("device", Device, mine));

        Assert.Equal(StoredEtag(theirs.ETag!), refused.StoredEtag);
        Assert.Equal("theirs", (await Read("device", Device)).State.Name);
    }

    [Fact]
    public async Task A_first_write_where_a_record_exists_is_inconsistent()
    {
        await Write("device", Device, "a");

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write("device", Device, "b"));
    }

    [Fact]
    public async Task A_write_with_an_etag_where_nothing_is_left_is_inconsistent()
    {
        var mine = await Write("device", Device, "a");
        await Storage.ClearStateAsync("device", Device, await Read("device", Device));

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.WriteStateAsync("device", Device, mine));
    }

    [Fact]
    public async Task A_cleared_record_is_gone_and_may_be_written_again()
    {
        var state = await Write("device", Device, "a");
        var old = state.ETag;
        await Storage.ClearStateAsync("device", Device, state);

        Assert.False(state.RecordExists);
        Assert.NotEqual(old, state.ETag);
        Assert.Equal("", state.State.Name);
        var read = await Read("device", Device);
        Assert.False(read.RecordExists);
        Assert.Equal("", read.State.Name);
        // What clearing leaves is the store's own affair; whoever cleared and whoever reads now see the same.
        Assert.Equal(state.ETag, read.ETag);

        state.State.Name = "b";
        await Storage.WriteStateAsync("device", Device, state);
        Assert.NotEqual(old, state.ETag);
        Assert.Equal("b", (await Read("device", Device)).State.Name);
    }

    [Fact]
    public async Task Clearing_twice_is_no_mistake()
    {
        var state = await Write("device", Device, "a");
        await Storage.ClearStateAsync("device", Device, state);
        await Storage.ClearStateAsync("device", Device, state);

        Assert.False((await Read("device", Device)).RecordExists);
    }

    [Fact]
    public async Task A_second_clear_of_what_was_cleared_meanwhile_is_inconsistent()
    {
        var mine = await Write("device", Device, "a");
        var theirs = await Read("device", Device);
        await Storage.ClearStateAsync("device", Device, theirs);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync("device", Device, mine));
    }

    [Fact]
    public async Task The_same_values_again_still_change_the_etag()
    {
        var state = await Write("device", Device, "a");
        var stale = await Read("device", Device);
        await Storage.WriteStateAsync("device", Device, state);

        Assert.NotEqual(stale.ETag, state.ETag);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.WriteStateAsync("device", Device, stale));
    }

    [Fact]
    public async Task Writing_what_was_read_before_the_last_write_is_inconsistent_and_so_is_clearing_it()
    {
        var state = await Write("device", Device, "a");
        var stale = await Read("device", Device);
        state.State.Name = "b";
        await Storage.WriteStateAsync("device", Device, state);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.WriteStateAsync("device", Device, stale));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync("device", Device, stale));
        Assert.Equal("b", (await Read("device", Device)).State.Name);
    }

    [Fact]
    public async Task A_hundred_at_once_disturb_nobody()
    {
        var grains = Enumerable.Range(0, 100).Select(n => GrainId.Create("device", $"rejonowa-6-8/екран-{n}")).ToList();
        await Task.WhenAll(grains.Select((grain, n) => Task.Run(() => Write("device", grain, $"{n}"))));

        var read = await Task.WhenAll(grains.Select(grain => Task.Run(() => Read("device", grain))));
        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"{n}"), read.Select(one => one.State.Name));
    }

    [Fact]
    public async Task Of_a_hundred_writers_of_one_record_one_wins_each_time()
    {
        await Write("device", Device, "0");
        var seen = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Read("device", Device)));
        var won = await Task.WhenAll(seen.Select((one, n) => Task.Run(async () =>
        {
            one.State.Name = $"{n}";
            try
            {
                await Storage.WriteStateAsync("device", Device, one);
                return one;
            }
            catch (InconsistentStateException)
            {
                return null;
            }
        })));

        var winner = Assert.Single(won.OfType<Activation>());
        Assert.Equal(winner.State.Name, (await Read("device", Device)).State.Name);
    }

    [Fact]
    public async Task Keys_of_every_kind_lie_apart()
    {
        var guid = Guid.Parse("0197a000-0000-7000-8000-0000000000aa");
        // Each kind of key has grains of its own: alone, the text 17 and the number 23 are written alike.
        GrainId[] grains =
        [
            GrainId.Create("text", "17"), Grain("guid", GrainIdKeyExtensions.CreateGuidKey(guid)), Grain("guid-and-text", GrainIdKeyExtensions.CreateGuidKey(guid, "кухня")),
            Grain("number", GrainIdKeyExtensions.CreateIntegerKey(17)), Grain("number", GrainIdKeyExtensions.CreateIntegerKey(-1)),
            Grain("number", GrainIdKeyExtensions.CreateIntegerKey(long.MaxValue)), Grain("number-and-text", GrainIdKeyExtensions.CreateIntegerKey(17, "Łódź/ą ę")),
        ];
        foreach (var grain in grains)
        {
            await Write("device", grain, grain.ToString());
        }

        foreach (var grain in grains)
        {
            Assert.Equal(grain.ToString(), (await Read("device", grain)).State.Name);
        }

        static GrainId Grain(string type, IdSpan key) => GrainId.Create(GrainType.Create(type), key);
    }

    [Fact]
    public async Task A_large_record_comes_back_whole()
    {
        // Three chunks and a bit, cut in the middle of a letter.
        var text = "x" + new string('ż', 100_000);
        await Write("device", Device, text);
        Assert.Equal(text, (await Read("device", Device)).State.Name);

        var state = await Read("device", Device);
        state.State.Name = "short again";
        await Storage.WriteStateAsync("device", Device, state);
        Assert.Equal("short again", (await Read("device", Device)).State.Name);
    }

    [Fact]
    public async Task Clearing_nothing_is_no_mistake_but_clearing_somebody_elses_is()
    {
        var mine = new Activation();
        await Storage.ClearStateAsync("device", Device, mine);
        await Storage.WriteStateAsync("device", Device, mine);
        await Storage.WriteStateAsync("device", Device, await Read("device", Device));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync("device", Device, mine));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync("device", Device, new Activation()));
    }

    [Theory]
    [InlineData("київ/екран 1")]
    [InlineData("półka „Ł”/🥖")]
    [InlineData("a'b\"c;--%_")]
    public async Task Names_and_ids_lie_apart(string id)
    {
        var grain = GrainId.Create("device", id);
        await Write("device", grain, "one");
        await Write("история", grain, "two");
        await Write("device", GrainId.Create("screen", id), "three");

        Assert.Equal("one", (await Read("device", grain)).State.Name);
        Assert.Equal("two", (await Read("история", grain)).State.Name);
        Assert.Equal("three", (await Read("device", GrainId.Create("screen", id))).State.Name);
        Assert.False((await Read("Device", grain)).RecordExists);
    }

    protected async Task<Activation> Write(string name, GrainId grain, string text)
    {
        var state = new Activation { State = new Paired { Name = text, Role = Role.Coordinator } };
        await Storage.WriteStateAsync(name, grain, state);
        return state;
    }

    protected async Task<Activation> Read(string name, GrainId grain)
    {
        var state = new Activation();
        await Storage.ReadStateAsync(name, grain, state);
        return state;
    }

    public enum Role
    {
        Display,
        Coordinator,
    }

    public sealed class Activation : IGrainState<Paired>
    {
        [AllowNull]
        public Paired State { get; set => field = value ?? new(); } = new();

        public string? ETag { get; set; }

        public bool RecordExists { get; set; }
    }

    public sealed class Paired
    {
        public string Name { get; set; } = "";

        public Role Role { get; set; }
    }
}
