using System.Collections.Immutable;
using System.Globalization;

namespace Mal.Places;

/// <summary>What must hold in a place file beyond its shape. All mistakes are told at once, each with its path.</summary>
internal sealed partial class PlaceCheck
{
    private static readonly ImmutableArray<string> Policies = ["home_made", "whole_eggs", "opened_dry", "frozen"];
    private static readonly ImmutableArray<string> PolicyAnswers = ["allowed", "allowed_if_closed_tight", "refused"];

    // Home-made food past a month is nobody's rule but a slip of the finger.
    private const int HomeMadeDaysMax = 30;

    private readonly ImmutableList<Mistake>.Builder mistakes = ImmutableList.CreateBuilder<Mistake>();

    private PlaceCheck() { }

    public static ImmutableList<Mistake> Of(PlaceFile file)
    {
        var check = new PlaceCheck();
        check.Place(file.Place);
        check.Settings("$.place.settings", file.Place.Settings);
        check.Policy("$.place.foodPolicy", file.Place.FoodPolicy);
        check.Rooms(file.Rooms);
        check.Ids("$.shelves", file.Shelves, shelf => shelf.Id);
        check.Initiatives(file);
        check.Food(file);
        return check.mistakes.ToImmutable();
    }

    private void Place(PlaceDetails place)
    {
        Need(Wire.Key.IsId(place.Id), "$.place.id", "Identyfikator składa się z małych liter, cyfr i łączników.");
        Need(TimeZoneInfo.TryFindSystemTimeZoneById(place.TimeZone, out _), "$.place.timeZone", $"Nieznana strefa czasowa „{place.TimeZone}”.");
        Week("$.place.hours", place.Hours);
        for (var i = 0; i < place.Closures.Count; i++)
        {
            Dated($"$.place.closures[{i}]", place.Closures[i]);
        }
        for (var i = 0; i < place.Announcements.Count; i++)
        {
            Dated($"$.place.announcements[{i}]", place.Announcements[i]);
        }
        Access("$.place.access", place.Access);
        Outside("$.place.publicUrl", place.PublicUrl);
        Texts("$.place.texts", place.Texts ?? new PlaceTexts());
    }

    private void Policy(string path, FoodPolicy policy)
    {
        foreach (var (name, answer) in Policies.Zip([policy.HomeMade, policy.WholeEggs, policy.OpenedDry, policy.Frozen]))
        {
            Need(PolicyAnswers.Contains(answer), $"{path}.{name}", $"Może być: {string.Join(", ", PolicyAnswers)}.");
        }
        Need(policy.HomeMadeDays is >= 0 and <= HomeMadeDaysMax, $"{path}.home_made_days", $"Liczba od 0 do {HomeMadeDaysMax}.");
    }

    private void Rooms(ImmutableList<RoomDetails> rooms)
    {
        Ids("$.rooms", rooms, room => room.Id);
        for (var i = 0; i < rooms.Count; i++)
        {
            Need(rooms[i].Capacity > 0, $"$.rooms[{i}].capacity", "Limit osób musi być większy od zera.");
            if (rooms[i].Season is { } season)
            {
                Need(IsMonthDay(season.FirstDay), $"$.rooms[{i}].season.firstDay", "Dzień sezonu zapisuje się jako MM-dd.");
                Need(IsMonthDay(season.LastDay), $"$.rooms[{i}].season.lastDay", "Dzień sezonu zapisuje się jako MM-dd.");
            }
        }
    }

    private void Initiatives(PlaceFile file)
    {
        Ids("$.initiatives", file.Initiatives, initiative => initiative.Id);
        for (var i = 0; i < file.Initiatives.Count; i++)
        {
            var (initiative, path) = (file.Initiatives[i], $"$.initiatives[{i}]");
            Need(file.Rooms.Exists(room => room.Id == initiative.Room), $"{path}.room", $"Nie ma sali „{initiative.Room}”.");
            Need(initiative.Start < initiative.End, $"{path}.end", "Koniec musi być po początku.");
            Need(initiative.People > 0, $"{path}.people", "Liczba osób musi być większa od zera.");
            Need(initiative.Rrule.StartsWith("FREQ=", StringComparison.Ordinal), $"{path}.rrule", "Reguła zaczyna się od FREQ=.");
            Need(!initiative.Closed || initiative.PublicTitle is not null, $"{path}.publicTitle", "Grupa zamknięta musi mieć tytuł dla wszystkich.");
        }
    }

    private void Food(PlaceFile file)
    {
        Ids("$.foodCategories", file.FoodCategories, category => category.Id);
        Ids("$.refused", file.Refused, refused => refused.Id);
        for (var i = 0; i < file.FoodCategories.Count; i++)
        {
            var (category, path) = (file.FoodCategories[i], $"$.foodCategories[{i}]");
            Need(category.GramsPerUnit > 0, $"{path}.gramsPerUnit", "Waga musi być większa od zera.");
            Need(!category.DateKinds.IsEmpty, $"{path}.dateKinds", "Podaj co najmniej jeden rodzaj daty.");
            Need(!category.Lies.IsEmpty, $"{path}.lies", "Podaj, gdzie może leżeć.");
            Need(category.Policy is null || Policies.Contains(category.Policy), $"{path}.policy", $"Może być: {string.Join(", ", Policies)}.");
            Need(!file.Refused.Exists(refused => refused.Id == category.Id), $"{path}.id", $"„{category.Id}” jest też na liście nieprzyjmowanych.");
        }
    }

    private void Ids<T>(string path, ImmutableList<T> things, Func<T, string> idOf)
    {
        HashSet<string> seen = [];
        for (var i = 0; i < things.Count; i++)
        {
            var id = idOf(things[i]);
            Need(Wire.Key.IsId(id), $"{path}[{i}].id", "Identyfikator składa się z małych liter, cyfr i łączników.");
            Need(seen.Add(id), $"{path}[{i}].id", $"Identyfikator „{id}” już jest.");
        }
    }

    private void Need(bool holds, string path, string reason)
    {
        if (!holds)
        {
            mistakes.Add(new Mistake(path, reason));
        }
    }

    // 2000 is a leap year, so 02-29 is a day.
    private static bool IsMonthDay(string text) =>
        DateOnly.TryParseExact("2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
