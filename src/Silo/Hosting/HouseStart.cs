using Mal.Devices;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Mal.Hosting;

/// <summary>When the node is up: the place files are imported the first time, everybody is woken, and the addresses are printed.</summary>
internal sealed partial class HouseStart(IGrainFactory grains, PlaceFiles files, HouseOptions options, Surroundings around, IServer server, FirstCoordinator first,
    PublicPath path,
    IHostApplicationLifetime life, ILogger<HouseStart> log) : BackgroundService
{
    private readonly List<string> _places = [];

    /// <summary>The places this node has set up.</summary>
    public IReadOnlyList<string> Places => _places;

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
        foreach (var read in files.Read)
        {
            var file = read.Place.PublicUrl is null ? read with { Place = read.Place with { PublicUrl = options.PublicUrl } } : read;
            var place = grains.GetGrain<IPlaceGrain>(file.Place.Id);
            if (await place.House() is { } known)
            {
                await GiveAddress(place, known);
                if (FactJson.Write(known.File) != FactJson.Write(read with { Place = read.Place with { PublicUrl = read.Place.PublicUrl ?? known.File.Place.PublicUrl } }))
                {
                    LogDiffers(log, file.Place.Id);
                }
            }
            else
            {
                await place.Send(Guid.CreateVersion7(around.Time.GetUtcNow()), new PlaceCommand.Import(file), 0, By.System);
            }
            foreach (var initiative in await place.Initiatives())
            {
                await grains.GetGrain<IInitiativeGrain>($"{file.Place.Id}/{initiative}").Wake(null);
            }
            _places.Add(file.Place.Id);
            // Printed at every start until it has been used: somebody has to be the first to let devices in.
            var link = await first.Link(file.Place.Id);
            foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            {
                Console.WriteLine($"""

                    {file.Place.Name}
                      ekran w holu:  {address}{path.Value}/ekran/{file.Place.Id}
                      dyżur:         {address}{path.Value}/dyzur/{file.Place.Id}
                      koordynacja:   {address}{path.Value}/koordynacja/{file.Place.Id}
                    """);
                if (link is not null)
                {
                    Console.WriteLine($"  pierwsze urządzenie koordynacji, jednorazowo: {address}{path.Value}{link}");
                }
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
