using System.Collections.Immutable;
using System.Text.Json;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using static Mal.Places.Rejonowa;

namespace Mal.History;

/// <summary>RULES §9: the history of every event, who and when, in sentences.</summary>
public sealed class SentenceTests
{
    private static readonly Guid Yoga = Guid.Parse("019aaf10-0000-7000-8000-000000000001");
    private static readonly Remembered Known = new(Sample, ImmutableDictionary<Guid, string>.Empty.Add(Yoga, "Joga"));

    /// <summary>One stored example at least of every declared event is kept in the golden files.</summary>
    public static TheoryData<string> Families => ["place", "room", "shelf", "initiative"];

    [Theory, MemberData(nameof(Families))]
    public void Every_declared_event_has_its_sentence(string family)
    {
        var (declared, told) = family switch
        {
            "place" => Told<PlaceEvent>(family, PlaceHistory.Say),
            "room" => Told<RoomEvent>(family, RoomHistory.Say),
            "shelf" => Told<ShelfEvent>(family, ShelfSentences.Say),
            _ => Told<InitiativeEvent>(family, InitiativeHistory.Say),
        };
        Assert.Equal(declared, told.Select(one => one.Kind).ToHashSet());
        Assert.All(told, one =>
        {
            Assert.True(char.IsUpper(one.Sentence[0]) && one.Sentence[^1] == '.', one.Sentence);
            Assert.DoesNotContain(one.Kind.Name, one.Sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("..", one.Sentence, StringComparison.Ordinal);
            // Ids and devices have their own columns; a sentence is for reading.
            Assert.DoesNotMatch("[0-9a-f]{8}-", one.Sentence);
        });
    }

    public static TheoryData<RoomEvent, string> OfRooms => new()
    {
        { new RoomEvent.CountChanged(-1, At("2026-11-25 16:20"), null, CountSource.Staff), "Liczba obecnych: −1." },
        { new RoomEvent.CountSet(22, At("2026-11-25 16:20"), null, CountSource.Organizer), "Policzono: 22 osoby (podaje grupa)." },
        { new RoomEvent.CountSet(null, At("2026-11-25 16:20"), null, CountSource.Staff), "Liczba obecnych: nie wiadomo." },
        { new RoomEvent.NobodyCame(Yoga, At("2026-11-25 16:20")), "Nikt nie przyszedł – „Joga”. Sala jest wolna." },
        { new RoomEvent.NobodyCame(Guid.Empty, At("2026-11-25 16:20")), "Nikt nie przyszedł. Sala jest wolna." },
        { new RoomEvent.Planned(new Booking(Yoga, "Joga", At("2026-11-24 16:00"), At("2026-11-24 18:00"), 12), At("2026-11-01 12:00")),
            "Zaplanowano spotkanie: „Joga”, wtorek, 24 listopada 2026 r., 16:00–18:00." },
        { new RoomEvent.TakenOutOfService("water-leak", At("2026-11-25 16:20")), "Salę wyłączono z użytku, powód: water-leak." },
        { new RoomEvent.BookingApproved(Yoga, At("2026-11-25 16:20")), "Zgłoszenie przyjęto – „Joga”." },
        { new RoomEvent.BookingApproved(Yoga, At("2026-11-25 16:20"), ["free-entry", "guardian"]), "Zgłoszenie przyjęto – „Joga”, sprawdzono: bezpłatnie, niepełnoletni z opiekunem." },
        { new RoomEvent.RequestRejected(Yoga, "politics", At("2026-11-25 16:20"), ["no-trade"]), "Zgłoszenie odrzucono – „Joga”, powód: działalność polityczna, sprawdzono: bez handlu." },
        { new RoomEvent.DayClosed(3, At("2026-11-25 20:00")), "Koniec dnia. Na liczniku zostało: 3." },
    };

    [Theory, MemberData(nameof(OfRooms))]
    public void A_fact_of_a_room_reads_like_this(RoomEvent happened, string sentence) => Assert.Equal(sentence, RoomHistory.Say(happened, Known));

    public static TheoryData<PlaceEvent, string> OfPlaces => new()
    {
        { new PlaceEvent.ClosedEarly(At("2026-11-25 18:00"), "weather", At("2026-11-25 15:00")), "Zamknięto wcześniej: 25.11.2026 od 18:00, powód: pogoda." },
        { new PlaceEvent.ClosureAdded(new Closure(Day("2026-12-04"), Day("2026-12-05"), "Inwentaryzacja", From: new TimeOnly(16, 0)), At("2026-11-25 15:00")),
            "Dodano dzień nieczynny: 04.12.2026 – 05.12.2026, od 16:00, Inwentaryzacja." },
        { new PlaceEvent.HoursChanged(3, ImmutableSortedDictionary<string, string>.Empty.Add("sun", "10:00-14:00").Add("tue", "12:00-20:00"), At("2026-11-25 15:00")),
            "Zmieniono godziny otwarcia (wersja 3): wtorek 12:00–20:00, niedziela 10:00–14:00." },
    };

    [Theory, MemberData(nameof(OfPlaces))]
    public void A_fact_of_a_place_reads_like_this(PlaceEvent happened, string sentence) => Assert.Equal(sentence, PlaceHistory.Say(happened, Known));

    [Fact]
    public void A_lot_is_called_by_its_name_and_the_time_is_the_wall_clock_of_the_place()
    {
        var origin = new Origin(Guid.Empty, "phone-1", At("2026-11-25 16:20"), At("2026-11-25 16:20"), At("2026-11-25 16:30"));
        Assert.Equal("Zabrano: 1,5 – „Joga”.", ShelfSentences.Say(new ShelfEvent.PickedUp(Yoga, 1.5m, false, origin), Known));
        Assert.Equal("Zaplanowano spotkanie: wtorek, 30 marca 2027 r., 18:00–20:00, Sala główna.", InitiativeHistory.Say(
            new InitiativeEvent.MeetingPlanned(Yoga, "sala-glowna", At("2027-03-30 18:00").ToUniversalTime(), At("2027-03-30 20:00"), At("2026-11-25 16:20")), Known));
    }

    private static (HashSet<Type> Declared, List<(Type Kind, string Sentence)> Told) Told<T>(string family, Func<T, Remembered, string> say) where T : notnull =>
        ([.. typeof(T).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(T)))],
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", $"{family}-events.json"))).RootElement.EnumerateArray()
            .Select(element => element.Deserialize<T>(Wire.Wire.Tolerant)!).Select(happened => (happened.GetType(), say(happened, Known)))]);
}
