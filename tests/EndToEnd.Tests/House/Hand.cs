using Microsoft.Playwright;

namespace Mal.EndToEnd.House;

/// <summary>A person at a page. A page drawn by the server is there before its code is: a tap that came too early did nothing, and a person taps again.</summary>
internal static class Hand
{
    private const int MostTaps = 60;

    /// <summary>Taps a button until something is to be seen.</summary>
    internal static Task Tap(this IPage page, string button, string result) => page.Until(result, () => page.Locator(button).ClickAsync());

    /// <summary>Does it again until something is to be seen; only for what may be done twice.</summary>
    internal static async Task Until(this IPage page, string result, Func<Task> again)
    {
        for (var attempt = 0; attempt < MostTaps && !await page.Locator(result).First.IsVisibleAsync(); attempt++)
        {
            await again();
            try
            {
                await page.Locator(result).First.WaitForAsync(new() { Timeout = 1000 });
            }
            catch (TimeoutException)
            {
                // Not alive yet.
            }
        }
        await Assertions.Expect(page.Locator(result).First).ToBeVisibleAsync();
    }
}
