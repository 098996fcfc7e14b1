using Mal.Facts;

namespace Mal.Silo.Tests.Storage;

/// <summary>What every log promises to whoever carries a place away.</summary>
public abstract class FactArchiveContract
{
    private const string Place = "rejonowa-6-8";

    protected abstract IEventLog Log { get; }

    /// <summary>The same log, read whole.</summary>
    protected abstract Task<IFactArchive> Archive();

    [Fact]
    public async Task The_streams_of_a_place_are_its_own_and_in_order()
    {
        string[] own = [$"place/{Place}", $"room/{Place}/sala-główna", $"shelf/{Place}/lodowka", $"record/{Place}"];
        foreach (var stream in own.Concat([$"room/{Place}x/sala", "room/rejonowa-6_8/sala", $"place/x{Place}", $"room/inne/{Place}"]))
        {
            await Log.Add(stream, 0);
        }

        Assert.Equal(own.Order(StringComparer.Ordinal), await (await Archive()).Streams(Place).ToListAsync());
    }

    [Fact]
    public async Task Places_that_are_asked_for_one_after_the_other_are_kept_apart()
    {
        await Log.Add($"shelf/{Place}/lodowka", 0);
        await Log.Add("shelf/inne/lodowka", 0);
        var archive = await Archive();

        Assert.Equal(["shelf/inne/lodowka"], await archive.Streams("inne").ToListAsync());
        Assert.Equal([$"shelf/{Place}/lodowka"], await archive.Streams(Place).ToListAsync());
    }

    [Fact]
    public async Task A_long_history_comes_whole_and_in_order_with_every_command_and_its_refusal()
    {
        const string stream = $"shelf/{Place}/lodowka";
        for (var version = 0; version < 600; version++)
        {
            await Log.Add(stream, version);
        }

        var refused = new AppliedCommand(Guid.NewGuid(), 601, "expired", "Termin minął: proszę wyrzucić.");
        await Log.Add(stream, 600, command: refused);
        var archive = await Archive();

        var events = await archive.History(stream, 1).ToListAsync();
        Assert.Equal(await Log.All(stream), events);
        var commands = await archive.Commands(stream).ToListAsync();
        Assert.Equal(events.Select(one => one.Command), commands.Select(command => command.Id));
        Assert.Equal(refused, commands[^1]);
        Assert.Equal([events[^1]], await archive.History(stream, 601).ToListAsync());
    }

    [Fact]
    public async Task Commands_of_one_write_are_all_carried()
    {
        const string stream = $"room/{Place}/sala";
        var both = new[] { Facts.Command(2), Facts.Command(2) };
        await Log.Append(stream, 0, [Facts.Event(1, both[0].Id), Facts.Event(2, both[1].Id)], both, Facts.Head(2, both));

        Assert.Equal(both.OrderBy(command => command.Id), (await (await Archive()).Commands(stream).ToListAsync()).OrderBy(command => command.Id));
    }

    [Fact]
    public async Task It_is_the_same_data_set() => Assert.Equal(await Log.DataSet(), await (await Archive()).DataSet());
}

public sealed class MemoryArchiveTests : FactArchiveContract
{
    private readonly MemoryEventLog log = new();

    protected override IEventLog Log => log;

    protected override Task<IFactArchive> Archive() => Task.FromResult<IFactArchive>(log);
}
