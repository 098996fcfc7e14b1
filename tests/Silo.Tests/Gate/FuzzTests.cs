using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Mal.Live;

namespace Mal.Silo.Tests.Gate;

/// <summary>
/// Every endpoint and every method of the hub, found by reflection, is sent nonsense. <c>MAL_FUZZ=100000</c> sends so many
/// messages instead of some thousands, <c>MAL_FUZZ_SEED</c> others than usual; a failure names the seed and the message.
/// </summary>
[Collection(WholeHouseCollection.Name)]
public sealed class FuzzTests(WholeHouse house, Xunit.Abstractions.ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private const long GrowsAtMostBytes = 50L * 1024 * 1024;
    private const long LogBytesMax = 100_000;
    private const int RefusalLettersMax = 4_000;

    // A little less than the hub takes: the call around the arguments counts too.
    private const int FrameBytesMax = 63 * 1024;

    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(Number("MAL_FUZZ_MINUTES", 2));
    private static readonly int Count = Number("MAL_FUZZ", 6_000);
    private static readonly int Seed = Number("MAL_FUZZ_SEED", 20261125);

    private readonly ConcurrentQueue<string> _wrong = [];

    [Fact]
    public async Task Whatever_is_sent_gets_an_answer_that_is_no_500_and_nothing_of_it_stays()
    {
        var messages = new Messages(house.Address, house.Endpoints, await Sound());
        var methods = typeof(BoardHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.GetBaseDefinition() == method).Select(method => method.Name).ToList();
        Assert.Equal(["Drawn", "Join", "Leave", "Send"], methods.Order());
        using var stop = new CancellationTokenSource(Enough);
        // Each endpoint and method a few times first: what is compiled and woken once is no growth.
        var warm = house.Endpoints.Count * 10;
        await Send(messages, methods, 0, warm, stop.Token);
        var (heap, printed) = (GC.GetTotalMemory(forceFullCollection: true), house.LogBytes);

        var sent = await Send(messages, methods, warm, Count, stop.Token);

        var (grew, said) = (GC.GetTotalMemory(forceFullCollection: true) - heap, house.LogBytes - printed);
        output.WriteLine($"seed {Seed}: {sent} messages to {house.Endpoints.Count} endpoints and {methods.Count} methods; {grew / 1024} KB more in memory, {said} characters printed, {_wrong.Count} wrong");
        Assert.True(_wrong.IsEmpty, $"seed {Seed}, {_wrong.Count} of {sent} wrong:\n{string.Join('\n', _wrong.GroupBy(wrong => wrong.Split('\t')[0]).OrderByDescending(same => same.Count()).Take(40).Select(same => $"{same.Count()} × {same.First()}"))}\n{string.Join("\n", house.Log.Take(10))}");
        Assert.DoesNotContain(house.Log, line => line.Contains(Nonsense.Mark, StringComparison.OrdinalIgnoreCase));
        Assert.InRange(grew, long.MinValue, GrowsAtMostBytes);
        Assert.InRange(said, 0, LogBytesMax);
    }

    // A third goes to the hub. Which message is sent depends on the seed and its number alone.
    private async Task<int> Send(Messages messages, List<string> methods, int first, int count, CancellationToken stop)
    {
        var (sent, next) = (0, first - 1);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => Task.Run(async () =>
        {
            using var client = house.Client();
            RawHub? hub = null;
            for (int index; (index = Interlocked.Increment(ref next)) < first + count && !stop.IsCancellationRequested; Interlocked.Increment(ref sent))
            {
                var any = new Nonsense(unchecked(Seed * 31 + index));
                if (index % 3 != 0)
                {
                    await Ask(client, messages.Of(index / 3 * 2 + index % 3 - 1, any), index);
                    continue;
                }
                hub ??= await RawHub.Open(house.Address, any.Once(2) ? WholeHouse.DevKey : null);
                if (!await Invoke(hub, messages, any, methods, index) || any.Once(100))
                {
                    await hub.DisposeAsync();
                    hub = null;
                }
            }
            await (hub?.DisposeAsync() ?? default);
        }, CancellationToken.None)));
        return sent;
    }

    private async Task Ask(HttpClient client, HttpRequestMessage request, int index)
    {
        var what = $"{request.Method} {request.RequestUri!.OriginalString}";
        try
        {
            using (request)
            {
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var body = IsStream(answer) ? "" : await answer.Content.ReadAsStringAsync();
                Judge(answer, body, $"\t{index}: {what[..Math.Min(300, what.Length)]}");
            }
        }
        catch (HttpRequestException unanswered)
        {
            _wrong.Enqueue($"no answer ({unanswered.Message})\t{index}: {what[..Math.Min(300, what.Length)]}");
        }
    }

    private void Judge(HttpResponseMessage answer, string body, string what)
    {
        if ((int)answer.StatusCode >= 500 && (answer.StatusCode != HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter is null) && answer.StatusCode != HttpStatusCode.NotImplemented)
        {
            _wrong.Enqueue($"{(int)answer.StatusCode} {Pattern(answer)}{what}\n{body[..Math.Min(200, body.Length)]}");
        }
        if (answer.Content.Headers.ContentType?.MediaType == "text/html" && (body.Contains($"<{Nonsense.Mark}", StringComparison.OrdinalIgnoreCase) || body.Contains($"\"{Nonsense.Mark}=", StringComparison.OrdinalIgnoreCase)))
        {
            _wrong.Enqueue($"markup {Pattern(answer)}{what}");
        }
        if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && !answer.IsSuccessStatusCode && body.Length > RefusalLettersMax)
        {
            _wrong.Enqueue($"a refusal of {body.Length} letters {Pattern(answer)}{what}");
        }
        if (answer.Headers.Contains("X-Evil"))
        {
            _wrong.Enqueue($"a header of theirs{what}");
        }
    }

    /// <returns>Whether the connection can go on.</returns>
    private async Task<bool> Invoke(RawHub hub, Messages messages, Nonsense any, List<string> methods, int index)
    {
        var target = any.Once(12) ? any.Text() : any.One(methods);
        var join = $$"""{"place":{{(any.Once(3) ? any.Json() : "\"rejonowa-6-8\"")}},"audience":{{(any.Once(2) ? any.Json() : "\"public\"")}},"since":{{any.Json()}}}""";
        var argument = target == "Send" ? messages.Envelope(any) : target == "Join" && any.Once(2) ? join : any.Json();
        var arguments = any.Once(12) ? $"[{argument},{any.Json()}]" : any.Once(12) ? "[]" : $"[{argument}]";
        if (!IsJson(arguments))
        {
            return true;
        }
        try
        {
            var error = await hub.Invoke(target, arguments);
            if (error is not null && (!error.Contains("HubException: ", StringComparison.Ordinal) || error.Length > RefusalLettersMax))
            {
                _wrong.Enqueue($"an unclear answer of {target[..Math.Min(9, target.Length)]}: {error[..Math.Min(200, error.Length)]}\t{index}: {arguments[..Math.Min(300, arguments.Length)]}");
            }
            return true;
        }
        catch (Exception closed) when (closed is System.Net.WebSockets.WebSocketException or OperationCanceledException)
        {
            // A frame beyond the limit ends its connection, as docs/protocol.md says.
            if (Encoding.UTF8.GetByteCount(target) + Encoding.UTF8.GetByteCount(arguments) < FrameBytesMax)
            {
                _wrong.Enqueue($"the hub hung up: {target[..Math.Min(9, target.Length)]}\t{index}: {arguments[..Math.Min(300, arguments.Length)]}");
            }
            return false;
        }
    }

    /// <summary>What lets a message come far: a real place, a request of a resident, a meeting.</summary>
    private async Task<Dictionary<string, string[]>> Sound()
    {
        using var coordinator = house.Client(withKey: true);
        var booking = Guid.NewGuid();
        var asked = await coordinator.PostAsJsonAsync($"/api/places/{WholeHouse.Place}/commands", JsonDocument.Parse($$"""
            {"id":"{{Guid.NewGuid()}}","key":"room/{{WholeHouse.Place}}/sala-warsztatowa","command":{"$type":"request-booking","contact":{"email":"proba@example.org"},
             "booking":{"id":"{{booking}}","title":"Próba","from":"2026-11-25T18:00","until":"2026-11-25T19:00","people":5,"organizer":{"kind":"team"} } } }
            """).RootElement);
        asked.EnsureSuccessStatusCode();
        await coordinator.PostAsJsonAsync($"/api/places/{WholeHouse.Place}/commands", JsonDocument.Parse($$"""
            {"id":"{{Guid.NewGuid()}}","key":"room/{{WholeHouse.Place}}/sala-warsztatowa","command":{"$type":"approve","booking":"{{booking}}" } }
            """).RootElement);
        using var link = await coordinator.GetAsync(new Uri($"/api/places/{WholeHouse.Place}/meetings/{booking}/link", UriKind.Relative));
        var code = link.IsSuccessStatusCode ? (await link.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()! : "ACEFHJKMNPRT";
        return new()
        {
            ["place"] = [WholeHouse.Place], ["code"] = [code, "ACEFHJKMNPRT"], ["booking"] = [$"{booking}"], ["subject"] = [$"{booking}"], ["kind"] = ["room", "shelf", "initiative", "place"],
            ["id"] = ["sala-glowna", "lodowka", WholeHouse.Place], ["key"] = [$"room/{WholeHouse.Place}/sala-glowna", $"room/{WholeHouse.Place}/sala-warsztatowa", $"shelf/{WholeHouse.Place}/lodowka",
                $"place/{WholeHouse.Place}", $"initiative/{WholeHouse.Place}/0197a000-0000-7000-8000-0000000000aa"],
        };
    }

    private static string Pattern(HttpResponseMessage answer) => string.Join('/', answer.RequestMessage!.RequestUri!.OriginalString.Split('?')[0].Split('/').Skip(3).Select(part => part.Length > 20 || part.Contains(Nonsense.Mark, StringComparison.Ordinal) ? "…" : part));

    // A long poll or a stream of events has no end to wait for.
    private static bool IsStream(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType == "text/event-stream" || answer.StatusCode == HttpStatusCode.SwitchingProtocols;

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 100_000 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
