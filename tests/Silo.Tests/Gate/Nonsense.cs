using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mal.Silo.Tests.Gate;

/// <summary>What nobody means and somebody sends: texts, numbers, days and JSON, the same for the same seed.</summary>
internal sealed class Nonsense(int seed)
{
    /// <summary>It stands in every text, so that any of them can be found again in a log or a page.</summary>
    public const string Mark = "Kr0kodyl";

    private static readonly string[] Days =
        ["0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "2026-11-25", "2026-12-02", "1999-12-31", "2101-01-01", "10000-01-01", "-0001-01-01", "2026-3-29", "2026-03-29T02:30", "0001-01-01T00:00", "9999-12-31T23:59",
            "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "2026-W49"];

    private static readonly string[] Numbers =
        ["0", "-1", "1", "200", "201", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775807", "9223372036854775808", "1e400", "-1e-400", "1e28", "0.1", "79228162514264337593543950336", "NaN", "٣", "0x10", " 7 "];

    private static readonly string[] Raw = ["%00", "%FF%FE", "%2F", "%2e%2e", "%5C", "%0d%0aX-Evil:1", "%C0%AF", "%E2%80%AE", "%", "%zz", "+", "%25%30%30", ";", ":", "*"];

    private readonly Random _chance = new(seed);

    public int Next(int below) => _chance.Next(below);

    public bool Once(int in_) => _chance.Next(in_) == 0;

    public T One<T>(IReadOnlyList<T> of) => of[_chance.Next(of.Count)];

    public string Day() => One(Days);

    public string Number() => One(Numbers);

    public string Text() => _chance.Next(14) switch
    {
        0 => $"<{Mark}>alert(1)</{Mark}>",
        1 => $"\"{Mark}=\"1\" onload='{Mark}'",
        2 => $"{Mark}\0\r\n{Mark}: 1",
        3 => $"\u202e{Mark}\u200b\ufeff",
        4 => $"{new string('ż', 1 + _chance.Next(3_000))}{Mark}",
        5 => $"{Mark}{new string('x', _chance.Next(50_000))}",
        6 => $"../../{Mark}/..%2f",
        7 => $"'; drop table {Mark};--",
        8 => $"{{{Mark}}} {{0}} %s",
        9 => $"rejonowa-6-8/{Mark}",
        10 => $"{Mark}.{Mark}.{Mark}",
        11 => $"👩‍👩‍👧 {Mark} e\u0301\u0301\u0301",
        12 => "",
        _ => Mark,
    };

    /// <summary>Of a path, a query or a form: any of the above.</summary>
    public string Value() => _chance.Next(5) switch
    {
        0 => Day(),
        1 => Number(),
        2 => Guid(),
        _ => Text(),
    };

    public string Guid() => One(["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{0197a000-0000-7000-8000-0000000000aa}", System.Guid.Empty.ToString("N"), new Guid(Bytes(16)).ToString()]);

    /// <summary>Escaped, or not quite.</summary>
    public string Segment() => Once(3) ? One(Raw) + Mark : Uri.EscapeDataString(Short(Value()));

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _chance.NextBytes(bytes);
        return bytes;
    }

    public string Json(int depth = 0) => _chance.Next(depth > 3 ? 7 : 11) switch
    {
        0 => "null",
        1 => Once(2) ? "true" : "false",
        2 => Number() is var number && (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && number.Trim() == number && number != "NaN" && number[0] < 128) ? number : "0",
        3 => JsonSerializer.Serialize(Day()),
        4 => JsonSerializer.Serialize(Guid()),
        5 => Once(6) ? $"\"{Mark}\\ud800\"" : JsonSerializer.Serialize(Text()),
        6 => Once(20) ? Deep() : JsonSerializer.Serialize(Text()),
        7 or 8 => $"[{string.Join(',', Enumerable.Range(0, _chance.Next(4)).Select(_ => Json(depth + 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, _chance.Next(4)).Select(_ => $"{JsonSerializer.Serialize(One(Names))}:{Json(depth + 1)}"))}}}",
    };

    /// <summary>Something well-formed with one thing in it replaced, left out or told twice.</summary>
    public string Spoiled(JsonNode sound)
    {
        var nodes = new List<JsonNode>();
        Collect(sound, nodes);
        var text = new StringBuilder(sound.ToJsonString());
        for (var times = 1 + Next(2); times > 0; times--)
        {
            var old = One(nodes).ToJsonString();
            if (old.Length > 0 && text.ToString().IndexOf(old, StringComparison.Ordinal) is >= 0 and var at)
            {
                text.Remove(at, old.Length).Insert(at, Once(8) ? "" : Json(2));
            }
        }
        return text.ToString();
    }

    private static readonly string[] Names = ["$type", "id", "key", "command", "ageMs", "place", "audience", "since", "code", "role", "room", "closure", "decisions", "rrule", "firstDay", Mark, $"<{Mark}>"];

    private string Deep() => Next(2) switch
    {
        0 => $"{new string('[', 2_000)}{new string(']', 2_000)}",
        _ => string.Concat(Enumerable.Repeat("""{"a":""", 70)) + "1" + new string('}', 70),
    };

    private static string Short(string text) => text.Length > 3_000 ? text[..3_000] : text;

    private static void Collect(JsonNode? node, List<JsonNode> into)
    {
        if (node is null)
        {
            return;
        }
        into.Add(node);
        foreach (var child in node is JsonObject fields ? fields.Select(field => field.Value) : node is JsonArray items ? items : [])
        {
            Collect(child, into);
        }
    }
}
