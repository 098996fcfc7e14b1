using Deque.AxeCore.Playwright;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

/// <summary>RULES §9: letters read from four metres, titles never cut, and nothing a person without good eyes could not use.</summary>
public sealed class LegibilityTests(Chromium chromium, OpenHouse open) : IClassFixture<Chromium>, IClassFixture<OpenHouse>
{
    // Sizes are told for 1080p; a screen of twice the pixels shows letters of twice the size.
    // A page that comes to life puts its styles into the document anew: until they have been read there, nothing is measured.
    private const string Measure = """
        scale => {
            if ([...document.querySelectorAll('link[rel=stylesheet]')].some(link => link.sheet === null)) { return false; }
            const shown = element => { const box = element.getBoundingClientRect(); return box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== 'hidden'; };
            const inside = (box, frame) => box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
            const faults = [];
            const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const of = walker.currentNode.parentElement;
                if (walker.currentNode.textContent.trim() === '' || !shown(of)) { continue; }
                const size = parseFloat(getComputedStyle(of).fontSize) / scale.factor;
                const least = of.closest('.room') && of.matches('.what, .when') ? scale.title : 36;
                if (size < least - 0.1) { faults.push(`${Math.round(size)} px: ${walker.currentNode.textContent.trim()}`); }
            }
            const wall = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
            for (const title of document.querySelectorAll('.room .what, .room .where, .room .when, .room .may, .free, .more, .status, .clock, .door b')) {
                if (title.scrollWidth > title.clientWidth + 1 && getComputedStyle(title).display !== 'inline') { faults.push(`cut: ${title.textContent.trim()}`); }
                if (!inside(title.getBoundingClientRect(), (title.closest('.room') ?? { getBoundingClientRect: () => wall }).getBoundingClientRect())) { faults.push(`runs out: ${title.textContent.trim()}`); }
            }
            for (const part of document.querySelectorAll('header, .room, .food, .door, .qr, .free, .more')) {
                if (!inside(part.getBoundingClientRect(), wall)) { faults.push(`off the wall: ${part.className || part.tagName}`); }
            }
            const code = document.querySelector('.qr').getBoundingClientRect();
            if (Math.min(code.width, code.height) / scale.factor < 219) { faults.push(`QR: ${code.width}x${code.height}`); }
            return faults;
        }
        """;

    [Theory]
    [InlineData(1920, 1080, 1, 60)]
    [InlineData(3840, 2160, 2, 60)]
    [InlineData(1080, 1920, 1, 54)]
    [InlineData(2160, 3840, 2, 54)]
    public async Task The_lobby_is_read_from_four_metres_and_nothing_is_cut(int width, int height, int factor, int title)
    {
        await using var wall = await chromium.Device(open.House.Address, "display", open.Client, width, height);
        var lobby = await wall.NewPageAsync();
        await Chromium.Watch($"{nameof(The_lobby_is_read_from_four_metres_and_nothing_is_cut)}-{width}", async () =>
        {
            await lobby.GotoAsync($"/ekran/{PublishedHouse.Place}");
            await Expect(lobby.Locator(".room").First).ToBeVisibleAsync();
            await lobby.EvaluateAsync("() => document.fonts.ready.then(() => true)");
            var measured = await lobby.WaitForFunctionAsync(Measure, new { factor, title });
            Assert.Empty(await measured.JsonValueAsync<string[]>());
        }, lobby);
    }

    [Theory]
    [InlineData("/ekran/", "display", 1920, 1080, ".room")]
    [InlineData("/dyzur/", "staff", 390, 844, "[data-room]")]
    [InlineData("/koordynacja/", "coordinator", 1366, 768, "[data-room]")]
    [InlineData("/zgloszenie/", null, 360, 740, "form")]
    public async Task No_page_keeps_anybody_out(string page, string? role, int width, int height, string shown)
    {
        await using var device = await chromium.Device(open.House.Address, role, open.Client, width, height);
        var screen = await device.NewPageAsync();
        await Chromium.Watch($"{nameof(No_page_keeps_anybody_out)}-{width}", async () =>
        {
            await screen.GotoAsync(page + PublishedHouse.Place);
            await Expect(screen.Locator(shown).First).ToBeVisibleAsync();
            var found = await screen.RunAxe();
            Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
        }, screen);
    }
}
