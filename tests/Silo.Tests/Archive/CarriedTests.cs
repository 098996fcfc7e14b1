using System.Text;
using Mal.Archive;
using Mal.Facts;
using Mal.Silo.Tests.Storage;
using Mal.Storage;

namespace Mal.Silo.Tests.Archive;

/// <summary>A place carried out of one log and into another, checked by counts and hashes.</summary>
public sealed class CarriedTests : IDisposable
{
    private const string Place = "rejonowa-6-8";
    private static readonly DateTimeOffset At = new(2026, 11, 26, 12, 0, 0, TimeSpan.FromHours(1));
    private readonly ScratchFolder scratch = new();
    private readonly MemoryEventLog log = new("first");

    private string File => Path.Combine(scratch.Path, "dom.jsonl");

    [Fact]
    public async Task What_comes_in_is_what_went_out_from_any_log_into_any_other()
    {
        await Live();
        var carried = await Export(log);
        using var folder = scratch.Open();
        using var other = new SqliteEventLog(folder);

        var (header, brought) = await new Import(other, File).Run();

        Assert.Equal((Place, "first", carried), (header.Place, header.DataSet, brought));
        using var archive = new SqliteArchive(scratch.Facts);
        await Same(log, archive);
        // And out again, to the letter but for the name of the data set.
        var first = await System.IO.File.ReadAllLinesAsync(File);
        await Export(archive);
        Assert.Equal(first[1..^1], (await System.IO.File.ReadAllLinesAsync(File))[1..^1]);
    }

    [Fact]
    public async Task A_command_that_was_carried_has_its_effect_only_once_there_too()
    {
        await Live();
        await Export(log);
        var other = new MemoryEventLog("second");
        await new Import(other, File).Run();

        var refused = (await log.Commands($"shelf/{Place}/lodowka").ToListAsync())[^1];
        Assert.Equal(refused, await other.FindCommand($"shelf/{Place}/lodowka", refused.Id));
        Assert.Equal("second", (await other.Read($"shelf/{Place}/lodowka"))!.DataSet);
    }

    [Fact]
    public async Task Heads_are_made_again_by_whoever_wakes()
    {
        await Live();
        await Export(log);
        var other = new MemoryEventLog();
        await new Import(other, File).Run();

        var head = await other.Read($"shelf/{Place}/lodowka");
        Assert.NotEqual(HeadSchema.Current, head!.Schema);
        Assert.Equal(((await log.Read($"shelf/{Place}/lodowka"))!.Version, 64), (head.Version, head.Commands.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task An_import_that_was_cut_off_goes_on_where_it_ended(int writes)
    {
        await Live();
        await Export(log);
        var other = new MemoryEventLog();
        other.AfterWrite = (_, _) => other.Writes == writes ? throw new IOException("killed") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => new Import(other, File).Run());
        other.AfterWrite = null;

        await new Import(other, File).Run();
        await new Import(other, File).Run();

        await Same(log, other);
    }

    [Fact]
    public async Task Facts_too_large_for_one_write_are_brought_in_several()
    {
        // Each as large as one may be; six of them fill a write.
        var text = new string('ż', AppendRules.MostBytesOfOneEvent / sizeof(char) - 20);
        for (var version = 1; version <= 20; version++)
        {
            await log.Append($"room/{Place}/sala", version - 1, [Storage.Facts.Event(version) with { Json = $$"""{"t":"{{text}}"}""" }], [Storage.Facts.Command(version)], Storage.Facts.Head(version));
        }

        await Export(log);
        var other = new MemoryEventLog();

        await new Import(other, File).Run();

        Assert.Equal(4, other.Writes);
        await Same(log, other);
    }

    [Theory]
    [InlineData($"place/{Place}", $"shelf/{Place}/lodowka")]
    [InlineData($"shelf/{Place}/lodowka", $"place/{Place}")]
    public async Task A_house_that_knows_other_facts_is_left_alone(string known, string unknown)
    {
        await Live();
        await Export(log);
        var other = new MemoryEventLog();
        await other.Add(known, 0);

        await Assert.ThrowsAsync<OtherFactsException>(() => new Import(other, File).Run());
        Assert.Equal(1, (await other.Read(known))!.Version);
        // Neither before it in the file nor after it.
        Assert.Null(await other.Read(unknown));
    }

    [Fact]
    public async Task A_house_that_knows_more_is_left_alone()
    {
        await Live();
        await Export(log);
        var other = new MemoryEventLog();
        await new Import(other, File).Run();
        await other.Add($"shelf/{Place}/lodowka", 150);

        await Assert.ThrowsAsync<OtherFactsException>(() => new Import(other, File).Run());
    }

    [Theory]
    [InlineData("torn", "plik jest urwany")]
    [InlineData("changed", "suma się nie zgadza")]
    [InlineData("lost", "a powinien być")]
    [InlineData("other", "to nie jest plik z faktami domu")]
    [InlineData("newer", "plik napisał nowszy program")]
    [InlineData("nonsense", "to nie jest JSON")]
    [InlineData("more", "jest jeszcze coś")]
    public async Task A_file_that_is_not_what_was_written_is_refused_before_anything_is_written(string harm, string says)
    {
        await Live();
        await Export(log);
        var lines = (await System.IO.File.ReadAllLinesAsync(File)).ToList();
        var fact = lines.FindIndex(6, line => line.Contains("\"fact\"", StringComparison.Ordinal));
        switch (harm)
        {
            case "torn": lines.RemoveRange(lines.Count - 3, 3); break;
            case "changed": lines[fact] = lines[fact].Replace("\"n\":", "\"n\":9", StringComparison.Ordinal); break;
            case "lost": lines.RemoveAt(fact); break;
            case "other": lines[0] = """{"format":"grocy"}"""; break;
            case "newer": lines[0] = lines[0].Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal); break;
            case "nonsense": lines[4] = "(?)"; break;
            default: lines.Add("{}"); break;
        }

        await System.IO.File.WriteAllTextAsync(File, string.Join('\n', lines) + "\n", new UTF8Encoding(false));
        var other = new MemoryEventLog();

        var refused = await Assert.ThrowsAsync<FactFileException>(() => new Import(other, File).Run());

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, other.Writes);
    }

    [Fact]
    public async Task Polish_letters_stay_readable_in_the_file()
    {
        await log.Append($"shelf/{Place}/lodowka", 0, [Storage.Facts.Event(1) with { Json = """{"name":"Żurek ćwikła"}""" }], [], Storage.Facts.Head(1));
        await Export(log);

        Assert.Contains("Żurek ćwikła", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
    }

    public void Dispose() => scratch.Dispose();

    private async Task Live()
    {
        await log.Add($"place/{Place}", 0, 3);
        await log.Add($"room/{Place}/sala-główna", 0, 120);
        for (var version = 0; version < 149; version++)
        {
            await log.Add($"shelf/{Place}/lodowka", version);
        }

        var refused = new AppliedCommand(Guid.NewGuid(), 150, "past-use-by", "Jogurt: minął termin.", "q1w2e3r4t5y6u7i8o9p0");
        await log.Add($"shelf/{Place}/lodowka", 149, command: refused);
        await log.Add("place/inne-miejsce", 0);
    }

    private async Task<Carried> Export(IFactArchive archive)
    {
        await using var to = System.IO.File.Create(File);
        using var writer = new FactFileWriter(to);
        return await writer.Write(archive, Place, At);
    }

    private static async Task Same(MemoryEventLog one, IFactArchive other)
    {
        var streams = await one.Streams(Place).ToListAsync();
        Assert.Equal(streams, await other.Streams(Place).ToListAsync());
        foreach (var stream in streams)
        {
            Assert.Equal(await one.History(stream, 1).ToListAsync(), await other.History(stream, 1).ToListAsync());
            Assert.Equal(await one.Commands(stream).ToListAsync(), await other.Commands(stream).ToListAsync());
        }
    }
}
