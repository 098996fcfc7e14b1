using System.Net;
using System.Text.RegularExpressions;

namespace Mal.Silo.Tests.Public;

/// <summary>Somebody with a browser and no account: opens a page, fills what it asks, sends it with the hidden fields it came with.</summary>
internal sealed partial class Visitor(HttpClient browser) : IDisposable
{
    public const string Form = $"/zgloszenie/{PublicHouse.Place}";

    private static int _groups;

    private Dictionary<string, string> _hidden = [];

    public string Html { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    /// <summary>Where the last answer sent the browser.</summary>
    public string? SentTo { get; private set; }

    public string Code => _hidden["kod"];

    /// <summary>The page as a person reads it: entities resolved, no tags.</summary>
    public string Text => WebUtility.HtmlDecode(Tag().Replace(Html, " "));

    /// <summary>The page with its tags, entities resolved.</summary>
    public string Decoded => WebUtility.HtmlDecode(Html);

    public HttpClient Browser => browser;

    public async Task Open(string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        await Take(answer);
    }

    /// <summary>Sends a form to where the page would, and follows if it is sent on.</summary>
    public async Task Send(string path, Dictionary<string, string> fields, bool follow = true)
    {
        using var body = new FormUrlEncodedContent(_hidden.Concat(fields).GroupBy(field => field.Key).ToDictionary(field => field.Key, field => field.Last().Value));
        using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), body);
        await Take(answer);
        if (follow && SentTo is { } next)
        {
            await Open(next);
        }
    }

    /// <summary>A double click: the same form twice at the same instant.</summary>
    public async Task<List<(HttpStatusCode Status, string? SentTo)>> SendTwice(string path, Dictionary<string, string> fields)
    {
        var all = _hidden.Concat(fields).GroupBy(field => field.Key).ToDictionary(field => field.Key, field => field.Last().Value);
        return [.. await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            using var body = new FormUrlEncodedContent(all);
            using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), body);
            return (answer.StatusCode, answer.Headers.Location?.OriginalString);
        }))];
    }

    /// <summary>A request of a group of its own, in which only what matters to a test differs.</summary>
    public static Dictionary<string, string> Request(string day, string from, string until, string room = "", string title = "Wspólne czytanie", string people = "6") => new()
    {
        ["kto"] = "grupa", ["tytul"] = title, ["dzien"] = day, ["od"] = from, ["do"] = until, ["osoby"] = people, ["sala"] = room,
        ["kontakt"] = $"proba{Interlocked.Increment(ref _groups)}@example.org", ["opis"] = "",
    };

    public void Dispose() => browser.Dispose();

    private async Task Take(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        SentTo = answer.Headers.Location?.OriginalString;
        Html = await answer.Content.ReadAsStringAsync();
        if (Hidden().Matches(Html) is { Count: > 0 } found)
        {
            _hidden = found.GroupBy(match => match.Groups[1].Value).ToDictionary(field => field.Key, field => WebUtility.HtmlDecode(field.Last().Groups[2].Value));
        }
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
