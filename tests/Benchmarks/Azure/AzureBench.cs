using Mal.Places;
using Mal.Storage;

namespace Mal.Benchmarks.Azure;

// (f) The same house with its memory in a storage account, beside the raw SDK and raw SignalR. Azurite stands for the
// account; it is one process of Node, so what is compared is what the product adds, and not what Azure can do.
internal static class AzureBench
{
    public const string Name = "--azure";

    private const int Screens = 50;
    private const int Actors = 32;
    private const double TapsPerSecond = 20;

    public static async Task Run(BenchOptions options, PlaceFile file, string[] args)
    {
        await using var azurite = await Azurite.Start();
        var crowd = Commands.Places(file, Actors, each: Actors).ToArray();
        Report.Line(Machine.Describe(args));
        await using var house = await HouseUnderTest.Start(options.Folder, null, [file, .. crowd], storage: azurite.ConnectionString);
        var taps = new Taps(house, file);
        await taps.Run(screens: 1, TapsPerSecond, TimeSpan.FromSeconds(1));
        var floors = new TableFloors(AzureAccount.Connect(azurite.ConnectionString), await Bytes.Of(house.Log, taps.FirstKey, taps.Frame));

        Report.Heading($"(f) A tap on {Screens} screens, kept in tables");
        await floors.Append(TapsPerSecond, TimeSpan.FromSeconds(1), file.Rooms.Count);
        var append = await floors.Append(TapsPerSecond, options.Each, file.Rooms.Count);
        Report.Row("one raw entity-group transaction", append);
        await FanOutFloor.Run(taps.Frame, Screens, TapsPerSecond, TimeSpan.FromSeconds(1));
        var fanOut = await FanOutFloor.Run(taps.Frame, Screens, TapsPerSecond, options.Each);
        Report.Row($"raw fan-out, {Screens} screens", fanOut);
        Report.Sum("floor: transaction + fan-out", append, fanOut);
        await taps.Run(Screens, TapsPerSecond, TimeSpan.FromSeconds(1));
        Report.Row("**product**", await taps.Run(Screens, TapsPerSecond, options.Each));

        Report.Heading($"(f) Durable commands a second, {Actors} streams in tables");
        var actors = crowd.SelectMany(place => place.Shelves.Select(shelf => (place.Place.Id, shelf.Id))).Take(Actors).ToArray();
        var step = options.Each / 2;
        // A shelf's own bytes, since a shelf is what the product writes here.
        await new Commands(house, actors).Run(Actors, TimeSpan.FromSeconds(2));
        var shelves = new TableFloors(AzureAccount.Connect(azurite.ConnectionString), await Bytes.Of(house.Log, $"shelf/{actors[0].Item1}/{actors[0].Item2}", taps.Frame));
        await Commands.Ladder("raw group commits", perSecond => shelves.GroupCommit(perSecond, step, Actors));
        await Commands.Ladder("**product**", perSecond => new Commands(house, actors).Run(perSecond, step));
    }
}
