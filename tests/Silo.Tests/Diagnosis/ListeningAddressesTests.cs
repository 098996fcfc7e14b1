using System.Net;
using System.Net.Sockets;
using Mal.Diagnosis;

namespace Mal.Silo.Tests.Diagnosis;

/// <summary>Where a house may listen is tried before anything of it is opened.</summary>
public sealed class ListeningAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:0")]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://unix:/tmp/mal.sock")]
    public void What_can_be_listened_on_is_not_complained_about(string url) => Assert.Null(ListeningAddresses.WhatIsWrong([url]));

    [Theory]
    [InlineData("bzdura")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("ftp://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:0/mal")]
    [InlineData("http://")]
    public void What_is_no_address_is_told_as_such(string url) => Assert.Equal(ListeningAddresses.NoAddress(url), ListeningAddresses.WhatIsWrong(["http://127.0.0.1:0", url]));

    [Fact]
    public void A_port_that_somebody_has_is_told_and_let_go_again()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Assert.All((string[])[$"http://127.0.0.1:{port}", $"http://localhost:{port}", $"http://0.0.0.0:{port}"], url => Assert.Equal(ListeningAddresses.Taken(url), ListeningAddresses.WhatIsWrong([url])));
        other.Stop();

        Assert.Null(ListeningAddresses.WhatIsWrong([$"http://127.0.0.1:{port}"]));
        other.Start();
    }

    [Fact]
    public void An_address_of_another_machine_is_told_as_such() => Assert.Equal(ListeningAddresses.NotHere("http://192.0.2.1:5080"), ListeningAddresses.WhatIsWrong(["http://192.0.2.1:5080"]));

    [Theory]
    [InlineData(SocketError.AddressAlreadyInUse, "jest zajęty")]
    [InlineData(SocketError.AccessDenied, "nie wolno słuchać")]
    [InlineData(SocketError.AddressNotAvailable, "nie ma adresu")]
    [InlineData(SocketError.NoBufferSpaceAvailable, "nie da się słuchać")]
    public void What_is_met_only_when_listening_begins_says_the_same(SocketError error, string says) =>
        Assert.Contains(says, ListeningAddresses.Says(new IOException("Failed to bind", new SocketException((int)error)), "http://127.0.0.1:80"), StringComparison.Ordinal);
}
