using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Desk;

/// <summary>Two coordinators at the same initiative: each sees at once what the other does, and who is second is told and overwrites nobody.</summary>
public sealed class TwoDesksTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Desk = $"/koordynacja/{PublishedHouse.Place}";

    [Fact]
    public async Task Of_an_approval_and_a_rejection_at_the_same_moment_one_holds_and_the_other_desk_is_told_which()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var one = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        await using var other = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        var (first, second) = (await one.NewPageAsync(), await other.NewPageAsync());
        await Chromium.Watch(nameof(Of_an_approval_and_a_rejection_at_the_same_moment_one_holds_and_the_other_desk_is_told_which), async () =>
        {
            await first.GotoAsync($"{Desk}/zgloszenia");
            await second.GotoAsync($"{Desk}/zgloszenia");
            await Expect(first.Locator("[data-empty]")).ToBeVisibleAsync();
            await Expect(second.Locator("[data-empty]")).ToBeVisibleAsync();
            foreach (var round in new[] { "Chór", "Teatr", "Kino" })
            {
                var id = await Submit(client, round);
                var (mine, theirs) = (first.Locator($"[data-request='{id}']"), second.Locator($"[data-request='{id}']"));
                await Expect(mine.Locator("[data-action=approve]")).ToBeEnabledAsync();
                await theirs.Locator("[data-action=reject-open]").ClickAsync();
                await theirs.Locator("[data-input=reason]").SelectOptionAsync("duplicate");
                await theirs.Locator("[data-input=reject]").FillAsync("To samo zgłoszono wczoraj.");

                // The click itself may come too late on the slower desk: its card has changed under the hand.
                await Task.WhenAll(Press(mine.Locator("[data-action=approve]")), Press(theirs.Locator("[data-action=reject]")));

                await Eventually.True(async () => (await client.View($"initiative/{PublishedHouse.Place}/{id}")).GetProperty("stage").GetString() != "submitted", "it is decided", TimeSpan.FromSeconds(30));
                var approved = (await client.View($"initiative/{PublishedHouse.Place}/{id}")).GetProperty("stage").GetString() == "active";
                var (winner, told) = approved ? (mine, theirs) : (theirs, mine);
                await Expect(winner).ToHaveCountAsync(0);
                await Expect(told.Locator("[data-told]")).ToContainTextAsync(approved
                    ? "Tę decyzję podjęto przed chwilą na innym urządzeniu: przyjęto."
                    : "Tę decyzję podjęto przed chwilą na innym urządzeniu: odrzucono (zgłoszone już wcześniej).");
                await Expect(told.Locator("[data-action=approve], [data-action=reject]")).ToHaveCountAsync(0);
                await told.Locator("[data-action=put-away]").ClickAsync();
                await Expect(told).ToHaveCountAsync(0);
            }
        }, first, second);
    }

    [Fact]
    public async Task Of_two_edits_the_second_is_shown_the_first_and_both_are_kept()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var one = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        await using var other = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        var (first, second) = (await one.NewPageAsync(), await other.NewPageAsync());
        var id = await Submit(client, "Chór");
        await Chromium.Watch(nameof(Of_two_edits_the_second_is_shown_the_first_and_both_are_kept), async () =>
        {
            await first.GotoAsync($"{Desk}/inicjatywy/{id}");
            await second.GotoAsync($"{Desk}/inicjatywy/{id}");
            var (mine, theirs) = (first.Locator("[data-settings=initiative]"), second.Locator("[data-settings=initiative]"));
            await Touch(mine, "people", "25");
            await Touch(theirs, "goals", "koncert 1");

            await Task.WhenAll(Press(mine.Locator("[data-action=save]")), Press(theirs.Locator("[data-action=save]")));

            // One was first; the other has what it typed, what was saved, and a choice.
            await Eventually.True(async () => await mine.Locator("[data-changed-meanwhile]").CountAsync() + await theirs.Locator("[data-changed-meanwhile]").CountAsync() == 1, "one of them is told", TimeSpan.FromSeconds(30));
            var firstWon = await theirs.Locator("[data-changed-meanwhile]").CountAsync() == 1;
            var told = firstWon ? theirs : mine;
            await Expect(told.Locator("[data-changed-meanwhile]")).ToContainTextAsync(firstWon ? "osób na spotkaniu: 25" : "cele: koncert 1");
            await Expect(told.Locator("[data-action=save]")).ToBeDisabledAsync();
            var proposal = (await client.View($"initiative/{PublishedHouse.Place}/{id}")).GetProperty("proposal");
            Assert.Equal(firstWon ? (25, false) : (20, true), (proposal.GetProperty("people").GetInt32(), proposal.TryGetProperty("goals", out _)));

            await told.Locator("[data-action=keep-mine]").ClickAsync();
            await told.Locator("[data-action=save]").ClickAsync();
            await Eventually.True(async () =>
            {
                var now = (await client.View($"initiative/{PublishedHouse.Place}/{id}")).GetProperty("proposal");
                return now.GetProperty("people").GetInt32() == 25 && now.TryGetProperty("goals", out _);
            }, "both edits are there", TimeSpan.FromSeconds(30));
            await Expect(first.Locator(".facts")).ToContainTextAsync("koncert: 1");
            await Expect(second.Locator(".facts")).ToContainTextAsync("do 25");
        }, first, second);
    }

    private static async Task<Guid> Submit(HouseClient client, string title)
    {
        var id = Guid.NewGuid();
        await client.Send(Guid.NewGuid(), $"initiative/{PublishedHouse.Place}/{id}", $$"""
            { "$type": "submit", "initiative": { "title": "{{title}}", "ledBy": "residents", "organizer": { "kind": "informalGroup" }, "kind": "culture", "people": 20 } }
            """);
        return id;
    }

    // Until the page's code is alive nobody hears what is typed: it is typed again until the form knows.
    private static Task Touch(ILocator form, string field, string text) => form.Page.Until("[data-settings=initiative] [data-action=reset]", async () =>
    {
        await form.Locator($"[data-input={field}]").FillAsync("");
        await form.Locator($"[data-input={field}]").FillAsync(text);
        await form.Locator($"[data-input={field}]").BlurAsync();
    });

    private static async Task Press(ILocator button)
    {
        try
        {
            await button.ClickAsync(new() { Timeout = 10_000 });
        }
        catch (Exception late) when (late is TimeoutException or PlaywrightException)
        {
            // It went away, or may no longer be pressed: the other was faster, which is what the test is about.
        }
    }
}
