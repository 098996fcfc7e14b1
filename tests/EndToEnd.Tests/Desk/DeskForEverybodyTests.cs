using Deque.AxeCore.Playwright;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Desk;

/// <summary>The desk at 200 % zoom (1366×768 then has 683×384 to draw on), with the keyboard alone, and for a screen reader.</summary>
public sealed class DeskForEverybodyTests(Chromium chromium, AskedHouse open) : IClassFixture<Chromium>, IClassFixture<AskedHouse>
{
    private const string Desk = $"/koordynacja/{PublishedHouse.Place}";
    private const int MostTabs = 1200;

    public static TheoryData<string, string> Pages => new()
    {
        { "", "[data-room]" }, { "/kalendarz", "[data-week] .block" }, { "/kalendarz#miesiac", ".month li" }, { "/zgloszenia", "[data-request] [data-verdict]" },
        { "/inicjatywy", "[data-initiative]" }, { $"/inicjatywy/{AskedHouse.Initiative}", "[data-settings=initiative]" },
        { "/historia", ".jump a" }, { "/historia/room/sala-glowna", "[data-history] tr" }, { "/ustawienia", "[data-settings]" },
    };

    // A region that scrolls sideways by itself is as good as cut: half of it is out of sight.
    private const string Cut = """
        () => {
            const faults = [];
            const root = document.documentElement;
            if (root.scrollWidth > innerWidth) { faults.push(`the page is ${root.scrollWidth} wide`); }
            for (const element of document.querySelectorAll('.desk, .desk *')) {
                const style = getComputedStyle(element), box = element.getBoundingClientRect();
                if (element.closest('.hidden') || box.width < 2 || style.visibility === 'hidden') { continue; }
                const says = `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 40)}`;
                if (box.right > innerWidth + 1 || box.left < -1) { faults.push(`runs out (${Math.round(box.left)}–${Math.round(box.right)}) ${says}`); }
                if (!['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName) && style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) { faults.push(`cut (${element.scrollWidth} in ${element.clientWidth}) ${says}`); }
            }
            return faults.slice(0, 12);
        }
        """;

    // Of radio buttons with one name the keyboard reaches one, and the arrows the rest.
    private const string Reachable = """
        () => {
            const groups = new Set();
            const all = [...document.querySelectorAll('.desk a[href], .desk button, .desk input, .desk select, .desk textarea, .desk summary, .desk [tabindex]')]
                .filter(one => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden')
                .filter(one => one.type !== 'radio' || (!groups.has(one.name) && groups.add(one.name)));
            all.forEach((one, at) => one.dataset.mustReach = one.type === 'radio' ? one.name : at);
            const mouseOnly = [...document.querySelectorAll('.desk *')].filter(one => getComputedStyle(one).cursor === 'pointer' && !one.closest('a, button, input, select, textarea, summary, label, [role=application]'));
            return { must: all.map(one => one.dataset.mustReach), mouseOnly: mouseOnly.map(one => one.outerHTML.slice(0, 80)) };
        }
        """;

    // What has the focus must be seen to have it: an outline of 2 px or more, on the screen.
    private const string Focused = """
        () => {
            const one = document.activeElement;
            if (!one || one === document.body) { return { key: '', fault: null }; }
            const style = getComputedStyle(one), box = one.getBoundingClientRect();
            const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            const there = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
            return { key: one.type === 'radio' ? one.name : one.dataset.mustReach ?? '', fault: seen && there ? null : `${seen ? 'off the screen' : 'no outline'}: ${one.outerHTML.slice(0, 100)}` };
        }
        """;

    [Theory, MemberData(nameof(Pages))]
    public async Task At_200_percent_nothing_is_cut_and_nothing_has_to_be_moved_sideways(string page, string shown) => await On(page, shown, 683, 384, async desk =>
        Assert.Empty(await desk.EvaluateAsync<string[]>(Cut)));

    [Theory, MemberData(nameof(Pages))]
    public async Task No_page_of_the_desk_keeps_anybody_out(string page, string shown) => await On(page, shown, 1366, 768, async desk =>
        Assert.Empty((await desk.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));

    [Theory, MemberData(nameof(Pages))]
    public async Task Whatever_can_be_clicked_is_reached_by_Tab_and_seen_to_be_in_focus(string page, string shown) => await On(page, shown, 1366, 768, async desk =>
    {
        var there = await desk.EvaluateAsync<Stops>(Reachable);
        Assert.Empty(there.MouseOnly);
        var missing = there.Must.ToHashSet();
        var faults = new List<string>();
        for (var tabs = 0; missing.Count > 0 && tabs < MostTabs; tabs++)
        {
            await desk.Keyboard.PressAsync("Tab");
            var on = await desk.EvaluateAsync<Stop>(Focused);
            missing.Remove(on.Key);
            if (on.Fault is { } fault)
            {
                faults.Add(fault);
            }
        }
        Assert.Empty(faults.Distinct());
        Assert.Empty(await desk.EvaluateAsync<string[]>("keys => keys.map(key => document.querySelector(`[data-must-reach='${key}']`)?.outerHTML.slice(0, 120) ?? key)", missing));
    });

    [Theory]
    [InlineData("", "nav a[href$='/kalendarz']", "Enter", "[data-week]")]
    [InlineData("/kalendarz", "[data-action=month]", "Enter", ".month")]
    [InlineData("/kalendarz", "[data-action=after]", "Space", "[data-week='2026-11-30'], [data-week='2026-12-01']")]
    [InlineData("/zgloszenia", "[data-action=new-request]", "Space", "[data-form=new-request]")]
    [InlineData("/zgloszenia", "[data-action=ask-open]", "Enter", "[data-input=ask]")]
    [InlineData("/inicjatywy", "[data-action=new-initiative]", "Space", "[data-form=new-initiative]")]
    [InlineData("/inicjatywy", "a[data-initiative]", "Enter", "[data-meetings]")]
    [InlineData("/historia", ".jump a", "Enter", "[data-history]")]
    public async Task What_is_in_focus_is_pressed_by_Enter_or_Space(string page, string what, string key, string result) => await On(page, what, 1366, 768, async desk =>
        await desk.Until(result, async () =>
        {
            await desk.Locator(what).First.FocusAsync();
            await desk.Keyboard.PressAsync(key);
        }));

    [Theory]
    [InlineData("coordinator", Desk, "[data-input=thing-name]")]
    [InlineData("coordinator", $"{Desk}/ustawienia", "[data-settings] input")]
    [InlineData("staff", $"/dyzur/{PublishedHouse.Place}", "[data-tab=zywnosc]")]
    public async Task Before_a_page_is_alive_it_is_read_and_takes_nothing_that_would_be_lost(string role, string page, string control)
    {
        await using var device = await chromium.Device(open.House.Address, role, open.Client, 1366, 900);
        var desk = await device.NewPageAsync();
        var codeMayCome = new TaskCompletionSource();
        await desk.RouteAsync("**/_framework/**", async route =>
        {
            await codeMayCome.Task;
            await route.ContinueAsync();
        });
        await Chromium.Watch($"{nameof(Before_a_page_is_alive_it_is_read_and_takes_nothing_that_would_be_lost)}-{role}", async () =>
        {
            await desk.GotoAsync(page, new() { WaitUntil = WaitUntilState.Commit });
            var asked = desk.Locator(control).First;
            await asked.ScrollIntoViewIfNeededAsync();
            await Expect(desk.Locator(".hidden[role=status]", new() { HasText = "Wczytuję…" })).ToBeAttachedAsync();
            await Type(desk, asked);
            Assert.Equal("", await desk.EvaluateAsync<string>(Taken));

            codeMayCome.SetResult();
            await Expect(desk.Locator("[data-alive]")).ToBeVisibleAsync();
            // What the page still asks for comes in above the control and moves it from under the hand.
            await Eventually.True(async () =>
            {
                await Type(desk, asked);
                return await desk.EvaluateAsync<string>(Taken) != "";
            }, "a page that is alive takes what is typed", TimeSpan.FromSeconds(20));
        }, desk);
    }

    // What took the focus, or holds what was typed.
    private const string Taken = """
        () => [...document.querySelectorAll('.alive :is(input, textarea)')].filter(one => one.value.includes('jesień')).concat(document.activeElement.closest('.alive') ? [document.activeElement] : []).map(one => one.outerHTML.slice(0, 80)).join()
        """;

    // As a hand does, which does not ask whether it may.
    private static async Task Type(IPage page, ILocator what)
    {
        await what.ScrollIntoViewIfNeededAsync();
        var box = await what.BoundingBoxAsync() ?? throw new InvalidOperationException("It is not to be seen.");
        await page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Keyboard.TypeAsync("jesień");
    }

    private async Task On(string page, string shown, int width, int height, Func<IPage, Task> looks)
    {
        await using var device = await chromium.Device(open.House.Address, "coordinator", open.Client, width, height);
        var desk = await device.NewPageAsync();
        await Chromium.Watch($"{nameof(DeskForEverybodyTests)}{page.Replace('/', '-').Replace('#', '-')}-{width}", async () =>
        {
            await desk.GotoAsync(Desk + page);
            if (page.EndsWith("#miesiac", StringComparison.Ordinal))
            {
                await desk.Tap("[data-action=month]", ".month");
            }
            await Expect(desk.Locator(shown).First).ToBeVisibleAsync();
            // What the server drew is drawn again when the page comes alive; only then is anything there to stay.
            await Expect(desk.Locator("[data-alive]")).ToBeVisibleAsync();
            await desk.EvaluateAsync("() => document.fonts.ready.then(() => true)");
            await looks(desk);
        }, desk);
    }

    private sealed record Stops(string[] Must, string[] MouseOnly)
    {
        public Stops() : this([], []) { }
    }

    private sealed record Stop(string Key, string? Fault)
    {
        public Stop() : this("", null) { }
    }
}
