using System.Collections.Immutable;
using System.Text.Json;
using Mal.Facts;
using Mal.Texts;
using static Mal.Places.PlaceCommand;
using static Mal.Places.PlaceEvent;

namespace Mal.Places;

/// <summary>
/// What coordinators write down about the place, each change a fact. Who edits a whole (settings, hours, access facts, texts, food policy, public address)
/// says which version was on the screen: the second of two is told that something changed, and overwrites nobody. Closures and
/// announcements are added and taken away one by one, so they need no version.
/// </summary>
public sealed partial class Place
{
    // Both lists stand in the live view, and a house has nothing like as many.
    private const int ClosuresMax = 40;
    private const int AnnouncementsMax = 8;
    // What is written down is read in one piece whenever the place wakes; letters with accents take six bytes there.
    private const int WrittenBytesMax = 40 * 1024;
    // A room or a shelf that slept still asks when the house was open; what is over for longer than a year nobody asks the state for.
    private const int ClosureKeptDays = 400;

    /// <returns>The wrong field and the reason; null when the command is well-formed.</returns>
    public static string? Malformed(PlaceCommand command) => PlaceCheck.Malformed(command);

    private static Decision<PlaceEvent> Edit(PlaceDetails place, PlaceCommand command, Context context)
    {
        if (context.By.Role < Role.Coordinator)
        {
            return Refuse("not-allowed", "To może zmienić tylko koordynacja.");
        }
        var decision = Written(place, command, context.Now);
        return decision.Events.IsEmpty || BytesOf(decision.Events.Aggregate(place, Edited)) <= WrittenBytesMax
            ? decision
            : Refuse("too-much-text", "To miejsce ma już za dużo tekstu. Skróć ten albo usuń coś, co nie jest potrzebne.");
    }

    private static Decision<PlaceEvent> Written(PlaceDetails place, PlaceCommand command, DateTimeOffset at)
    {
        var settings = place.Settings;
        return command switch
        {
            ChangeSettings it => IsSame(it.Settings, settings)
                ? Decision<PlaceEvent>.Nothing
                : Change(it.Settings.Version, settings, next => new SettingsChanged(it.Settings with { Version = next }, at)),
            ChangeHours it => it.Hours.SequenceEqual(place.Hours)
                ? Decision<PlaceEvent>.Nothing
                : Change(it.Version, settings, next => new HoursChanged(next, it.Hours, at)),
            ChangeAccessFacts it => it.Access == place.Access
                ? Decision<PlaceEvent>.Nothing
                : Change(it.Version, settings, next => new AccessFactsChanged(next, it.Access, at)),
            ChangeTexts it => it.Texts == (place.Texts ?? new PlaceTexts())
                ? Decision<PlaceEvent>.Nothing
                : Change(it.Version, settings, next => new TextsChanged(next, it.Texts, at)),
            ChangeFoodPolicy it => it.Policy with { Version = place.FoodPolicy.Version } == place.FoodPolicy
                ? Decision<PlaceEvent>.Nothing
                : Change(it.Version, settings, next => new FoodPolicyChanged(next, it.Policy with { Version = place.FoodPolicy.Version + 1 }, at)),
            ChangePublicUrl it => it.PublicUrl == place.PublicUrl
                ? Decision<PlaceEvent>.Nothing
                : Change(it.Version, settings, next => new PublicUrlChanged(next, it.PublicUrl, at)),
            AddClosure it => Add(place.Closures, it.Closure, Kept(place.Closures, at).Count < ClosuresMax, new ClosureAdded(it.Closure, at),
                "too-many-closures", "Zapisanych jest już za dużo dni nieczynnych. Usuń te, które nie są potrzebne."),
            RemoveClosure it => Decision<PlaceEvent>.Accept([.. Meant(place.Closures, it).Select(closure => new ClosureRemoved(closure, at))]),
            Announce it => Add(place.Announcements, it.Announcement, Kept(place.Announcements, at).Count < AnnouncementsMax, new Announced(it.Announcement, at),
                "too-many-announcements", "Ogłoszeń jest już za dużo, nikt ich nie przeczyta. Wycofaj któreś."),
            WithdrawAnnouncement it => place.Announcements.Find(one => IsSame(one, it.Announcement)) is { } meant
                ? Decision<PlaceEvent>.Accept(new AnnouncementWithdrawn(meant, at))
                : Decision<PlaceEvent>.Nothing,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static PlaceDetails Edited(PlaceDetails place, PlaceEvent happened) => happened switch
    {
        SettingsChanged it => place with { Settings = it.Settings },
        HoursChanged it => place with { Hours = it.Hours, Settings = place.Settings with { Version = it.Version } },
        AccessFactsChanged it => place with { Access = it.Access, Settings = place.Settings with { Version = it.Version } },
        TextsChanged it => place with { Texts = it.Texts, Settings = place.Settings with { Version = it.Version } },
        FoodPolicyChanged it => place with { FoodPolicy = it.Policy, Settings = place.Settings with { Version = it.Version } },
        PublicUrlChanged it => place with { PublicUrl = it.PublicUrl, Settings = place.Settings with { Version = it.Version } },
        ClosureAdded it => place with { Closures = [.. Kept(place.Closures, it.At).Add(it.Closure).OrderBy(closure => closure.FirstDay)] },
        ClosureRemoved it => place with { Closures = place.Closures.RemoveAll(closure => closure == it.Closure) },
        Announced it => place with { Announcements = Kept(place.Announcements, it.At).Add(it.Announcement) },
        AnnouncementWithdrawn it => place with { Announcements = place.Announcements.RemoveAll(announcement => announcement == it.Announcement) },
        _ => throw new System.Diagnostics.UnreachableException($"A place knows no {happened.GetType().Name}."),
    };

    private static Decision<PlaceEvent> Change(int seen, PlaceSettings settings, Func<int, PlaceEvent> change) =>
        seen == settings.Version
            ? Decision<PlaceEvent>.Accept(change(settings.Version + 1))
            : Refuse("changed-meanwhile", "Ktoś zmienił ustawienia, kiedy były otwarte na tym ekranie. Zobacz, co się zmieniło, i zapisz jeszcze raz.");

    private static Decision<PlaceEvent> Add<T>(ImmutableList<T> list, T one, bool fits, PlaceEvent added, string code, string message) =>
        list.Contains(one) ? Decision<PlaceEvent>.Nothing
        : fits ? Decision<PlaceEvent>.Accept(added)
        : Refuse(code, message);

    // One that was written before texts had a rule comes back mended, and is still the one that is meant.
    private static bool IsSame(Announcement one, Announcement other) =>
        one with { Text = other.Text } == other && TextRule.OneLine(one.Text).Text == TextRule.OneLine(other.Text).Text;

    private static int BytesOf(PlaceDetails place) =>
        JsonSerializer.SerializeToUtf8Bytes(place, Wire.Wire.Tolerant.GetTypeInfo(typeof(PlaceDetails))).Length;

    private static IEnumerable<Closure> Meant(ImmutableList<Closure> closures, RemoveClosure remove) => closures.Where(closure =>
        closure.FirstDay == remove.FirstDay && closure.LastDay == remove.LastDay
        && ((remove.From is null && remove.Until is null) || (closure.From == remove.From && closure.Until == remove.Until)));

    private static ImmutableList<Closure> Kept(ImmutableList<Closure> closures, DateTimeOffset at) =>
        closures.RemoveAll(closure => closure.LastDay.AddDays(ClosureKeptDays) < DateOnly.FromDateTime(at.DateTime));

    private static ImmutableList<Announcement> Kept(ImmutableList<Announcement> announcements, DateTimeOffset at) =>
        announcements.RemoveAll(announcement => announcement.LastDay < DateOnly.FromDateTime(at.DateTime).AddDays(-1));

    // A list compares by reference, so the times of the fridge are compared one by one.
    private static bool IsSame(PlaceSettings one, PlaceSettings other) =>
        one with { Version = other.Version, Fridge = other.Fridge } == other
        && one.Fridge with { Checks = other.Fridge.Checks } == other.Fridge && one.Fridge.Checks.SequenceEqual(other.Fridge.Checks);
}
