using Microsoft.Playwright;

namespace Mal.EndToEnd.House;

/// <summary>A real Chromium, the one on PATH. What a failed test saw is kept (trace and picture), what a passed one saw is not.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>This machine under a name that no browser takes for its own: there a page has no secure context.</summary>
    public const string FarAway = "mal.test";

    private static readonly string[] Flags =
    [
        $"--host-resolver-rules=MAP {FarAway} 127.0.0.1",
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage",
    ];

    /// <summary>Two noisy cores start the screens' runtime in seconds, sometimes many.</summary>
    public const float PatienceMs = 60_000;

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async Task InitializeAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        // Either is the same Chromium; the first draws no window around its pages.
        var path = new[] { "chromium-headless-shell", "chromium" }.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Neither chromium-headless-shell nor chromium is on PATH; tests/run installs the first.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = Flags });
        Assertions.SetDefaultExpectTimeout(PatienceMs);
    }

    /// <summary>A browser of its own on a device paired as <paramref name="role"/>, or on one that is not paired.</summary>
    public async Task<IBrowserContext> Device(Uri address, string? role, HouseClient coordinator, int width, int height, bool touch = false)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = width, Height = height }, Locale = "pl-PL", HasTouch = touch });
        context.SetDefaultTimeout(PatienceMs);
        context.SetDefaultNavigationTimeout(PatienceMs);
        if (role is not null)
        {
            await context.AddCookiesAsync([new() { Name = "mal-device", Value = await coordinator.Pair(role), Url = address.ToString() }]);
        }
        return context;
    }

    public Task<IBrowserContext> Phone(Uri address, HouseClient coordinator) => Device(address, "staff", coordinator, 390, 844);

    public Task<IBrowserContext> Lobby(Uri address, HouseClient coordinator) => Device(address, "display", coordinator, 1920, 1080);

    /// <summary>Runs a story, and keeps a picture of every page if it goes wrong.</summary>
    public static Task Watch(string story, Func<Task> happens, params IPage[] pages) => Watch(story, happens, () => pages);

    /// <summary>The same for a device whose pages come and go.</summary>
    public static Task Watch(string story, Func<Task> happens, IBrowserContext device) => Watch(story, happens, () => device.Pages);

    private static async Task Watch(string story, Func<Task> happens, Func<IReadOnlyList<IPage>> pages)
    {
        try
        {
            await happens();
        }
        catch
        {
            var folder = Path.Combine(Environment.GetEnvironmentVariable("MAL_PUBLISHED") is { } published ? Path.GetDirectoryName(published)! : Path.GetTempPath(), "failed");
            foreach (var (page, number) in pages().Select((page, number) => (page, number)))
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{story}-{number}.png") });
                await File.WriteAllTextAsync(Path.Combine(folder, $"{story}-{number}.html"), await page.ContentAsync());
            }
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
    }
}
