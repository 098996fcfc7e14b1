using System.Net;
using Mal.Devices;
using Mal.Gate;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mal.Silo.Tests.Devices;

public sealed class SignInTests(PairingHouse house) : IClassFixture<PairingHouse>
{
    private static readonly Uri WhoAmI = new("/hubs/whoami", UriKind.Relative);
    private static readonly Uri Tap = new($"/api/places/{PairingHouse.Place}/tap", UriKind.Relative);

    [Fact]
    public async Task A_program_with_the_development_key_is_a_coordinator()
    {
        using var program = house.Program();
        using var nobody = house.Browser();

        Assert.Equal("Coordinator", await program.GetStringAsync(WhoAmI));
        Assert.Equal("Coordinator", await nobody.GetStringAsync(new Uri($"/hubs/whoami?access_token={PairingHouse.DevKey}", UriKind.Relative)));
        Assert.Equal("Anyone", await nobody.GetStringAsync(new Uri("/hubs/whoami?access_token=wrong", UriKind.Relative)));
    }

    [Fact]
    public async Task A_token_in_the_address_opens_nothing_but_the_hub()
    {
        using var nobody = house.Browser();

        using var answer = await nobody.PostAsync(new Uri($"{Tap}?access_token={PairingHouse.DevKey}", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_cookie_alone_writes_nothing()
    {
        using var phone = await house.Paired("staff");
        phone.DefaultRequestHeaders.Remove(ForeignPages.Header);

        Assert.Equal(HttpStatusCode.Forbidden, (await phone.PostAsync(Tap, null)).StatusCode);
    }

    [Theory]
    [InlineData("http://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task The_hub_and_writes_answer_only_the_house_s_own_pages(string? origin, HttpStatusCode expected)
    {
        using var phone = await house.Paired("staff");
        phone.DefaultRequestHeaders.Add("Origin", origin ?? house.Address);

        Assert.Equal(expected, (await phone.GetAsync(WhoAmI)).StatusCode);
        Assert.Equal(expected, (await phone.PostAsync(Tap, null)).StatusCode);
    }

    [Fact]
    public async Task The_first_coordinator_comes_in_by_a_link_that_works_once()
    {
        const string place = "new-house";
        var first = house.Services.GetRequiredService<FirstCoordinator>();
        var known = house.Services.GetRequiredService<KnownPlaces>().Open(place);
        var printedEarlier = await first.Link(known);
        var link = await first.Link(known);
        using var coordinator = house.Browser();
        using var late = house.Browser();

        // Looking at the link (as programs that preview links do) does not use it up.
        (await late.GetAsync(new Uri(link!, UriKind.Relative))).EnsureSuccessStatusCode();
        using var used = await coordinator.PostAsync(new Uri(link!, UriKind.Relative), null);

        Assert.Equal($"/koordynacja/{place}", used.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await coordinator.GetAsync(new Uri($"/api/places/{place}/devices", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await late.PostAsync(new Uri(link!, UriKind.Relative), null)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await late.PostAsync(new Uri(printedEarlier!, UriKind.Relative), null)).StatusCode);
        Assert.Null(await first.Link(known));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://*:0")]
    [InlineData("http://[::]:0")]
    public async Task With_a_development_key_the_node_refuses_an_address_others_can_reach(string urls)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        builder.RequireLoopback("dev");
        await using var app = builder.Build();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());

        Assert.Contains("--dev ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://192.168.1.7:5080", false)]
    [InlineData("http://mal.example:5080", false)]
    public void Loopback_is_this_machine_only(string url, bool loopback) => Assert.Equal(loopback, LoopbackOnly.IsLoopback(url));
}
