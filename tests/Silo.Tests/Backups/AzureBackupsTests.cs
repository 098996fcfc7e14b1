using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Mal.Backups;
using Mal.Facts;
using Mal.Hosting;
using Mal.Silo.Tests.Storage;
using Mal.Storage;

namespace Mal.Silo.Tests.Backups;

/// <summary>Copies of a house on a storage account, in a container of blobs: the same promises as those of a folder.</summary>
public sealed class AzureBackupsTests : IAsyncLifetime
{
    private const string Shelf = "shelf/rejonowa-6-8/lodowka";
    private const string Elsewhere = "room/inny-dom/sala";
    private static readonly DateTimeOffset Night = new(2026, 11, 26, 3, 0, 0, TimeSpan.FromHours(1));

    private readonly string name = $"Facts{Guid.NewGuid():N}";
    private TableServiceClient tables = null!;
    private BlobContainerClient container = null!;
    private AzureTableEventLog log = null!;

    private AzureBackups Backups => new(container, tables, name);

    public async Task InitializeAsync()
    {
        var account = (await Azurite.Shared).ConnectionString;
        tables = AzureAccount.Connect(account);
        container = new BlobContainerClient(account, $"copies-{Guid.NewGuid():N}");
        log = new AzureTableEventLog(tables, name);
        await log.DataSet();
    }

    public async Task DisposeAsync()
    {
        await tables.DeleteTableAsync(name);
        await container.DeleteIfExistsAsync();
    }

    [Fact]
    public async Task A_copy_is_made_of_every_place_while_the_house_goes_on_and_says_what_is_in_it()
    {
        Assert.Empty(await Backups.All());
        await log.Add(Elsewhere, 0, 2);
        await log.Add(Shelf, 0, 20);
        var writing = Task.Run(async () =>
        {
            for (var version = 20; version < 60; version++)
            {
                await log.Add(Shelf, version);
            }
        });

        var made = await Backups.Make(Night);
        await writing;

        Assert.Equal("2026-11-26-030000", made.Name);
        Assert.InRange(made.Counted.Events, 22, 62);
        Assert.Equal((2, null), (made.Counted.Streams, made.Counted.Records));
        Assert.Equal(made, Assert.Single(await Backups.All()));
        Assert.Equal(["backup.json", "inny-dom.jsonl", "rejonowa-6-8.jsonl"], (await Files(made)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Copies_are_kept_for_some_days_the_newest_in_any_case_and_half_a_copy_is_none()
    {
        await log.Add(Shelf, 0);
        foreach (var day in Enumerable.Range(0, 17))
        {
            await Backups.Make(Night.AddDays(day));
        }

        await container.GetBlobClient("2026-12-20-030000/rejonowa-6-8.jsonl").UploadAsync(BinaryData.FromString("cut off"));
        await Backups.Keep(14, Night.AddDays(16));
        var kept = await Backups.All();
        Assert.Equal((15, Night.AddDays(2)), (kept.Count, kept[^1].Counted.At));
        Assert.Empty(await container.GetBlobsAsync(prefix: "2026-11-27", traits: default, states: default, cancellationToken: default).ToListAsync());

        await Backups.Keep(14, Night.AddDays(300));
        Assert.Equal(Night.AddDays(16), Assert.Single(await Backups.All()).Counted.At);
    }

    [Fact]
    public async Task A_restored_house_is_as_it_was_that_night_and_another_data_set()
    {
        await log.Add(Elsewhere, 0, 2);
        await log.Add(Shelf, 0, 3);
        var (before, then) = (await log.DataSet(), await log.All(Shelf));
        var made = await Backups.Make(Night);
        await log.Add(Shelf, 3, 150);
        await log.Add("room/rejonowa-6-8/sala-glowna", 0);

        await Backups.Restore(made, Night.AddHours(9));

        var restored = new AzureTableEventLog(tables, name);
        Assert.Equal(then, await restored.All(Shelf));
        Assert.Null(await restored.Read("room/rejonowa-6-8/sala-glowna"));
        Assert.NotNull(await restored.Read(Elsewhere));
        Assert.NotEqual(before, await restored.DataSet());
        Assert.Equal(await restored.DataSet(), (await restored.Read(Shelf))!.DataSet);
        // And it can be lived in.
        Assert.Equal(AppendOutcome.Written, await restored.Add(Shelf, 3));
        // What it had before is one of the copies, and the way back.
        var aside = (await Backups.All())[0];
        Assert.Equal(("przed-2026-11-26-120000", 156L), (aside.Name, aside.Counted.Events));
        await Backups.Restore(aside, Night.AddHours(10));
        Assert.Equal(153, (await new AzureTableEventLog(tables, name).Read(Shelf))!.Version);
    }

    [Fact]
    public async Task What_a_wrong_clock_wrote_is_taken_out_with_what_came_after_it_and_kept_as_a_copy()
    {
        await log.Add(Shelf, 0, 3);
        await log.AddAhead(Shelf, 3);
        var later = Storage.Facts.Command(5);
        await log.Add(Shelf, 4, 1, later);
        await log.Add(Elsewhere, 0, 2);
        await log.AddAhead("room/rejonowa-6-8/ogrod", 0);
        await log.AddAhead("record/rejonowa-6-8", 0);
        var then = (await log.All(Shelf)).GetRange(0, 3);

        var before = await Backups.Rewind(Storage.Facts.Wednesday.AddYears(1), Night);

        var rewound = new AzureTableEventLog(tables, name);
        Assert.Equal(then, await rewound.All(Shelf));
        Assert.Equal(3, (await rewound.Read(Shelf))!.Version);
        Assert.Null(await rewound.FindCommand(Shelf, later.Id));
        Assert.Equal(2, (await rewound.Read(Elsewhere))!.Version);
        Assert.Null(await rewound.Read("room/rejonowa-6-8/ogrod"));
        Assert.Equal(1, (await rewound.Read("record/rejonowa-6-8"))!.Version);
        Assert.Equal(AppendOutcome.Written, await rewound.Add(Shelf, 3, 1, later));
        Assert.Equal((true, 9L), (before.IsBefore, before.Counted.Events));
    }

    [Fact]
    public async Task Two_houses_with_their_copies_on_one_account_see_their_own_alone()
    {
        var azurite = await Azurite.Shared;
        var other = Azurite.ConnectionOn(azurite.Port, azurite.BlobPort, Azurite.OtherAccount);
        var its = new AzureTableEventLog(AzureAccount.Connect(other), name);
        await its.DataSet();
        await its.Add(Shelf, 0, 7);
        await log.Add(Shelf, 0, 3);
        var mine = new AzureBackups(AzureAccount.Copies(azurite.ConnectionString, azurite.ConnectionString), tables, name);
        var theirs = new AzureBackups(AzureAccount.Copies(other, azurite.ConnectionString), AzureAccount.Connect(other), name);

        await mine.Make(Night);
        await theirs.Make(Night);
        await theirs.Keep(14, Night.AddDays(100));

        Assert.Equal(3, Assert.Single(await mine.All()).Counted.Events);
        Assert.Equal(7, Assert.Single(await theirs.All()).Counted.Events);
        Assert.Equal((new Uri(mine.Address).Segments[1], new Uri(theirs.Address).Segments[1]), (Azurite.Account + "/", Azurite.Account + "/"));
        await AzureAccount.Copies(azurite.ConnectionString, azurite.ConnectionString).DeleteAsync();
        await AzureAccount.Copies(other, azurite.ConnectionString).DeleteAsync();
    }

    [Fact]
    public async Task An_address_that_is_told_has_no_signature_in_it()
    {
        var signed = new BlobContainerClient(new Uri("https://dom.blob.core.windows.net/mal-backups?sv=2024-11-04&sig=secret"));

        Assert.Equal("https://dom.blob.core.windows.net/mal-backups", new AzureBackups(signed, tables, name).Address);
        Assert.Null(await log.Read(Shelf));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_copy_that_fails_because_a_fact_is_missing_leaves_nothing_behind(int missing)
    {
        await log.Add(Shelf, 0, 3);
        await Lose($"e{missing:D12}");

        await Assert.ThrowsAsync<IOException>(() => Backups.Make(Night));

        Assert.Empty(await container.GetBlobsAsync(prefix: "", traits: default, states: default, cancellationToken: default).ToListAsync());
    }

    [Fact]
    public async Task A_file_that_is_whole_but_holds_something_else_than_was_written_is_no_copy()
    {
        await log.Add(Shelf, 0, 3);
        var old = await Backups.Make(Night.AddDays(-1));
        await log.Add(Shelf, 3);
        var account = (await Azurite.Shared).ConnectionString;
        var options = new BlobClientOptions();
        options.AddPolicy(new Answering(container.GetBlobClient($"{old.Name}/rejonowa-6-8.jsonl").Uri), HttpPipelinePosition.PerCall);
        var forgetful = new AzureBackups(new BlobContainerClient(account, container.Name, options), tables, name);

        await Assert.ThrowsAsync<IOException>(() => forgetful.Make(Night));

        Assert.Equal(old, Assert.Single(await Backups.All()));
    }

    /// <summary>Whatever file of facts is read, it is this one.</summary>
    private sealed class Answering(Uri with) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Method != RequestMethod.Put && message.Request.Uri.Path.EndsWith(".jsonl", StringComparison.Ordinal))
            {
                message.Request.Uri.Reset(with);
            }
        }
    }

    [Fact]
    public async Task A_second_copy_of_the_same_second_takes_the_first_from_nobody()
    {
        await log.Add(Shelf, 0);
        var made = await Backups.Make(Night);
        await log.Add(Shelf, 1);

        await Assert.ThrowsAsync<IOException>(() => Backups.Make(Night));

        Assert.Equal(made, Assert.Single(await Backups.All()));
        await Backups.Restore(made, Night.AddHours(9));
    }

    [Fact]
    public async Task A_stream_whose_head_is_lost_is_copied_whole_and_a_restore_mends_it()
    {
        await log.Add(Elsewhere, 0, 2);
        await log.Add(Shelf, 0, 3);
        var then = await log.All(Shelf);
        await Lose(FactRows.HeadKey);

        var made = await Backups.Make(Night);
        Assert.Equal((2, 5), (made.Counted.Streams, made.Counted.Events));
        await Backups.Restore(made, Night.AddHours(9));

        var mended = new AzureTableEventLog(tables, name);
        Assert.Equal(then, await mended.All(Shelf));
        Assert.Equal(AppendOutcome.Written, await mended.Add(Shelf, 3));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_house_whose_table_is_damaged_is_restored_and_what_is_left_of_it_is_kept_but_is_no_copy(int missing)
    {
        await log.Add(Shelf, 0, 3);
        var made = await Backups.Make(Night);
        await Lose($"e{missing:D12}");

        await Backups.Restore(made, Night.AddHours(9));

        Assert.Equal(3, (await new AzureTableEventLog(tables, name).All(Shelf)).Count);
        Assert.Equal(made, Assert.Single(await Backups.All()));
        Assert.True(await container.GetBlobClient("przed-2026-11-26-120000/rejonowa-6-8.jsonl").ExistsAsync());
    }

    [Fact]
    public async Task Of_an_account_without_a_house_there_is_no_copy()
    {
        await Assert.ThrowsAsync<IOException>(() => Backups.Make(Night));

        Assert.Empty(await Backups.All());
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_is_no_house_and_is_made_once_more()
    {
        await log.Add(Shelf, 0, 3);
        var made = await Backups.Make(Night);
        await log.Add(Shelf, 3, 5);
        // Cut off when the first file was about to be read.
        await Assert.ThrowsAsync<IOException>(() => new AzureRestore(tables, name).Run(
            () => Backups.Make(Night.AddHours(1)), [() => throw new IOException("The power failed.")], default));
        await Assert.ThrowsAsync<HalfRestoredException>(() => new AzureTableEventLog(tables, name).DataSet());

        await Backups.Restore(made, Night.AddHours(9));

        Assert.Equal(3, (await new AzureTableEventLog(tables, name).All(Shelf)).Count);
        // Half a copy is not set aside as if it had been the house; what was before it is.
        Assert.Equal([8L, 3L], (await Backups.All()).Select(copy => copy.Counted.Events));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_restored_from_a_copy_that_is_torn_or_is_not_what_it_was(bool torn)
    {
        await log.Add(Shelf, 0, 3);
        var made = await Backups.Make(Night);
        var file = container.GetBlobClient($"{made.Name}/rejonowa-6-8.jsonl");
        if (torn)
        {
            var lines = (await file.DownloadContentAsync()).Value.Content.ToString();
            await file.UploadAsync(BinaryData.FromString(lines[..(lines.Length / 2)]), overwrite: true);
        }
        else
        {
            await file.DeleteAsync();
        }

        await Assert.ThrowsAnyAsync<Exception>(() => Backups.Restore(made, Night.AddHours(9)));

        Assert.Equal(3, (await new AzureTableEventLog(tables, name).All(Shelf)).Count);
    }

    [Fact]
    public async Task Nothing_is_restored_under_a_node_that_runs()
    {
        await log.Add(Shelf, 0);
        var made = await Backups.Make(Night);
        var (nodes, node) = (new AzureNodes(tables, name), Guid.NewGuid());
        await nodes.Mark(node);

        var told = await Assert.ThrowsAsync<VerbException>(() => Backups.Restore(made, Night.AddHours(9)));

        Assert.Contains("działa węzeł", told.Message, StringComparison.Ordinal);
        Assert.Single(await Backups.All());
        await nodes.Leave(node);
        await Backups.Restore(made, Night.AddHours(9));
    }

    private async Task Lose(string row) => await tables.GetTableClient(name).DeleteEntityAsync("shelf:rejonowa-6-8:lodowka", row, Azure.ETag.All);

    private async Task<List<string>> Files(Backup made) =>
        await container.GetBlobsAsync(prefix: $"{made.Name}/", traits: default, states: default, cancellationToken: default).Select(blob => blob.Name[(made.Name.Length + 1)..]).ToListAsync();
}
