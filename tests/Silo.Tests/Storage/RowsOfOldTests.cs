using System.Text;
using Azure.Data.Tables;
using Mal.Devices;
using Mal.Facts;
using Mal.Groups;
using Mal.Hosting;
using Mal.Meetings;
using Mal.Serialization;
using Mal.Storage;
using Mal.Words;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Mal.Silo.Tests.Storage;

/// <summary>
/// Rows of a house as the node wrote them to an account when it had a provider of its own, one of each kind of record and one
/// that was erased (rows-of-old.txt). They stay as they are, and every later node must read them.
/// </summary>
public sealed class RowsOfOldTests : IAsyncLifetime
{
    private const string Place = "dom-sprzed-zmiany";

    private static readonly Guid Kept = Guid.Parse("0197a000-0000-7000-8000-0000000000a0");
    private static readonly Guid Erased = Guid.Parse("0197a000-0000-7000-8000-0000000000b0");

    private IHost node = null!;
    private TableClient table = null!;

    private IGrainFactory Grains => node.Services.GetRequiredService<IGrainFactory>();

    public async Task InitializeAsync()
    {
        var connection = (await Azurite.Shared).ConnectionString;
        table = AzureAccount.Connect(connection).GetTableClient("OrleansGrainState");
        await table.CreateIfNotExistsAsync();
        // A line is a partition, a row and its data; of a record that was erased the row is left without any.
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Storage", "rows-of-old.txt")))
        {
            var columns = line.Split(' ', 3);
            var row = new TableEntity(columns[0], columns[1]);
            if (columns is [_, _, var data])
            {
                row["Data"] = Encoding.UTF8.GetBytes(data);
            }

            await table.UpsertEntityAsync(row, TableUpdateMode.Replace);
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseOneNode().AddAzureStorage(connection)
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = ("mal", "mal")));
        builder.Services.AddHouseSerialization();
        builder.Services.AddKeyedSingleton(DevicesGrain.Clock, TimeProvider.System);
        builder.Services.AddSingleton(services => new Surroundings(
            services.GetRequiredService<IEventLog>(), TimeProvider.System, new IcalSeries(), services.GetRequiredService<ILoggerFactory>()));
        node = builder.Build();
        await node.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await node.StopAsync();
        node.Dispose();
    }

    [Fact]
    public async Task Records_written_before_the_package_came_are_read_and_written_on()
    {
        var devices = Grains.GetGrain<IDevicesGrain>(Place);
        var desk = await devices.Find("0197a000-0000-7000-8000-0000000000d0", new string('A', 64));
        Assert.Equal((Role.Coordinator, "biurko"), (desk?.Role, desk?.Name));
        var counter = await devices.Find("0197a000-0000-7000-8000-0000000000d1", new string('B', 64));
        Assert.Equal((Role.Counter, "sala-glowna"), (counter?.Role, counter?.Room));
        // Written on in the very form of before, so that a node that is put back to the version before reads it too.
        var before = await Data("devices");
        Assert.True(await devices.Revoke("0197a000-0000-7000-8000-0000000000d1"));
        Assert.Equal(before[..before.IndexOf(",{", StringComparison.Ordinal)] + """],"invitations":[]}""", await Data("devices"));

        var words = await Grains.GetGrain<IWordsGrain>($"{Place}/{Kept:N}").Read();
        Assert.Equal(("Próba chóru", "sasiedzi@example.org", "600 100 200"), (words?.Title, words?.Email, words?.Phone));
        Assert.Equal("Czy jest pianino?", Assert.Single(words!.Said!).Text);
        Assert.Equal("XYAWK6J93NHJ", await Grains.GetGrain<IMeetingLinksGrain>(Place).Code(Kept));
        Assert.Equal(Guid.Parse("966eb572-8421-d0a4-d3a9-241f7e6691e7"), await Grains.GetGrain<IPseudonymsGrain>(Place).Of(Kept));

        // The same person asks again, about what was once erased: the row that was left empty takes words again.
        var again = Grains.GetGrain<IWordsGrain>($"{Place}/{Erased:N}");
        Assert.Null(await again.Read());
        await again.Keep(new WordsRecord(Phone: "+48 600100200", EraseAt: words.EraseAt));
        Assert.Equal("+48 600100200", (await again.Read())?.Phone);
        Assert.Equal(Guid.Parse("966eb572-8421-d0a4-d3a9-241f7e6691e7"), await Grains.GetGrain<IPseudonymsGrain>(Place).Of(Erased));
        Assert.Empty(await Grains.GetGrain<IErasuresGrain>(Place).Due());
    }

    private async Task<string> Data(string row) =>
        (await table.GetEntityAsync<TableEntity>($"mal_{row}_{Place}", row)).Value.GetBinaryData("Data").ToString();
}
