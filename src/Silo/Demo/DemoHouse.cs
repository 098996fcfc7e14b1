using System.Text.Json;
using Mal.Board;
using Mal.Devices;
using Mal.Facts;
using Mal.Hosting;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Options;

namespace Mal.Demo;

/// <summary>
/// „Pokaz”: simulated visitors and staff, acting through the public hub like any client, so that a newcomer at midnight
/// sees the house alive. It opens with a plausible afternoon and then taps every few seconds of the house's time.
/// </summary>
internal sealed partial class DemoHouse(HouseStart house, HouseOptions options, IOptionsMonitor<DeviceAuthenticationOptions> devices, IServer server, Surroundings around, ILogger<DemoHouse> log) : BackgroundService
{
    private const int ListedMost = 8;
    private readonly Random _chance = new(20261125);
    private HubConnection? _phone;
    private string _place = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Demo)
        {
            return;
        }
        while (house.Places.Count == 0)
        {
            await Task.Delay(200, stoppingToken);
        }
        _place = house.Places[0].Id;
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _phone = new HubConnectionBuilder()
            .WithUrl($"{address}/hubs/board", http => http.AccessTokenProvider = () => Task.FromResult(devices.Get(DeviceAuthentication.SchemeName).DevKey))
            .AddJsonProtocol(json => json.PayloadSerializerOptions = Wire.Wire.Tolerant)
            .WithAutomaticReconnect()
            .Build();
        await _phone.StartAsync(stoppingToken);
        await OpenTheDay();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds((4 + 8 * _chance.NextDouble()) / Math.Max(1, options.Rate)), stoppingToken);
            try
            {
                await SomethingHappens();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogStumbled(log, failure.Message);
            }
        }
    }

    private async Task OpenTheDay()
    {
        var joined = await Look();
        if (joined.OfType<ShelfView>().Any(shelf => shelf.Level is not null))
        {
            // A second start of the same demonstration goes on from where it was.
            return;
        }
        var today = DateOnly.FromDateTime(around.Time.GetUtcNow().UtcDateTime);
        await Do<ShelfCommand>(Shelf("lodowka"), new ShelfCommand.Receive(new NewLot(Id(), "Zupa pomidorowa", "home-made", 3, DateKind.PreparedOn, Text(today.AddDays(-2)), Ingredients: "pomidory, ryż, seler")));
        await Do<ShelfCommand>(Shelf("lodowka"), new ShelfCommand.Receive(new NewLot(Id(), "Jogurt naturalny", "dairy", 4, DateKind.UseBy, Text(today.AddDays(1)))));
        await Do<ShelfCommand>(Shelf("lodowka"), new ShelfCommand.SetLevel(Level.Some));
        await Do<ShelfCommand>(Shelf("lodowka"), new ShelfCommand.CheckFridge(4, true));
        await Do<ShelfCommand>(Shelf("lodowka"), new ShelfCommand.Wash());
        await Do<ShelfCommand>(Shelf("polka-1"), new ShelfCommand.Receive(new NewLot(Id(), "Chleb i bułki", "bread", 6, DateKind.None)));
        await Do<ShelfCommand>(Shelf("polka-1"), new ShelfCommand.SetLevel(Level.Some));
        await Do<ShelfCommand>(Shelf("polka-2"), new ShelfCommand.Receive(new NewLot(Id(), "Marchew", "vegetables", 4.5m, DateKind.None)));
        await Do<ShelfCommand>(Shelf("polka-2"), new ShelfCommand.SetLevel(Level.Plenty));
        foreach (var room in joined.OfType<RoomView>())
        {
            var now = around.Time.GetUtcNow();
            if (room.DropIn)
            {
                await Do<RoomCommand>(Room(room.Id), new RoomCommand.SetCount(8));
            }
            else if (room.Bookings.Find(booking => booking.From <= now && booking.Until > now) is { } booking)
            {
                await Do<RoomCommand>(Room(room.Id), new RoomCommand.CheckIn(booking.Id));
                await Do<RoomCommand>(Room(room.Id), new RoomCommand.SetCount(Math.Min(booking.People, room.Capacity)));
            }
        }
    }

    private async Task SomethingHappens()
    {
        var views = await Look();
        var now = around.Time.GetUtcNow();
        if (views.OfType<PlaceView>().FirstOrDefault() is not { House: { } open } || Calendar.OpenUntil(open, now) is null)
        {
            // Nobody is in a house that is shut.
            return;
        }
        if (_chance.Next(3) == 0 && views.OfType<ShelfView>().SelectMany(shelf => shelf.Lots.Select(lot => (shelf, lot))).Where(one => !one.lot.Blocked).ToList() is { Count: > 0 } lots)
        {
            var (shelf, lot) = lots[_chance.Next(lots.Count)];
            // As much is taken as is brought, so that the shelves are as full on the second day as on the first.
            await (lot.Quantity > 1 || lots.Count > ListedMost
                ? Do<ShelfCommand>(Shelf(shelf.Id), new ShelfCommand.PickUp(lot.Id, Math.Min(1, lot.Quantity)))
                : Do<ShelfCommand>(Shelf("polka-1"), new ShelfCommand.Receive(new NewLot(Id(), "Bułki", "bread", 1 + _chance.Next(8), DateKind.None))));
            return;
        }
        var rooms = views.OfType<RoomView>().Where(room => room.DropIn || room.Bookings.Exists(booking => booking.From <= now && booking.Until > now && booking.EndedAt is null)).ToList();
        if (rooms.Count > 0)
        {
            var room = rooms[_chance.Next(rooms.Count)];
            var people = room.Occupancy.Count ?? room.Capacity / 2;
            await Do<RoomCommand>(Room(room.Id), new RoomCommand.ChangeCount(people >= room.Capacity ? -1 : people < 3 ? 1 : _chance.Next(2) * 2 - 1));
        }
    }

    private async Task<List<View>> Look() =>
        [.. (await _phone!.InvokeAsync<Joined>("Join", new JoinRequest(_place, Audience.Staff))).Views!.Values];

    private async Task Do<TCommand>(string key, TCommand command)
    {
        var envelope = new Envelope(Id(), key, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant));
        var answer = await _phone!.InvokeAsync<Answer>("Send", envelope);
        if (answer.Refusal is { } refusal)
        {
            LogStumbled(log, $"{key}: {refusal.Code}");
        }
    }

    private string Room(string id) => Key.Room(_place, id).ToString();

    private string Shelf(string id) => Key.Shelf(_place, id).ToString();

    private static Guid Id() => Guid.CreateVersion7();

    private static string Text(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Information, Message = "Pokaz: {What}")]
    private static partial void LogStumbled(ILogger log, string what);
}
