using System.Net;
using Microsoft.Data.Sqlite;

namespace Mal.Silo.Tests.Public;

/// <summary>Nonsense typed into the forms themselves: a clear sentence that names its field, everything typed still there, and not one fact or record written.</summary>
public sealed class BadInputTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    private static readonly string Long = new('ż', 1001);

    public static TheoryData<string, string, string, bool> Requests => new()
    {
        { "do", "14:00", "Koniec musi być później niż początek.", false },
        { "do", "40:00", "Podaj godzinę końca, na przykład 19:00.", false },
        { "dzien", "2199-12-02", "Podaj dzień w najbliższych tygodniach.", false },
        { "dzien", "2027-12-01", "Na tak odległy termin jeszcze nie zapisujemy: najwyżej 60 dni naprzód.", false },
        { "opis", Long, "Opis może mieć najwyżej 1000 znaków (jest 1001).", false },
        { "tytul", Long, "Nazwa może mieć najwyżej 120 znaków (jest 1001).", false },
        { "sala", "piwnica", "Nie ma takiej sali. Wybierz z listy.", false },
        { "osoby", "0", "Podaj liczbę osób, na przykład 12.", false },
        { "osoby", "-1", "Podaj liczbę osób, na przykład 12.", false },
        { "potrzeby", "armata", "Nie mamy takiego wyposażenia. Wybierz z listy.", false },
        { "jak-czesto", "co chwilę", "Zaznacz, jak często.", false },
        { "ostatni", "", "Podaj dzień ostatniego spotkania, na przykład 24.2.2027.", true },
        { "ostatni", "2026-12-01", "Ostatnie spotkanie nie może być wcześniej niż pierwsze.", true },
        { "ostatni", "2199-12-02", "Ostatnie spotkanie jest za daleko. Podaj bliższy dzień.", true },
        { "ostatni", "2036-12-02", "Za dużo terminów: najwyżej 370, w ciągu 3 lat. Skróć cykl.", true },
        { "dzien", "2026-11-25", "Zgłoszenie trzeba wysłać wcześniej: najpóźniej 1 dzień przed spotkaniem.", true },
        { "dzien", "2027-02-03", "Na tak odległy termin jeszcze nie zapisujemy: najwyżej 60 dni naprzód.", true },
        { "do", "20:30", "Salę udostępniamy najwyżej na 4 godz. Skróć spotkanie.", true },
        { "osoby", "31", "Limit tej sali: 30 osób. Wybierz większą salę.", true },
        { "sala", "piwnica", "Nie ma takiej sali. Wybierz z listy.", true },
        { "opis", Long, "Opis może mieć najwyżej 1000 znaków (jest 1001).", true },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task A_request_that_nobody_can_mean_is_told_its_field_and_writes_nothing(string field, string value, string says, bool series)
    {
        using var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        var typed = Visitor.Request("2026-12-02", "15:30", "16:00", title: "Szkółka liści");
        if (series)
        {
            (typed["jak-czesto"], typed["ostatni"]) = ("tydzien", "2027-03-24");
        }
        typed[field] = value;
        // Once for the actors that wake, and then what is counted.
        await visitor.Send(Visitor.Form, typed);
        var before = Written();

        await visitor.Send(Visitor.Form, typed);

        Assert.True(visitor.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict, $"{visitor.Status}: {visitor.Text}");
        Assert.Contains(says, visitor.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"#{field}\"", visitor.Html, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}\"", visitor.Html, StringComparison.Ordinal);
        foreach (var kept in typed.Where(one => one.Key != field && one.Value.Length > 0))
        {
            Assert.Contains(kept.Value, visitor.Decoded, StringComparison.Ordinal);
        }
        Assert.Equal(before, Written());
        Assert.Empty(house.FilesWith(typed["kontakt"]));
    }

    [Theory]
    [InlineData("jestesmy", "osoby", "1000000000000", "Podaj liczbę osób")]
    [InlineData("jestesmy", "osoby", "100001", "Podaj liczbę osób")]
    [InlineData("podsumowanie", "obecni", "-1", "Liczby wpisz cyframi")]
    [InlineData("podsumowanie", "godziny", "dwie", "Liczby wpisz cyframi")]
    [InlineData("podsumowanie", "notatka", null, "Notatka może mieć najwyżej 1000 znaków (jest 1001).")]
    public async Task What_nobody_can_mean_of_a_meeting_is_told_and_writes_nothing(string form, string field, string? value, string says)
    {
        using var coordinator = house.Coordinator();
        using var organizer = new Visitor(house.Browser());
        var (_, booking) = await MeetingPagesTests.Meeting(coordinator, "2026-11-25", "sala-warsztatowa");
        var link = await MeetingPagesTests.Link(coordinator, booking);
        await organizer.Open(link);
        var before = Written();

        await organizer.Send($"{link}/{form}", new() { [field] = value ?? Long });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, organizer.Status);
        Assert.Contains(says, organizer.Text, StringComparison.Ordinal);
        Assert.Equal(before, Written());
    }

    /// <summary>Every table of both files, and how many rows it has.</summary>
    private string Written() => string.Join('\n', new[] { "facts.db", "records.db" }.Select(file =>
    {
        using var open = new SqliteConnection($"Data Source={house.PathOf(file)};Mode=ReadOnly;Pooling=False");
        open.Open();
        return string.Join('\n', Rows(open, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
            .Select(table => $"{file} {table}: {string.Join('|', Rows(open, $"select count(*) from \"{table}\""))}"));
    }));

    private static List<string> Rows(SqliteConnection open, string query)
    {
        using var command = open.CreateCommand();
#pragma warning disable CA2100 // The names of our own tables.
        command.CommandText = query;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetValue(0).ToString()!);
        }
        return rows;
    }
}
