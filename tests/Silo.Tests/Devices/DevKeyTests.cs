using System.Net;
using Mal.Devices;
using Mal.Hosting;
using Microsoft.AspNetCore.Http;

namespace Mal.Silo.Tests.Devices;

/// <summary>The key for programs of this machine: in a file of its owner, new every time, and never good through a proxy.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class DevKeyTests(PairingHouse house) : IClassFixture<PairingHouse>, IDisposable
{
    private static readonly Uri Tap = new($"/api/places/{PairingHouse.Place}/tap", UriKind.Relative);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mal-dev-key-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("x-forwarded-for", "")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "mal.example.org")]
    [InlineData("X-Forwarded-Port", "443")]
    [InlineData("X-Original-For", "203.0.113.7:1")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Via", "1.1 Caddy")]
    [InlineData("CF-Connecting-IP", "203.0.113.7")]
    [InlineData("Host", "mal.example.org")]
    public async Task The_key_opens_nothing_through_a_proxy(string header, string value)
    {
        using var program = house.Program();
        Assert.Equal(HttpStatusCode.OK, (await program.PostAsync(Tap, null)).StatusCode);
        program.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.PostAsync(Tap, null)).StatusCode);
        Assert.Equal("Anyone", await program.GetStringAsync(new Uri("/hubs/whoami", UriKind.Relative)));
        program.DefaultRequestHeaders.Authorization = null;
        Assert.Equal("Anyone", await program.GetStringAsync(new Uri($"/hubs/whoami?access_token={PairingHouse.DevKey}", UriKind.Relative)));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.1.7", false)]
    [InlineData("203.0.113.7", false)]
    [InlineData(null, false)]
    public void The_key_is_for_neighbours_on_the_same_machine(string? peer, bool may)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer) }, Request = { Host = new HostString("127.0.0.1", 5080) } };

        Assert.Equal(may, DevKey.MayUse(context));
    }

    [Fact]
    public void Nobody_but_its_owner_reads_the_file_whatever_lay_there_before()
    {
        var path = DevKey.PathIn(folder.FullName);
        var elsewhere = Path.Combine(folder.FullName, "cudzy");
        File.WriteAllText(elsewhere, "");
        File.CreateSymbolicLink(path, elsewhere);
        var first = DevKey.For(Options(dev: true));
        Assert.Equal(first, File.ReadAllText(path));
        Assert.Equal("", File.ReadAllText(elsewhere));

        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("666", 8));
        using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var second = DevKey.For(Options(dev: true));

        Assert.Equal(second, File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.NotEqual(first, second);
        // Who held the old one open does not read the new one.
        Assert.Equal(first, new StreamReader(open).ReadToEnd());
        Assert.Equal(["cudzy", DevKey.FileName], folder.GetFiles().Select(file => file.Name).Order());
    }

    [Fact]
    public void The_demonstration_tells_its_key_to_nobody_and_a_house_has_none()
    {
        Assert.NotNull(DevKey.For(Options(demo: true)));
        Assert.Null(DevKey.For(Options()));
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void On_an_account_the_folder_is_made_for_the_key()
    {
        var data = Path.Combine(folder.FullName, "data");
        DevKey.For(new HouseOptions(data, [], false, 1, null, false, "UseDevelopmentStorage=true", Dev: true));

        Assert.True(File.Exists(Path.Combine(data, DevKey.FileName)));
    }

    private HouseOptions Options(bool demo = false, bool dev = false) => new(folder.FullName, [], demo, 1, null, false, Dev: dev);
}
