using System.Net;
using System.Text.RegularExpressions;
using Mal.EndToEnd.House;

namespace Mal.EndToEnd.Contract;

/// <summary>RULES §3 on the published node: what a person asked to be erased stands nowhere, neither while the node runs nor after it was killed and started again.</summary>
public sealed partial class ErasedWordsTests
{
    private const string Address = "wiolonczela.proba@example.org";
    private const string Sentence = "Przyniesiemy żółte latarnie i własną herbatę.";
    private const string Answer = "Będzie nas mniej, gdy spadnie śnieg na gałęzie.";

    [Fact]
    public async Task An_erased_address_and_an_erased_sentence_stand_in_no_file_and_no_line_of_the_log()
    {
        await using var house = new PublishedHouse();
        await house.Start();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = house.Address };
        var tracking = await Ask(browser);
        await Converse(house, browser, tracking);
        var copied = await PublishedHouse.Verb("backup", "--data", house.Data);
        Assert.True(copied.Code == 0, copied.Said);
        // In the records, and by now in a copy of them.
        Assert.All(new[] { Address, Sentence, Answer }, words => Assert.Contains(house.PlacesOf(words), file => file.StartsWith("backups", StringComparison.Ordinal)));

        await Post(browser, $"{tracking}/usun-dane", await Page(browser, tracking), []);

        Assert.All(new[] { Address, Sentence, Answer }, words => Assert.DoesNotContain(house.PlacesOf(words), file => !file.StartsWith("backups", StringComparison.Ordinal)));
        // The copies follow within a moment.
        await Eventually.True(() => Task.FromResult(new[] { Address, Sentence, Answer }.All(words => house.PlacesOf(words).Count == 0)), "the copies have forgotten too", TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(Address, await Page(browser, tracking), StringComparison.Ordinal);
        await house.Kill();
        await house.Start();
        Assert.All(new[] { Address, Sentence, Answer }, words => Assert.Empty(house.PlacesOf(words)));
    }

    private static async Task<string> Ask(HttpClient browser)
    {
        const string Form = $"/zgloszenie/{PublishedHouse.Place}";
        using var sent = await Post(browser, Form, await Page(browser, Form), new()
        {
            ["kto"] = "grupa", ["tytul"] = "Wieczór latarni", ["dzien"] = "2026-12-02", ["od"] = "12:30", ["do"] = "14:00", ["osoby"] = "6", ["sala"] = "sala-komputerowa",
            ["kontakt"] = Address, ["opis"] = Sentence,
        });
        return sent.Headers.Location?.OriginalString.Split('?')[0] ?? throw new InvalidOperationException(await sent.Content.ReadAsStringAsync());
    }

    // A question and its answer are words of the same record, written over what was there.
    private static async Task Converse(PublishedHouse house, HttpClient browser, string tracking)
    {
        using var coordinator = house.Client();
        var booking = (await coordinator.Calendar("2026-12-02")).GetProperty("rooms").GetProperty("sala-komputerowa").EnumerateArray()
            .Select(entry => entry.GetProperty("booking")).Single(entry => entry.GetProperty("title").GetString() == "Wieczór latarni").GetProperty("id").GetGuid();
        await coordinator.Send(Guid.CreateVersion7(), $"room/{PublishedHouse.Place}/sala-komputerowa", $$"""{ "$type": "ask", "booking": "{{booking}}", "question": "Ile osób?" }""");
        using var answered = await Post(browser, $"{tracking}/odpowiedz", await Page(browser, tracking), new() { ["odpowiedz"] = Answer });
    }

    private static async Task<string> Page(HttpClient browser, string path) => await browser.GetStringAsync(new Uri(path, UriKind.Relative));

    private static async Task<HttpResponseMessage> Post(HttpClient browser, string path, string page, Dictionary<string, string> fields)
    {
        foreach (Match hidden in Hidden().Matches(page))
        {
            fields.TryAdd(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value));
        }
        using var body = new FormUrlEncodedContent(fields);
        var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), body);
        return (int)answer.StatusCode < 400 ? answer : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode}");
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
