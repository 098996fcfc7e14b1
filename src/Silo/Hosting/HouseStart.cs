using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Initiatives;
using Mal.Places;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Mal.Hosting;

/// <summary>When the node is up: the place files are imported the first time, everybody is woken, and the addresses are printed.</summary>
internal sealed partial class HouseStart(KnownPlaces known, PlaceFiles files, HouseOptions options, Surroundings around, IServer server, FirstCoordinator first,
    PublicPath path,
    IHostApplicationLifetime life, ILogger<HouseStart> log) : BackgroundService
{
    private readonly List<KnownPlace> _places = [];

    /// <summary>The places this node has set up.</summary>
    public IReadOnlyList<KnownPlace> Places => _places;

    /// <summary>Before anything listens the places of the log are known, so that no screen that comes back is told there is no such place.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var place in await around.Events.Places(cancellationToken))
        {
            known.Open(place);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var _ = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        if (options.Storage is null)
        {
            // Whoever started the program elsewhere than yesterday sees here why the house is empty.
            Console.WriteLine($"Pamięć domu: {options.Data}");
        }
        if (options.Dev)
        {
            Console.WriteLine($"Klucz koordynacji dla programów na tej maszynie: w pliku {DevKey.PathIn(options.Data)}");
        }
        foreach (var file in files.Read)
        {
            await Import(file);
            await Open(known.Open(file.Place.Id));
        }
        // Carried here, or set up by an earlier start: a place needs no file any more.
        foreach (var place in known.All.Except(_places).ToList())
        {
            await Open(place);
        }
    }

    private async Task Import(PlaceFile read)
    {
        var file = read.Place.PublicUrl is null ? read with { Place = read.Place with { PublicUrl = options.PublicUrl } } : read;
        var place = known.Open(file.Place.Id);
        if (await place.Place.House() is not { } house)
        {
            await place.Place.Send(Guid.CreateVersion7(around.Time.GetUtcNow()), new PlaceCommand.Import(file), 0, By.System);
            return;
        }
        await GiveAddress(place.Place, house);
        if (FactJson.Write(house.File) != FactJson.Write(read with { Place = read.Place with { PublicUrl = read.Place.PublicUrl ?? house.File.Place.PublicUrl } }))
        {
            LogDiffers(log, place.Id);
        }
    }

    private async Task Open(KnownPlace place)
    {
        foreach (var initiative in await place.Place.Initiatives())
        {
            await place.Initiative(initiative).Wake(null);
        }
        var house = await place.Place.House();
        _places.Add(place);
        // Printed at every start until it has been used: somebody has to be the first to let devices in.
        var link = await first.Link(place);
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            Console.WriteLine($"""

                {house?.File.Place.Name}
                  ekran w holu:  {address}{path.Value}/ekran/{place.Id}
                  dyżur:         {address}{path.Value}/dyzur/{place.Id}
                  koordynacja:   {address}{path.Value}/koordynacja/{place.Id}
                """);
            if (link is not null)
            {
                Console.WriteLine($"  pierwsze urządzenie koordynacji, jednorazowo: {address}{path.Value}{link}");
            }
        }
    }

    // A house from before the option, or one that was started without it. What its coordinators wrote down is never changed from here.
    private async Task GiveAddress(IPlaceGrain place, House known)
    {
        if (options.PublicUrl is not { } url || known.File.Place.PublicUrl == url)
        {
            return;
        }
        if (known.File.Place.PublicUrl is { } own)
        {
            Console.WriteLine($"--public-url: {known.File.Place.Name} ma już adres {own} i ten obowiązuje. Zmienia go koordynacja w „Ustawieniach”.");
            return;
        }
        await place.Send(Guid.CreateVersion7(around.Time.GetUtcNow()), new PlaceCommand.ChangePublicUrl(known.Settings.Version, url), 0, By.System);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The place file of {Place} differs from what the house remembers. It was imported once; it is not applied again by itself.")]
    private static partial void LogDiffers(ILogger log, string place);
}

/// <summary>The place files given at the start, read and found sound.</summary>
internal sealed record PlaceFiles(IReadOnlyList<PlaceFile> Read);
