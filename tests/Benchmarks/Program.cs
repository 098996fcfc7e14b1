using Mal.Benchmarks;
using Mal.Benchmarks.Azure;
using Mal.Benchmarks.Crowds;
using Mal.Places;

// One run: what the disk, SQLite and SignalR take alone, their sum, and the product beside them.
var file = PlaceReading.Of(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "places", "rejonowa-6-8.json"))).File!;
if (args is [CrowdProcess.Name, .. var asked])
{
    await CrowdProcess.Run(asked, file);
    return;
}

if (args is [Offers.Name])
{
    Report.Line(Machine.Describe(args));
    await Offers.Run(file);
    return;
}

if (args is [YearCarried.Name])
{
    Report.Line(Machine.Describe(args));
    await YearCarried.RunAll();
    return;
}

var options = BenchOptions.From(args);
if (args.Contains("--crowd"))
{
    await CrowdBench.Run(options, file, args);
    return;
}

if (args.Contains(AzureBench.Name))
{
    await AzureBench.Run(options, file, args);
    return;
}

var crowd = Commands.Places(file, options.Actors).ToArray();
Report.Line(Machine.Describe(args));

await using (var house = await HouseUnderTest.Start(Path.Combine(options.Folder, "data"), [file, .. crowd]))
{
    var taps = new Taps(house, file);
    await taps.Run(screens: 1, perSecond: 20, TimeSpan.FromSeconds(1));
    var bytes = await Bytes.Of(house.Log, taps.FirstKey, taps.Frame);
    var disk = new DiskFloors(options.Folder, bytes, options.Each);
    Report.Line($"- Bytes: head {bytes.Head.State.Length}, event {bytes.Event.Json.Length}, frame {bytes.Frame.GetRawText().Length} characters");

    Report.Heading("The disk");
    Report.Row("4 KiB written and synced", await disk.Sync(100));
    var append = await disk.Append(100);
    Report.Row("one raw append, one commit", append);

    foreach (var screens in new[] { 1, 50 })
    {
        Report.Heading($"(a) A tap, screens: {screens}, {InTurn.Rounds} times in turn");
        await FanOutFloor.Run(bytes.Frame, screens, 100, TimeSpan.FromSeconds(3));
        await taps.Run(screens, 100, TimeSpan.FromSeconds(3));
        InTurn.Say("p50", "ms", await InTurn.Run(async () =>
        {
            var fanOut = await FanOutFloor.Run(bytes.Frame, screens, 20, options.Each);
            Report.Sum("floor: append + fan-out", append, fanOut);
            var product = await taps.Run(screens, 20, options.Each);
            Report.Row("**product**", product);
            return (append.At(50) + fanOut.At(50), product.At(50));
        }));
    }

    Report.Heading("(a) A tap on so many screens");
    foreach (var (screens, perSecond) in new[] { (options.MostScreens, 10.0), (options.MostScreens, 100.0) })
    {
        await FanOutFloor.Run(bytes.Frame, screens, perSecond, TimeSpan.FromSeconds(1));
        var fanOut = await FanOutFloor.Run(bytes.Frame, screens, perSecond, options.Each);
        Report.Row($"raw fan-out, {screens} screens", fanOut);
        Report.Sum($"floor: append + fan-out, {screens} screens", append, fanOut);
        await taps.Run(screens, perSecond, TimeSpan.FromSeconds(1));
        Report.Row($"**product, {screens} screens**", await taps.Run(screens, perSecond, options.Each));
    }

    Report.Heading("(b) Durable commands a second");
    var actors = crowd.SelectMany(place => place.Shelves.Select(shelf => (place.Place.Id, shelf.Id))).Take(options.Actors).ToArray();
    var step = options.Each / 3;
    await Commands.Ladder("raw group commits, 1 stream", perSecond => disk.GroupCommit(perSecond, 1));
    await Commands.Ladder("**product, 1 actor**", perSecond => new Commands(house, actors[^1..]).Run(perSecond, step));
    await Commands.Ladder($"raw group commits, {actors.Length} streams", perSecond => disk.GroupCommit(perSecond, actors.Length));
    await Commands.Ladder($"**product, {actors.Length} actors**", perSecond => new Commands(house, actors).Run(perSecond, step));
}

await WakeUps.Measure(options, file);
Directory.Delete(options.Folder, recursive: true);
