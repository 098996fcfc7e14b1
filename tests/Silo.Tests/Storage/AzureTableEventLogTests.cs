using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Mal.Facts;
using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

public sealed class AzureTableEventLogTests : EventLogContract, IAsyncLifetime
{
    private readonly string name = $"Facts{Guid.NewGuid():N}";
    private TableServiceClient service = null!;
    private AzureTableEventLog log = null!;

    protected override IEventLog Log => log;

    protected override long Reads => log.Reads;

    private TableClient Table => service.GetTableClient(name);

    public async Task InitializeAsync()
    {
        service = AzureAccount.Connect((await Azurite.Shared).ConnectionString);
        log = new AzureTableEventLog(service, name);
        await log.DataSet();
    }

    public async Task DisposeAsync() => await service.DeleteTableAsync(name);

    [Fact]
    public async Task An_append_is_one_head_and_a_row_for_each_fact_and_command()
    {
        var command = Facts.Command(2);
        await log.Append(Shelf, 0, [Facts.Event(1, command.Id), Facts.Event(2, command.Id)], [command], Facts.Head(2, command));

        var rows = await Table.QueryAsync<TableEntity>(row => row.PartitionKey == "shelf:rejonowa-6-8:lodowka").ToListAsync();
        Assert.Equal(["$head", $"c{command.Id:N}", "e000000000001", "e000000000002"], rows.Select(row => row.RowKey));
        Assert.Single(rows.Select(row => row.GetGuid("WriteId")).Distinct());
    }

    [Fact]
    public async Task The_newest_write_of_all_streams_is_known()
    {
        Assert.Null(await log.NewestAt());
        var newest = new DateTimeOffset(2036, 11, 25, 0, 30, 0, TimeSpan.Zero);
        foreach (var (stream, at) in new[] { (Shelf, newest.AddYears(-10)), ("room/x/a", newest), ("room/x/b", newest.AddDays(-1)), ("record/x", newest.AddYears(1)) })
        {
            await log.Append(stream, 0, [Facts.Event(1)], [], Facts.Head(1) with { WriteId = Guid.CreateVersion7(at) });
        }

        Assert.InRange((await log.NewestAt())!.Value, newest, newest.AddMilliseconds(1));
    }

    [Fact]
    public async Task A_head_is_replaced_whole_and_leaves_nothing_of_the_one_before()
    {
        await log.Add(Shelf, 0);
        await Table.UpdateEntityAsync(new TableEntity("shelf:rejonowa-6-8:lodowka", "$head") { ["Stale"] = "left over" }, Azure.ETag.All);
        var other = new AzureTableEventLog(service, name);

        Assert.Equal(AppendOutcome.Written, await other.Add(Shelf, 1));
        Assert.False((await Table.GetEntityAsync<TableEntity>("shelf:rejonowa-6-8:lodowka", "$head")).Value.ContainsKey("Stale"));
    }

    [Fact]
    public async Task Two_nodes_on_one_stream_are_kept_apart_by_the_table()
    {
        var other = new AzureTableEventLog(service, name);
        await log.Add(Shelf, 0);
        await other.Read(Shelf);

        Assert.Equal(AppendOutcome.Written, await log.Add(Shelf, 1));
        Assert.Equal(AppendOutcome.Conflict, await other.Add(Shelf, 1));
        Assert.Equal(AppendOutcome.Written, await other.Add(Shelf, 2));
        Assert.Equal(AppendOutcome.Conflict, await log.Add(Shelf, 2));
        Assert.Equal(3, (await log.All(Shelf)).Count);
    }

    [Fact]
    public async Task A_writer_that_is_behind_is_kept_out_also_where_facts_share_a_row()
    {
        var other = new AzureTableEventLog(service, name);
        await log.Add(Shelf, 0);
        await other.Read(Shelf);
        // So many that none of their rows is named by version 2.
        Assert.Equal(AppendOutcome.Written, await log.Add(Shelf, 1, events: 200));

        Assert.Equal(AppendOutcome.Conflict, await other.Add(Shelf, 1));
        Assert.Equal((201, 201L), ((await log.All(Shelf)).Count, (await log.Read(Shelf))!.Version));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_append_whose_answer_was_lost_is_known_to_be_written_even_when_somebody_went_on_from_it(bool wentOn)
    {
        var lost = new LostAnswer(wentOn ? async () => Assert.Equal(AppendOutcome.Written, await new AzureTableEventLog(service, name).Add(Shelf, 1)) : () => Task.CompletedTask);
        var far = new AzureTableEventLog(
            AzureAccount.Connect((await Azurite.Shared).ConnectionString, options => options.AddPolicy(lost, HttpPipelinePosition.PerRetry)), name);
        await far.DataSet();

        Assert.Equal(AppendOutcome.Written, await far.Add(Shelf, 0));

        Assert.True(lost.WasLost);
        Assert.Equal(wentOn ? 2 : 1, (await log.All(Shelf)).Count);
    }

    [Fact]
    public async Task The_largest_append_there_may_be_fits_into_one_transaction()
    {
        var commands = Enumerable.Range(0, AppendRules.MostCommands).Select(_ => Facts.Command(AppendRules.MostEvents)).ToArray();
        // As many bytes as there may be, in letters that take most on the wire.
        var json = $"\"{new string('ł', (AppendRules.MostEventBytes / sizeof(char) / AppendRules.MostEvents) - 2)}\"";
        StoredEvent[] events = [.. Enumerable.Range(1, AppendRules.MostEvents).Select(n => Facts.Event(n) with { Json = json })];
        var head = Facts.Head(AppendRules.MostEvents, commands) with { State = new string('x', AppendRules.MostHeadBytes - (64 * commands.Length)) };

        Assert.Equal(AppendOutcome.Written, await log.Append(Shelf, 0, events, commands, head));
        Assert.Equal(events, await log.All(Shelf));
        Assert.Equal(events[700..], await log.All(Shelf, from: 701));
        Assert.Equal(head.State, (await log.Read(Shelf))!.State);
    }

    [Fact]
    public async Task A_long_fact_is_kept_whole()
    {
        var text = $"\"{new string('a', (AppendRules.MostBytesOfOneEvent / sizeof(char)) - 2)}\"";
        await log.Append(Shelf, 0, [Facts.Event(1) with { Json = text }], [], Facts.Head(1));

        Assert.Equal(text, Assert.Single(await log.All(Shelf)).Json);
    }

    [Fact]
    public async Task History_goes_on_over_many_pages()
    {
        for (var version = 0; version < 2100; version += 35)
        {
            await log.Add(Shelf, version, events: 35);
        }

        Assert.Equal(Enumerable.Range(1, 2100).Select(n => (long)n), (await log.All(Shelf)).Select(one => one.Version));
    }

    [Fact]
    public async Task A_head_of_commands_too_long_for_a_row_is_refused_with_its_size_and_writes_nothing()
    {
        // Letters that grow when they are escaped pass the common rule.
        var long_ = Enumerable.Range(0, 40).Select(_ => new AppliedCommand(Guid.NewGuid(), 1, "x", new string('ż', 500))).ToArray();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => log.Append(Shelf, 0, [Facts.Event(1)], [], Facts.Head(1, long_)));
        Assert.Matches("commands in the head of shelf/.* take [0-9]{6} bytes", refused.Message);
        Assert.Null(await log.Read(Shelf));
    }

    [Fact]
    public async Task A_table_of_a_newer_layout_is_refused()
    {
        await Table.UpdateEntityAsync(new TableEntity("$meta", "data-set") { ["Layout"] = "99", ["Id"] = "x" }, Azure.ETag.All, TableUpdateMode.Replace);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => new AzureTableEventLog(service, name).DataSet());
        Assert.Contains("newer", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The first write arrives and its answer does not; the client then sends it once more.</summary>
    private sealed class LostAnswer(Func<Task> meanwhile) : HttpPipelinePolicy
    {
        public bool WasLost { get; private set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Method == RequestMethod.Post && message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && !WasLost)
            {
                WasLost = true;
                await meanwhile();
                throw new IOException("connection reset");
            }
        }
    }
}
