using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

/// <summary>A house at <c>https://host/mal/</c>, beside other programs of the same host: nothing it serves leads out of its path.</summary>
public sealed partial class UnderAPathTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Under = "/mal";
    private const string Place = PublishedHouse.Place;

    private static readonly string[] Screens =
    [
        $"ekran/{Place}", $"dyzur/{Place}", $"koordynacja/{Place}", $"koordynacja/{Place}/zgloszenia", $"koordynacja/{Place}/kalendarz", $"koordynacja/{Place}/plan-tygodnia",
        $"koordynacja/{Place}/inicjatywy", $"koordynacja/{Place}/historia", $"koordynacja/{Place}/ustawienia",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Under_a_path_every_screen_lives_the_phone_is_an_app_and_a_request_arrives(bool proxyStripsIt)
    {
        await using var house = await new PublishedHouse().Start("--path-base", Under);
        await using var proxy = new Cable(house, proxyStripsIt ? Under : null);
        using var client = house.Client();
        await using var device = await chromium.Device(proxy.Address, "coordinator", client, 1366, 768);
        var page = await device.NewPageAsync();
        var (outside, broken) = (new List<string>(), new List<string>());
        device.Request += (_, request) => Note(outside, request.Url, !new Uri(request.Url).AbsolutePath.StartsWith($"{Under}/", StringComparison.Ordinal));
        device.Response += (_, response) => Note(broken, $"{response.Status} {response.Url}", response.Status >= 400);
        await Chromium.Watch($"{nameof(UnderAPathTests)}-{proxyStripsIt}", async () =>
        {
            foreach (var screen in Screens)
            {
                await page.GotoAsync($"{Under}/{screen}");
                // Alive, so its script came; and drawn by its own styles.
                await Expect(page.Locator(".alive:not([inert]), [data-screen=lobby], [data-screen=staff]").First).ToBeVisibleAsync();
                await page.WaitForFunctionAsync("() => [...document.styleSheets].length >= 3 && [...document.styleSheets].every(sheet => sheet.cssRules.length > 0)");
            }

            // A tap on the phone is on the board, and the phone keeps its page under the path.
            await page.GotoAsync($"{Under}/dyzur/{Place}");
            await page.Tap("[data-room=sala-glowna] [data-action=plus]", "[data-room=sala-glowna] output[data-count='1']");
            await Eventually.True(async () => await client.Count(Hall) == 1, "the tap is on the board", TimeSpan.FromSeconds(20));
            await Expect(page.Locator("html")).ToHaveAttributeAsync("data-kept-build", new Regex(".+"));
            Assert.Equal([new Uri(proxy.Address, $"{Under}/dyzur/").ToString()],
                await page.EvaluateAsync<string[]>("async () => (await navigator.serviceWorker.getRegistrations()).map(registration => registration.scope)"));
            var kept = await page.EvaluateAsync<string[]>("async () => (await Promise.all((await caches.keys()).map(async name => (await (await caches.open(name)).keys()).map(part => part.url)))).flat()");
            Assert.Contains(new Uri(proxy.Address, $"{Under}/dyzur/{Place}").ToString(), kept);
            Assert.All(kept, part => Assert.StartsWith(new Uri(proxy.Address, $"{Under}/").ToString(), part, StringComparison.Ordinal));
            var manifest = await page.EvaluateAsync<string>("async () => await (await fetch(document.querySelector('link[rel=manifest]').href)).text()");
            Assert.Contains($"\"start_url\":\"{Under}/dyzur/{Place}\"", manifest, StringComparison.Ordinal);
            Assert.Contains($"\"scope\":\"{Under}/dyzur/{Place}\"", manifest, StringComparison.Ordinal);

            // Without a network it opens out of the phone's own memory.
            proxy.Cut();
            await page.GotoAsync($"{Under}/dyzur/{Place}");
            await Expect(page.Locator("[data-room=sala-glowna]")).ToBeVisibleAsync();
            await Expect(page.GetByText("Brak połączenia").First).ToBeVisibleAsync();
            proxy.Mend();

            // A resident's request, from the form to the page on which it is followed.
            await using var stranger = await chromium.Device(proxy.Address, null, client, 360, 740);
            var form = await stranger.NewPageAsync();
            await form.GotoAsync($"{Under}/zgloszenie/{Place}");
            await form.Locator("input[name=kto]").First.CheckAsync();
            await form.Locator("#tytul").FillAsync("Krąg sąsiedzki");
            await form.Locator("#dzien").FillAsync("2026-12-02");
            await form.Locator("#od").FillAsync("18:00");
            await form.Locator("#do").FillAsync("19:30");
            await form.Locator("#osoby").FillAsync("10");
            await form.Locator("#sala").SelectOptionAsync("sala-glowna");
            await form.Locator("#kontakt").FillAsync("proba@example.org");
            await form.Locator("button.first").ClickAsync();
            await Expect(form.Locator(".code")).ToBeVisibleAsync();
            Assert.StartsWith($"{Under}/zgloszenie/{Place}/", new Uri(form.Url).AbsolutePath, StringComparison.Ordinal);
            Assert.All(await stranger.CookiesAsync(), cookie => Assert.Equal(Under, cookie.Path));
        }, device);
        Assert.Empty(outside);
        Assert.Empty(broken);
        Assert.Contains($"{house.Address.ToString().TrimEnd('/')}{Under}/ekran/{Place}", house.Said, StringComparison.Ordinal);
        Assert.Contains($"{house.Address.ToString().TrimEnd('/')}{Under}/parowanie/", house.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_link_form_picture_or_style_of_any_page_leads_out_of_the_path()
    {
        await using var house = await new PublishedHouse().Start("--path-base", Under);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = house.Address, DefaultRequestHeaders = { Authorization = new("Bearer", house.DevKey) },
        };
        var waiting = new Queue<Uri>(Screens.Append("").Append($"zgloszenie/{Place}").Select(screen => new Uri(house.Address, $"{Under}/{screen}")));
        // One of each page: a calendar leads to next week, and that one to the next, for ever.
        var (seen, wrong) = (waiting.Select(page => page.AbsolutePath).ToHashSet(), new List<string>());
        for (var looked = 0; waiting.TryDequeue(out var at); looked++)
        {
            Assert.InRange(looked, 0, 1000);
            using var answer = await http.GetAsync(at);
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 400)
            {
                wrong.Add($"{(int)answer.StatusCode} {at}");
            }
            foreach (var link in Links(at, text, answer.Content.Headers.ContentType?.MediaType).Concat(answer.Headers.Location is { } sent ? [new Uri(at, sent)] : []))
            {
                if (link.Authority == house.Address.Authority && !link.AbsolutePath.StartsWith($"{Under}/", StringComparison.Ordinal))
                {
                    wrong.Add($"{at}: {link}");
                }
                else if (link.Authority == house.Address.Authority && seen.Add(link.AbsolutePath))
                {
                    waiting.Enqueue(new Uri(link.GetLeftPart(UriPartial.Query)));
                }
            }
        }
        Assert.Empty(wrong);
        // It did look: pages, styles, scripts, fonts, pictures, the app's manifest.
        foreach (var found in new[] { ".css", ".js", ".woff2", ".svg", ".webmanifest", "historia", "inicjatywy" })
        {
            Assert.Contains(seen, path => path.Contains(found, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_path_that_is_none_is_told_before_the_start()
    {
        var (code, said) = await PublishedHouse.Verb("--urls", "http://127.0.0.1:0", "--path-base", "mal?");
        Assert.Equal(1, code);
        Assert.Contains("--path-base", said, StringComparison.Ordinal);
        Assert.Contains("mal?", said, StringComparison.Ordinal);
    }

    private static IEnumerable<Uri> Links(Uri at, string text, string? kind)
    {
        var from = kind == "text/html" && Base().Match(text) is { Success: true } told ? new Uri(at, told.Groups[1].Value) : at;
        IEnumerable<Match> found = kind switch
        {
            "text/html" => Attribute().Matches(text),
            "text/css" => InStyle().Matches(text),
            "application/manifest+json" => InManifest().Matches(text),
            _ => [],
        };
        return found.Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value))
            .Where(link => !link.StartsWith("data:", StringComparison.Ordinal) && !link.StartsWith("tel:", StringComparison.Ordinal) && !link.StartsWith("blob:", StringComparison.Ordinal))
            .Select(link => new Uri(from, link));
    }

    private static void Note(List<string> to, string what, bool wrong)
    {
        if (wrong)
        {
            lock (to) { to.Add(what); }
        }
    }

    [GeneratedRegex("<base href=\"([^\"]*)\"")]
    private static partial Regex Base();

    [GeneratedRegex("\\s(?:href|src|action)=\"([^\"]+)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("url\\([\"']?([^)\"']+)")]
    private static partial Regex InStyle();

    [GeneratedRegex("\"(?:start_url|scope|src)\":\\s*\"([^\"]+)\"")]
    private static partial Regex InManifest();
}
