using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Mal.Silo.Tests.Gate;

/// <summary>A request to an endpoint of the house, made of nonsense by the endpoint's own pattern; now and then with what is sound, so that it comes far.</summary>
internal sealed class Messages(Uri house, List<RouteEndpoint> endpoints, IReadOnlyDictionary<string, string[]> sound)
{
    private static readonly string[] Queries =
        ["from", "until", "audience", "limit", "before", "od", "sala", "secret", "stan", "nowe", "access_token", "id", "negotiateVersion", "place"];

    private static readonly string[] Fields =
        ["kod", "kto", "tytul", "dzien", "od", "do", "osoby", "sala", "potrzeby", "kontakt", "opis", "jak-czesto", "ostatni", "zamiast", "cykl", "wyslij", "odpowiedz", "polecenie", "obecni", "godziny", "notatka", "__RequestVerificationToken"];

    private static readonly string[] Methods = ["GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH", Nonsense.Mark];

    private static readonly List<JsonNode> Commands = Golden("room-commands", "shelf-commands", "place-commands", "initiative-commands");

    public HttpRequestMessage Of(int index, Nonsense any)
    {
        var endpoint = endpoints[index % endpoints.Count];
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        var method = methods.Count == 0 || any.Once(15) ? any.One(Methods) : any.One([.. methods]);
        // As it is written: the client must not tidy it up.
        var address = new Uri($"http://{house.Authority}{Path(endpoint.RoutePattern, any)}{Query(any)}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (any.Once(3))
        {
            request.Headers.TryAddWithoutValidation("Authorization", any.Once(4) ? $"Bearer {Header(any)}" : $"Bearer {WholeHouse.DevKey}");
        }
        if (any.Once(4))
        {
            request.Headers.TryAddWithoutValidation("Cookie", any.Once(2) ? $"mal-device={Header(any)}.{Header(any)}.{Header(any)}" : $".AspNetCore.Antiforgery.x={Header(any)}; {Header(any)}");
        }
        if (any.Once(4))
        {
            request.Headers.TryAddWithoutValidation(any.One(["X-Mal", "Origin", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Proto", "Accept", "Accept-Language", "Range", "If-None-Match"]), Header(any));
        }
        if (any.Once(30))
        {
            request.Headers.TryAddWithoutValidation("Host", $"{new string('h', 1 + any.Next(4_000))}.example.org");
        }
        if (method is not ("GET" or "HEAD"))
        {
            request.Content = Body(any);
        }
        return request;
    }

    /// <summary>An envelope for the house, as JSON, more or less.</summary>
    public string Envelope(Nonsense any)
    {
        var command = any.One(Commands);
        var envelope = $$"""{"id":"{{Guid.NewGuid()}}","key":"{{any.One(sound["key"])}}","command":{{command.ToJsonString()}}}""";
        return any.Once(6) ? any.Json() : any.Once(8) ? $"[{any.Spoiled(JsonNode.Parse(envelope)!)},{any.Json()}]" : any.Spoiled(JsonNode.Parse(envelope)!);
    }

    private string Path(RoutePattern pattern, Nonsense any) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => sound.TryGetValue(parameter.Name.ToLowerInvariant(), out var known) && !any.Once(4) ? any.One(known) : any.Segment(),
        _ => "",
    }))));

    private static string Query(Nonsense any) => any.Once(2) ? ""
        : "?" + string.Join('&', Enumerable.Range(0, 1 + any.Next(4)).Select(_ => $"{any.One(Queries)}={(any.Once(3) ? any.Segment() : Uri.EscapeDataString(any.Once(2) ? any.Day() : any.Number()))}"));

    // Only what a header can carry at all.
    private static string Header(Nonsense any) => string.Concat(any.Value().Where(letter => letter is > ' ' and < '\u007f')) is { Length: > 0 } text ? text[..Math.Min(text.Length, 6_000)] : "x";

    private HttpContent Body(Nonsense any)
    {
        var content = any.Next(8) switch
        {
            0 => new ByteArrayContent(any.Bytes(any.Next(2_000))),
            1 => new StringContent(any.Json()),
            2 or 3 => new StringContent(string.Join('&', Enumerable.Range(0, any.Once(10) ? 1_500 : any.Next(25)).Select(_ => $"{any.One(Fields)}={any.Segment()}"))),
            4 => new StringContent(any.Spoiled(any.One(Bodies))),
            _ => (HttpContent)new StringContent(Envelope(any)),
        };
        content.Headers.ContentType = null;
        content.Headers.TryAddWithoutValidation("Content-Type", any.One(["application/json", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain; charset=utf-7", Nonsense.Mark]));
        return content;
    }

    private static readonly List<JsonNode> Bodies =
    [
        JsonNode.Parse("""{"place":"rejonowa-6-8"}""")!,
        JsonNode.Parse("""{"code":"ABCDEF","role":"staff","name":"telefon"}""")!,
        JsonNode.Parse("""{"role":"sensor","room":"sala-glowna"}""")!,
        JsonNode.Parse("""{"room":"sala-glowna","rrule":"FREQ=WEEKLY;BYDAY=TH;COUNT=4","firstDay":"2026-12-03","start":"12:10","end":"13:10","people":5,"lastDay":"2027-01-03"}""")!,
        JsonNode.Parse("""{"closure":{"firstDay":"2026-12-01","lastDay":"2026-12-02","reason":"remont","from":"12:00","until":"14:00"}}""")!,
        JsonNode.Parse("""{"id":"0197a000-0000-7000-8000-0000000000bb","closure":{"firstDay":"2026-12-01","lastDay":"2026-12-02","reason":"remont"},"decisions":[{"booking":"0197a000-0000-7000-8000-0000000000cc","room":"sala-glowna","do":"cancel"}]}""")!,
    ];

    private static List<JsonNode> Golden(params string[] names)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root.FullName, "Mal.Orleans.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("No Mal.Orleans.sln above the tests.");
        }
        return [.. names.SelectMany(name => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(root.FullName, "tests", "Domain.Tests", "Golden", $"{name}.json")))!.AsArray()).OfType<JsonNode>()];
    }
}
