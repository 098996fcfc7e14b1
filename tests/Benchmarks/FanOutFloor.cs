using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Mal.Benchmarks;

// Raw SignalR: from a tap leaving a phone to its frame being read on all of so many screens.
internal static class FanOutFloor
{
    public static async Task<Measured> Run(JsonElement frame, int screens, double perSecond, TimeSpan lasts)
    {
        await using var app = await RawHub.Start(frame);
        var url = $"{app.Urls.First()}/raw";
        var progress = new Progress(screens);
        await using var all = await Screens.Open(
            url, null, screens, (connection, number) => connection.On<JsonElement, int>("Changed", (_, tap) => progress.Saw(number, tap)));
        await using var phone = Screens.Connection(url, null);
        await phone.StartAsync();
        await Tap(0);

        // SignalR may hand over taps out of order to nobody here: one phone, one connection, one at a time.
        return await OpenLoop.Run(perSecond, lasts, i => Tap(i + 1));

        async Task Tap(int number)
        {
            await phone.SendAsync("Tap", number + 1);
            await progress.All(number + 1);
        }
    }
}
