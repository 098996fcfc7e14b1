using System.Text.Json;
using Mal.Places;
using Mal.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace Mal.Benchmarks;

// (a) From a tap leaving a phone to the last of so many paired screens having read a view with it, the answer durable
// before anything is told. Taps go round the rooms of the place, as a busy afternoon does.
internal sealed class Taps(HouseUnderTest house, PlaceFile file)
{
    private const int Phones = 8;

    private readonly string[] keys = [.. file.Rooms.Select(room => Wire.Key.Room(file.Place.Id, room.Id).ToString())];

    /// <summary>The last frame any screen read, so that the floors send the same bytes.</summary>
    public JsonElement Frame { get; private set; }

    public string FirstKey => keys[0];

    public async Task<Measured> Run(int screens, double perSecond, TimeSpan lasts)
    {
        var progress = keys.ToDictionary(key => key, _ => new Progress(screens));
        await using var all = await Screens.Open(house.Hub, HouseUnderTest.Key, screens, Listen, Join);
        var phones = await Task.WhenAll(Enumerable.Range(0, Phones).Select(_ => Phone()));
        foreach (var phone in phones)
        {
            await Tap(phone, 0);
        }

        var measured = await OpenLoop.Run(perSecond, lasts, i => Tap(phones[i % Phones], i));
        foreach (var phone in phones)
        {
            await phone.DisposeAsync();
        }

        return measured;

        void Listen(HubConnection screen, int number) => screen.On<JsonElement>("Changed", changes =>
        {
            Frame = changes;
            foreach (var view in changes.GetProperty("views").EnumerateObject())
            {
                if (progress.TryGetValue(view.Name, out var key))
                {
                    key.Saw(number, view.Value.GetProperty("version").GetInt64());
                }
            }
        });

        async Task Tap(HubConnection phone, int i)
        {
            // In and out again, so that the house is as full after the run as before.
            var key = keys[i % keys.Length];
            var envelope = new
            {
                id = Guid.CreateVersion7(),
                key,
                command = new Dictionary<string, object> { ["$type"] = "change-count", ["delta"] = i / keys.Length % 2 == 0 ? 1 : -1 },
            };
            var answer = await phone.InvokeAsync<JsonElement>("Send", envelope);
            if (answer.GetProperty("status").GetString() != "accepted")
            {
                throw new InvalidOperationException(answer.GetRawText());
            }

            await progress[key].All(answer.GetProperty("version").GetInt64());
        }
    }

    private Task Join(HubConnection screen, int number) =>
        screen.InvokeAsync<JsonElement>("Join", new { place = file.Place.Id, audience = "house" });

    private async Task<HubConnection> Phone()
    {
        var phone = Screens.Connection(house.Hub, HouseUnderTest.Key);
        await phone.StartAsync();
        return phone;
    }
}
