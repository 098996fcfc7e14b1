using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;
using Orleans.Storage;

namespace Mal.Silo.Tests.Storage;

// What every storage of records promises. Two states of one grain object stand for two activations.
public abstract class GrainStorageContract
{
    private static readonly GrainId Device = GrainId.Create("device", "rejonowa-6-8/ekran-1");

    protected abstract IGrainStorage Storage { get; }

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
        var refused = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("device", Device, mine));

        Assert.Equal(theirs.ETag, refused.StoredEtag);
        Assert.Equal("theirs", (await Read("device", Device)).State.Name);
    }

    [Fact]
    public async Task A_first_write_where_a_record_exists_is_inconsistent()
    {
        await Write("device", Device, "a");

        await Assert.ThrowsAsync<InconsistentStateException>(() => Write("device", Device, "b"));
    }

    [Fact]
    public async Task A_write_with_an_etag_where_nothing_is_left_is_inconsistent()
    {
        var mine = await Write("device", Device, "a");
        await Storage.ClearStateAsync("device", Device, await Read("device", Device));

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("device", Device, mine));
    }

    [Fact]
    public async Task A_cleared_record_is_gone_and_may_be_written_again()
    {
        var state = await Write("device", Device, "a");
        var old = state.ETag;
        await Storage.ClearStateAsync("device", Device, state);

        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Equal("", state.State.Name);
        Assert.False((await Read("device", Device)).RecordExists);

        state.State.Name = "b";
        await Storage.WriteStateAsync("device", Device, state);
        Assert.NotEqual(old, state.ETag);
    }

    [Fact]
    public async Task Clearing_nothing_is_no_mistake_but_clearing_somebody_elses_is()
    {
        await Storage.ClearStateAsync("device", Device, new Activation());

        var mine = await Write("device", Device, "a");
        await Storage.WriteStateAsync("device", Device, await Read("device", Device));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("device", Device, mine));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("device", Device, new Activation()));
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
