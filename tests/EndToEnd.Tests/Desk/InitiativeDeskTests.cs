using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Desk;

/// <summary>RULES §4 on the coordinator's desk: an initiative from the idea to its evaluation, and a meeting closed out.</summary>
public sealed class InitiativeDeskTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Initiatives = $"/koordynacja/{PublishedHouse.Place}/inicjatywy";
    private const string Workshop = $"room/{PublishedHouse.Place}/sala-warsztatowa";

    // Counted by the browser itself: what a finger and what the keys have to do.
    private const string Count = "() => { window.taps = window.keys = 0; addEventListener('pointerdown', () => window.taps++, true); addEventListener('keydown', () => window.keys++, true); }";

    [Fact]
    public async Task An_idea_is_noted_changed_handed_in_approved_suspended_resumed_completed_and_evaluated()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var device = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        var desk = await device.NewPageAsync();
        await Chromium.Watch(nameof(An_idea_is_noted_changed_handed_in_approved_suspended_resumed_completed_and_evaluated), async () =>
        {
            await desk.GotoAsync(Initiatives);
            await desk.Tap("[data-action=new-initiative]", "[data-form=new-initiative]");
            var form = desk.Locator("[data-form=new-initiative]");
            await Expect(form).ToContainTextAsync("Nie wpisuj danych osobowych");

            // The house's own limits answer beside the field, and nothing is sent.
            await form.Locator("[data-input=title]").FillAsync(new string('a', 121));
            await form.Locator("[data-action=note-idea]").ClickAsync();
            await Expect(form.Locator("[data-wrong=title]")).ToContainTextAsync("od 1 do 120 znaków");
            await form.Locator("[data-input=title]").FillAsync("Chór sąsiedzki");
            await form.Locator("[data-input=people]").FillAsync("0");
            await form.Locator("[data-input=goals]").FillAsync("koncert");
            await form.Locator("[data-action=note-idea]").ClickAsync();
            await Expect(form.Locator("[data-wrong=goals]")).ToContainTextAsync("napisz nazwę, a po niej liczbę");
            await form.Locator("[data-input=goals]").FillAsync("koncert 1\nnowe osoby 12");
            await form.Locator("[data-action=note-idea]").ClickAsync();
            await Expect(form.Locator("[data-wrong=people]")).ToContainTextAsync("od 1 do 10000");

            await form.Locator("[data-input=people]").FillAsync("20");
            await form.Locator("[data-age=Seniors]").CheckAsync();
            await form.Locator("[data-need=projector]").CheckAsync();
            await form.Locator("[data-input=partners]").FillAsync("Biblioteka, Dom kultury");
            await form.Locator("[data-input=offers]").FillAsync("2 wolontariuszy");
            await form.Locator("[data-input=project]").FillAsync("Osiedle razem");
            await form.Locator("[data-input=indicators]").FillAsync("liczba osób, godziny");
            await Expect(form.Locator("[data-dates=None]")).ToBeCheckedAsync();
            await form.Locator("[data-action=note-idea]").ClickAsync();
            await desk.Locator("[data-said] a").ClickAsync();

            var stage = desk.Locator("main [data-stage]").First;
            await Expect(stage).ToHaveTextAsync("pomysł");
            foreach (var fact in new[] { "do 20", "seniorzy", "2 partnerzy", "osiedle-razem · wskaźniki: liczba-osob, godziny", "rzutnik", "koncert: 1", "nowe-osoby: 12" })
            {
                await Expect(desk.Locator(".facts")).ToContainTextAsync(fact);
            }
            await Expect(desk.Locator(".words")).ToContainTextAsync("Dom kultury");

            var change = desk.Locator("[data-settings=initiative]");
            await change.Locator("[data-input=people]").FillAsync("25");
            await change.Locator("[data-action=save]").ClickAsync();
            await Expect(desk.Locator(".facts")).ToContainTextAsync("do 25");
            await Expect(desk.Locator(".facts")).ToContainTextAsync("2 partnerzy");
            await Expect(change.Locator("[data-said]")).ToBeVisibleAsync();
            await Expect(change.Locator("[data-changed-meanwhile]")).ToHaveCountAsync(0);

            await desk.Locator("[data-action=submit]").ClickAsync();
            await Expect(stage).ToHaveTextAsync("zgłoszona");
            foreach (var point in new[] { "free-entry", "no-trade", "no-politics", "no-religion" })
            {
                await desk.Locator($"[data-check={point}]").CheckAsync();
            }
            await desk.Locator("[data-action=approve]").ClickAsync();
            await Expect(stage).ToHaveTextAsync("w toku");

            // Whoever taps twice while a page is slow wants it open all the same.
            await desk.Locator("[data-action=suspend-open]").DblClickAsync();
            await desk.Locator("[data-input=reason]").SelectOptionAsync("nobody-came");
            await desk.Locator("[data-action=suspend]").ClickAsync();
            await Expect(stage).ToHaveTextAsync("zawieszona");
            await Expect(desk.Locator("main")).ToContainTextAsync("Inicjatywa zawieszona: nikt nie przychodził.");
            await desk.Locator("[data-action=resume]").ClickAsync();
            await Expect(stage).ToHaveTextAsync("w toku");
            await desk.Locator("[data-action=complete]").ClickAsync();
            await Expect(stage).ToHaveTextAsync("zakończona");
            await desk.Locator("[data-action=evaluate-open]").DblClickAsync();
            await desk.Locator("input[data-goal=koncert]").CheckAsync();
            await desk.Locator("[data-input=note]").FillAsync("Udało się.");
            await desk.Locator("[data-action=evaluate]").ClickAsync();
            await Expect(stage).ToHaveTextAsync("oceniona");
            await Expect(desk.Locator(".facts")).ToContainTextAsync("koncert: 1 – osiągnięty");
            await Expect(desk.Locator(".facts")).ToContainTextAsync("nowe-osoby: 12 – nieosiągnięty");

            await desk.Locator("main a", new() { HasText = "Historia tej inicjatywy" }).ClickAsync();
            await Expect(desk.Locator("[data-history]")).ToContainTextAsync("Inicjatywę przyjęto, sprawdzono: bezpłatnie, bez handlu, bez polityki, bez kultu religijnego.");
            await Expect(desk.Locator("[data-history]")).ToContainTextAsync("Inicjatywę zawieszono, powód: nikt nie przychodził.");
        }, desk);
    }

    [Fact]
    public async Task A_meeting_is_closed_out_in_two_taps_and_the_list_of_what_has_no_number_empties()
    {
        await using var house = await new PublishedHouse("2026-11-25T12:05:00+01:00").Start();
        using var client = house.Client();
        var (counted, silent) = (Guid.NewGuid(), Guid.NewGuid());
        await Book(client, counted, "Krąg sąsiedzki", "12:15", "13:00");
        await Book(client, silent, "Warsztat szycia", "13:15", "13:45");
        await house.Kill();
        await house.Start("--clock-start", "2026-11-25T12:30:00+01:00");
        await client.Send(Guid.NewGuid(), Workshop, $$"""{ "$type": "check-in", "booking": "{{counted}}" }""");
        await client.Send(Guid.NewGuid(), Workshop, """{ "$type": "set-count", "count": 9 }""");
        await house.Kill();
        await house.Start("--clock-start", PublishedHouse.Wednesday);
        await using var device = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        var desk = await device.NewPageAsync();
        await Chromium.Watch(nameof(A_meeting_is_closed_out_in_two_taps_and_the_list_of_what_has_no_number_empties), async () =>
        {
            await desk.GotoAsync(Initiatives);
            var (one, other) = (desk.Locator($"#bez-liczby [data-meeting='{counted}']"), desk.Locator($"#bez-liczby [data-meeting='{silent}']"));
            await Expect(one).ToBeVisibleAsync();
            await desk.Until($"#bez-liczby [data-close-out='{silent}']", () => other.Locator("[data-action=open-close-out]").ClickAsync());

            // What is left empty is not counted, and stays in sight.
            await Expect(other.Locator("[data-input=people]")).ToHaveValueAsync("");
            await other.Locator("[data-action=close-out]").ClickAsync();
            await Expect(other.Locator("[data-action=open-close-out]")).ToBeVisibleAsync();
            Assert.False((await CloseOut(client, silent)).TryGetProperty("people", out _));

            // Counted in the room already: open, save.
            await desk.EvaluateAsync(Count);
            await one.Locator("[data-action=open-close-out]").ClickAsync();
            await Expect(one.Locator("[data-input=people]")).ToHaveValueAsync("9");
            await one.Locator("[data-action=close-out]").ClickAsync();
            await Expect(one).ToHaveCountAsync(0);
            Assert.Equal((2, 0), (await desk.EvaluateAsync<int>("() => window.taps"), await desk.EvaluateAsync<int>("() => window.keys")));
            Assert.Equal(9, (await CloseOut(client, counted)).GetProperty("people").GetInt32());

            // Not counted: open, the number, Enter. 0 is a number.
            await desk.EvaluateAsync("() => { window.taps = window.keys = 0; }");
            await other.Locator("[data-action=open-close-out]").ClickAsync();
            await Expect(other.Locator("[data-input=people]")).ToBeFocusedAsync();
            await desk.Keyboard.PressAsync("0");
            await desk.Keyboard.PressAsync("Enter");
            await Expect(other).ToHaveCountAsync(0);
            Assert.Equal((1, 2), (await desk.EvaluateAsync<int>("() => window.taps"), await desk.EvaluateAsync<int>("() => window.keys")));
            Assert.Equal(0, (await CloseOut(client, silent)).GetProperty("people").GetInt32());

            // Whatever else of today nobody counted, with all there is to say of it; then there is nothing left.
            var rows = desk.Locator("#bez-liczby [data-meeting]");
            for (var left = await rows.CountAsync(); left > 0; left = await rows.CountAsync())
            {
                var id = await rows.First.GetAttributeAsync("data-meeting");
                var row = desk.Locator($"#bez-liczby [data-meeting='{id}']");
                await row.Locator("[data-action=open-close-out]").ClickAsync();
                await row.Locator("[data-input=people]").FillAsync("9");
                await row.Locator("[data-action=groups]").ClickAsync();
                foreach (var (field, number) in new[] { ("children", "2"), ("adults", "3"), ("seniors", "4"), ("volunteers", "1"), ("volunteer-hours", "1.5"), ("note", "Było dobrze.") })
                {
                    await row.Locator($"[data-input={field}]").FillAsync(number);
                }
                await row.Locator("[data-action=close-out]").ClickAsync();
                await Expect(row).ToHaveCountAsync(0);
            }
            await Expect(desk.Locator("[data-without-number]")).ToHaveTextAsync("0");
            await Expect(desk.Locator("#bez-liczby [data-empty]")).ToBeVisibleAsync();
        }, desk);
    }

    private static async Task Book(HouseClient client, Guid booking, string title, string from, string until)
    {
        await client.Send(Guid.NewGuid(), Workshop, $$"""
            { "$type": "request-booking", "booking": { "id": "{{booking}}", "title": "{{title}}", "from": "2026-11-25T{{from}}", "until": "2026-11-25T{{until}}", "people": 10, "organizer": { "kind": "informalGroup" } } }
            """);
        await client.Send(Guid.NewGuid(), Workshop, $$"""{ "$type": "approve", "booking": "{{booking}}" }""");
    }

    private static async Task<System.Text.Json.JsonElement> CloseOut(HouseClient client, Guid booking) =>
        (await client.Calendar("2026-11-25")).GetProperty("rooms").GetProperty("sala-warsztatowa").EnumerateArray()
            .Single(entry => entry.GetProperty("booking").GetProperty("id").GetGuid() == booking).GetProperty("closeOut");
}
