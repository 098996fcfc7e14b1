using System.Collections.Immutable;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.History;
using Mal.Places;
using Mal.Wire;

namespace Mal.Api;

/// <summary>
/// Every event of a thing, the newest first, for coordinators. Versions have no gaps, so a page is found by counting back from
/// the version asked for: a page of a hundred thousand events costs what a page of fifty does, and the actor is not asked at all.
/// </summary>
internal static class HistoryApi
{
    private const int LimitMax = 200;
    private const int LimitUsual = 50;

    // A title stands in an earlier fact than the taps on it. So many facts before the page are read for names only.
    private const int ReadForNames = 200;

    public static void MapHistory(this RouteGroupBuilder place) =>
        place.MapGet("/history/{kind}/{id}", Get).RequireAuthorization(DevicesSetup.Coordinator);

    private static async Task<IResult> Get(KnownPlace place, string kind, string id, long? before, int? limit, Surroundings around)
    {
        if (limit is < 1 or > LimitMax)
        {
            return HouseApi.Problem(400, "limit", $"od 1 do {LimitMax}");
        }
        if (before < 1)
        {
            return HouseApi.Problem(400, "before", "wersja od 1");
        }
        var key = Key.Parse(kind == "place" ? $"place/{id}" : $"{kind}/{place.Id}/{id}");
        if (key is null || key.Value.Place != place.Id || await place.Place.House() is not { } house)
        {
            return Unknown();
        }
        if (await around.Events.Read(key.Value.ToString()) is not { } head)
        {
            return kind == "room" && house.Room(id) is not null || kind == "shelf" && house.Shelf(id) is not null
                ? Results.Json(new HistoryPage(key.Value.ToString(), 0, [], null), Wire.Wire.Tolerant)
                : Unknown();
        }
        return Results.Json(await Page(key.Value, head, Math.Min(before ?? long.MaxValue, head.Version + 1), limit ?? LimitUsual, house, around.Events), Wire.Wire.Tolerant);
    }

    /// <summary>The events of the versions from <paramref name="before"/> − <paramref name="limit"/> up to, not including, <paramref name="before"/>.</summary>
    internal static async Task<HistoryPage> Page(Key key, Head head, long before, int limit, House house, IEventLog events)
    {
        var first = Math.Max(1, before - limit);
        var names = ImmutableDictionary.CreateBuilder<Guid, string>();
        FactTelling.NamesIn(key.Kind, head, house, names);
        var page = new List<StoredEvent>();
        if (before > 1)
        {
            await foreach (var stored in events.History(key.ToString(), Math.Max(1, first - ReadForNames)))
            {
                if (stored.Version >= before)
                {
                    break;
                }
                FactTelling.NamesIn(key.Kind, stored, house, names);
                if (stored.Version >= first)
                {
                    page.Add(stored);
                }
            }
        }
        var known = new Remembered(house, names.ToImmutable());
        page.Reverse();
        return new HistoryPage(key.ToString(), head.Version, [.. page.Select(stored => Entry(key.Kind, stored, known))], first > 1 ? first : null);
    }

    private static HistoryEntry Entry(string kind, StoredEvent stored, Remembered known)
    {
        var at = FactTelling.HappenedAt(stored);
        var (role, device) = stored.By.Split(':', 2) is [var one, var other] ? (one, other) : (stored.By, "");
        return new HistoryEntry(stored.Version, at, (stored.At - at).Duration() < TimeSpan.FromMinutes(1) ? null : stored.At,
            RoleName(role), device, FactTelling.Say(kind, stored.Json, known), FactTelling.Undoable(kind, stored.Json)?.Command, FactTelling.Undoable(kind, stored.Json)?.Undoes);
    }

    private static string RoleName(string role) => role switch
    {
        nameof(Role.Staff) => "dyżur",
        nameof(Role.Coordinator) => "koordynacja",
        nameof(Role.Organizer) => "organizator",
        nameof(Role.Display) => "ekran",
        nameof(Role.Counter) => "licznik",
        nameof(Role.Sensor) => "czujnik",
        nameof(Role.System) => "system",
        _ => "osoba zgłaszająca",
    };

    private static IResult Unknown() => Results.Problem(statusCode: 404, title: "key: nie ma tu takiej rzeczy.");
}
