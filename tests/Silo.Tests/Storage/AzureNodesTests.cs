using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

/// <summary>The marks that running nodes leave in an account.</summary>
public sealed partial class AzureNodesTests : IAsyncLifetime
{
    private readonly string name = $"Facts{Guid.NewGuid():N}";
    private string account = "";

    public async Task InitializeAsync()
    {
        account = (await Azurite.Shared).ConnectionString;
        await AzureAccount.Connect(account).CreateTableAsync(name);
    }

    public async Task DisposeAsync() => await AzureAccount.Connect(account).DeleteTableAsync(name);

    [Fact]
    public async Task A_node_that_runs_is_seen_until_it_leaves()
    {
        var (nodes, node) = (Nodes(0), Guid.NewGuid());
        Assert.Null(await nodes.LastSign());

        await nodes.Mark(node);
        Assert.InRange((await nodes.LastSign())!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        await nodes.Leave(node);
        Assert.Null(await nodes.LastSign());
    }

    // To this machine the account's clock is that much ahead of its own.
    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task A_machine_whose_clock_is_wrong_sees_a_node_that_runs_all_the_same(int hours)
    {
        await Nodes(0).Mark(Guid.NewGuid());

        Assert.InRange((await Nodes(hours).LastSign())!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_mark_that_cannot_be_left_ends_no_node()
    {
        using var mark = new AzureNodeMark(new AzureNodes(AzureAccount.Connect(Azurite.ConnectionOn(port: 1)), name));

        await mark.StartAsync(default);
        await Task.WhenAny(mark.ExecuteTask!, Task.Delay(TimeSpan.FromSeconds(2)));

        Assert.False(mark.ExecuteTask!.IsCompleted);
        await mark.StopAsync(default);
        Assert.True(mark.ExecuteTask.IsCompletedSuccessfully);
    }

    private AzureNodes Nodes(int hours) => new(AzureAccount.Connect(account, options => options.AddPolicy(new Ahead(TimeSpan.FromHours(hours)), HttpPipelinePosition.PerCall)), name);

    /// <summary>Everything the account dates, dated so much later.</summary>
    private sealed partial class Ahead(TimeSpan by) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Response.ContentStream is { } said)
            {
                var text = await new StreamReader(said).ReadToEndAsync();
                message.Response.ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(Dated().Replace(text, found =>
                    (DateTime.Parse(found.Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) + by).ToString("O", CultureInfo.InvariantCulture))));
            }
        }

        [GeneratedRegex("""(?<="Timestamp":")[^"]+""")]
        private static partial Regex Dated();
    }
}
