using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Mal.Devices;
using Mal.EndToEnd.House;
using Mal.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mal.EndToEnd.Contract;

/// <summary>Others have an account on the machine too, and a port on loopback is open to all of them.</summary>
public sealed class LocalUserTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    [Fact]
    public void A_node_listens_at_its_address_and_at_one_port_of_its_own_on_loopback()
    {
        var own = Own(house.House);

        Assert.True(IPAddress.IsLoopback(Assert.Single(own).Address));
    }

    [Fact]
    public async Task No_setting_of_Orleans_opens_another_way_in()
    {
        await using var set = await new PublishedHouse
        {
            Environment = new Dictionary<string, string>
            {
                ["Orleans__Endpoints__GatewayPort"] = Free(),
                ["Orleans__Endpoints__GatewayListeningEndpoint"] = $"0.0.0.0:{Free()}",
                ["Orleans__Endpoints__SiloListeningEndpoint"] = $"0.0.0.0:{Free()}",
            },
        }.Start();

        Assert.True(IPAddress.IsLoopback(Assert.Single(Own(set)).Address));

        static string Free() => PublishedHouse.FreePort().ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_becomes_a_coordinator_by_way_of_Orleans()
    {
        var tries = await Task.WhenAll(from own in Own(house.House) from way in LocalUser.Ways select LocalUser.Try(way, own.Port));

        Assert.NotEmpty(tries);
        Assert.All(tries, said => Assert.DoesNotContain(LocalUser.GotIn, said, StringComparison.Ordinal));
        Assert.DoesNotContain(LocalUser.Device, (await house.Client.Devices()).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_knocks_without_the_key_is_put_off_and_writes_nothing_into_the_log()
    {
        await using var knockedAt = await new PublishedHouse().Start();
        var before = knockedAt.Said.Length;
        var port = Own(knockedAt)[0].Port;
        for (var knock = 0; knock < 100; knock++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await socket.GetStream().WriteAsync("a text of nobody we know, longer than what a handshake begins with"u8.ToArray());
            // The node puts an end to it; what it says before is TLS's own word of refusal.
            await Ended(socket.GetStream());
        }

        // A log is written in its own time; with the end of the node it is whole.
        await knockedAt.Stop();
        Assert.DoesNotContain("Orleans", knockedAt.Said[before..], StringComparison.Ordinal);
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task What_a_node_and_its_verbs_write_is_their_users_alone_also_in_an_open_folder()
    {
        const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var other = new PublishedHouse();
        Open(other.Data);
        await other.Start();
        var copied = await PublishedHouse.Verb("backup", "--data", other.Data);
        Assert.True(copied.Code == 0, copied.Said);
        Assert.Empty(Readable());

        // As a house of before left them.
        await other.Kill();
        foreach (var entry in Directory.EnumerateFileSystemEntries(other.Data))
        {
            Open(entry);
        }
        await other.Start();
        Assert.Empty(Readable());

        static void Open(string entry) =>
            File.SetUnixFileMode(entry, File.GetUnixFileMode(entry) | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        List<string> Readable() =>
            [.. Directory.EnumerateFileSystemEntries(other.Data, "*", SearchOption.AllDirectories).Where(entry => (File.GetUnixFileMode(entry) & Others) != 0)];
    }

    /// <summary>That a try fails means something only when it can succeed.</summary>
    [Theory]
    [InlineData("client")]
    [InlineData("silo")]
    public async Task The_same_try_gets_into_a_silo_that_asks_for_no_key(string way)
    {
        var (silo, gateway) = (PublishedHouse.FreePort(), PublishedHouse.FreePort());
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(open => open.UseLocalhostClustering(silo, gateway, null, PublishedHouse.Cluster, PublishedHouse.Cluster)
            .AddMemoryGrainStorage(LocalUser.Records));
        builder.Services.AddHouseSerialization();
        builder.Services.AddKeyedSingleton(LocalUser.DevicesClock, TimeProvider.System);
        using var host = builder.Build();
        await host.StartAsync();

        var said = await LocalUser.Try(way, way == "client" ? gateway : silo);

        Assert.Contains(LocalUser.GotIn, said, StringComparison.Ordinal);
    }

    private static async Task Ended(NetworkStream stream)
    {
        try
        {
            await stream.CopyToAsync(Stream.Null).WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (IOException)
        {
            // Reset is an end as well.
        }
    }

    private static List<IPEndPoint> Own(PublishedHouse node) => [.. ListeningPorts.Of(node.ProcessId).Where(at => at.Port != node.Port)];
}
