using global::Azure.Data.Tables;
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
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task Run(BenchOptions options, PlaceFile file, string[] args)
    {
        await using var azurite = await Azurite.Start();
        var crowd = Commands.Places(file, Actors, each: Actors).ToArray();
        Report.Line(Machine.Describe(args));
        await using var house = await HouseUnderTest.Start(options.Folder, null, [file, .. crowd], storage: azurite.ConnectionString);
        var taps = new Taps(house, file);
        await taps.Run(screens: 1, TapsPerSecond, TimeSpan.FromSeconds(1));
        await using var floors = new TableFloors(new TableServiceClient(azurite.ConnectionString), await Bytes.Of(house.Log, taps.FirstKey, taps.Frame), file.Rooms.Count);

        Report.Heading($"(f) A tap on {Screens} screens, kept in tables, {InTurn.Rounds} times in turn");
        await floors.Append(TapsPerSecond, TimeSpan.FromSeconds(1));
        await FanOutFloor.Run(taps.Frame, Screens, TapsPerSecond, TimeSpan.FromSeconds(1));
        await taps.Run(Screens, TapsPerSecond, TimeSpan.FromSeconds(1));
        var tapped = await InTurn.Run(async () =>
        {
            var append = await floors.Append(TapsPerSecond, options.Each);
            Report.Row("one raw entity-group transaction", append);
            var fanOut = await FanOutFloor.Run(taps.Frame, Screens, TapsPerSecond, options.Each);
            Report.Row($"raw fan-out, {Screens} screens", fanOut);
            Report.Sum("floor: transaction + fan-out", append, fanOut);
            var product = await taps.Run(Screens, TapsPerSecond, options.Each);
            Report.Row("**product**", product);
            return (append.At(50) + fanOut.At(50), product.At(50));
        });
        InTurn.Say("p50", "ms", tapped);

        Report.Heading($"(f) Durable commands a second, {Actors} streams in tables");
        var actors = crowd.SelectMany(place => place.Shelves.Select(shelf => (place.Place.Id, shelf.Id))).Take(Actors).ToArray();
        // As long as it takes to fill the queues, and short enough that nobody waits until he is told to send again.
        var step = options.Each / 4;
        // A shelf's own bytes, since a shelf is what the product writes here.
        await new Commands(house, actors).Run(500, WarmUp);
        await using var shelves = new TableFloors(new TableServiceClient(azurite.ConnectionString), await Bytes.Of(house.Log, $"shelf/{actors[0].Item1}/{actors[0].Item2}", taps.Frame), Actors);
        await shelves.GroupCommit(500, WarmUp);
        var floor = (What: "raw group commits", Run: (Func<double, Task<Measured>>)(perSecond => shelves.GroupCommit(perSecond, step)));
        var product = (What: "**product**", Run: (Func<double, Task<Measured>>)(perSecond => new Commands(house, actors).Run(perSecond, step)));
        var tooMany = await Commands.Ladder(floor, product);

        Report.Heading($"(f) More than either can do, {InTurn.Rounds} times in turn");
        InTurn.Say("done", "/s", await InTurn.Run(async () => (await Row(floor, tooMany), await Row(product, tooMany))));
    }

    private static async Task<double> Row((string What, Func<double, Task<Measured>> Run) one, double perSecond)
    {
        var measured = await one.Run(perSecond);
        Report.Row(one.What, measured);
        return measured.DonePerSecond;
    }
}
