using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Mal.Api;
using Mal.Board;
using Mal.Clocks;
using Mal.Devices;
using Mal.Facts;
using Mal.Hosting;
using Mal.Live;
using Mal.Places;
using Mal.Silo.Tests.Storage;
using Mal.Storage;
using Mal.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Silo.Tests.Clocks;

/// <summary>A whole node on a folder that outlives it, started again and again with whatever its machine's clock says. How much time really passes is told apart.</summary>
internal sealed class ClockHouse : IAsyncDisposable
{
    public const string Place = "rejonowa-6-8";
    public const string Fridge = $"shelf/{Place}/lodowka";
    public const string Hall = $"room/{Place}/sala-glowna";
    public const string Computers = $"room/{Place}/sala-komputerowa";
    private const string DevKey = "klucz-do-prob";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _data = new();
    private WebApplication? _app;

    public string Data => _data.Path;

    public FakeTimeProvider Machine { get; private set; } = new();

    public FakeTimeProvider Steady { get; } = new();

    public string Address => _app!.Urls.First();

    public T Service<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public IGrainFactory Grains => Service<IGrainFactory>();

    public DateTimeOffset Now => Service<Surroundings>().Time.GetUtcNow();

    public async Task Start(string clock, bool believe = false)
    {
        Machine = new FakeTimeProvider(At(clock));
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var file = PlaceFile.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "places", $"{Place}.json"))).File!;
        builder.AddHouse(new HouseOptions(_data.Path, [], false, 1, At(clock), false, BelieveClock: believe), new PlaceFiles([file]));
        builder.Services.AddSingleton(new TrustedClock(Machine, Steady));
        builder.AddLive();
        builder.AddDevices(DevKey);
        builder.AddWords();
        builder.Services.AddSingleton<CommandDoor>();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapDevices();
        _app.MapLive();
        _app.MapHouseApi();
        await _app.StartAsync();
        await Until(() => Task.FromResult(Service<HouseStart>().Places.Count > 0), "the house is set up");
    }

    public async Task Stop()
    {
        if (_app is { } running)
        {
            _app = null;
            await running.StopAsync();
            await running.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _data.Dispose();
    }

    public HttpClient Coordinator() => new() { BaseAddress = new Uri(Address), DefaultRequestHeaders = { Authorization = new("Bearer", DevKey) } };

    public HttpClient Stranger() => new() { BaseAddress = new Uri(Address) };

    /// <summary>The cookie of a device that a coordinator has let in.</summary>
    public async Task<string> Paired(string role)
    {
        using var coordinator = Coordinator();
        using var device = Stranger();
        var begun = await (await device.PostAsJsonAsync("/api/pairing", new { place = Place })).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var code = begun.GetProperty("code").GetString();
        (await coordinator.PostAsJsonAsync($"/api/places/{Place}/devices", new { code, role })).EnsureSuccessStatusCode();
        var paired = await device.GetAsync(new Uri($"/api/pairing/{code}?secret={begun.GetProperty("secret").GetString()}", UriKind.Relative));
        return paired.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>A page that joins and tells its own clock.</summary>
    /// <param name="from">The address it comes from, as a proxy on the node's machine says it.</param>
    public async Task<HubConnection> Join(string? cookie, DateTimeOffset clock, string? from)
    {
        var page = new HubConnectionBuilder()
            .WithUrl($"{Address}/hubs/board", http =>
            {
                if (cookie is not null)
                {
                    http.Headers["Cookie"] = cookie;
                }
                if (from is not null)
                {
                    http.Headers["X-Forwarded-For"] = from;
                }
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = WireBytes.Options)
            .Build();
        await page.StartAsync();
        await page.InvokeAsync<Joined>("Join", new JoinRequest(Place, Audience.Public, Clock: clock));
        return page;
    }

    /// <summary>The answer to a command of a coordinator.</summary>
    public async Task<JsonElement> Send(string key, string command)
    {
        using var coordinator = Coordinator();
        using var body = new StringContent($$"""{ "id": "{{Guid.NewGuid()}}", "key": "{{key}}", "command": {{command}} }""", Encoding.UTF8, "application/json");
        using var answer = await coordinator.PostAsync(new Uri($"/api/places/{Place}/commands", UriKind.Relative), body);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<string?> Status(string key, string command) => (await Send(key, command)).GetProperty("status").GetString();

    /// <summary>What somebody asks a room for, on a day.</summary>
    public static string Request(string day) =>
        $$"""{ "$type": "request-booking", "booking": { "id": "{{Guid.NewGuid()}}", "title": "Klub", "from": "{{day}}T12:30", "until": "{{day}}T14:00", "people": 5, "organizer": { "kind": "resident" } } }""";

    public static string Lot(string name, string day) =>
        $$"""{ "$type": "receive", "lot": { "id": "{{Guid.NewGuid()}}", "name": "{{name}}", "category": "dairy", "quantity": 3, "dateKind": "use_by", "date": "{{day}}" } }""";

    /// <summary>The names of what a shelf shows.</summary>
    public static async Task<List<string?>> Lots(HttpClient whoever) =>
        [.. (await whoever.GetFromJsonAsync<JsonElement>($"/api/places/{Place}/board")).GetProperty("views").GetProperty(Fridge).GetProperty("lots").EnumerateArray()
            .Select(lot => lot.GetProperty("name").GetString())];

    public IWordsGrain Words(Guid subject) => Grains.GetGrain<IWordsGrain>($"{Place}/{subject:N}");

    /// <summary>All that is written, with the stream it stands in.</summary>
    public async Task<List<(string Stream, StoredEvent Fact)>> Facts()
    {
        using var archive = new SqliteArchive(_data.Facts);
        var facts = new List<(string, StoredEvent)>();
        await foreach (var stream in archive.Streams(Place))
        {
            await foreach (var fact in archive.History(stream, 1))
            {
                facts.Add((stream, fact));
            }
        }
        return facts;
    }

    /// <summary>The files of the folder in which these words stand.</summary>
    public List<string> FilesWith(string words) =>
        [.. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Where(file => Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0).Select(file => Path.GetRelativePath(Data, file))];

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"not within {Patience}: {what}");
            await Task.Yield();
        }
    }

    private static byte[] Bytes(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.ToArray();
    }
}
