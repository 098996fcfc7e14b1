using Mal.EndToEnd.House;
using Microsoft.AspNetCore.SignalR.Client;

namespace Mal.EndToEnd.Contract;

public sealed class RevokedDeviceTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    [Fact]
    public async Task A_revoked_device_is_put_off_the_hub()
    {
        var cookie = await house.Client.Pair("display");
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(house.House.Address, "/hubs/board"), options => options.Headers["Cookie"] = $"mal-device={cookie}")
            .Build();
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync();
        await hub.InvokeAsync<object>("Join", new { place = PublishedHouse.Place, audience = "house" });

        await house.Client.Revoke(cookie.Split('.')[1]);

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
