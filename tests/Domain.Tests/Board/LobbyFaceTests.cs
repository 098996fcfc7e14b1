using System.Collections.Immutable;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using static Mal.Places.Rejonowa;

namespace Mal.Board;

/// <summary>RULES §9: what the wall in the hall says.</summary>
public sealed class LobbyFaceTests
{
    private static readonly DateTimeOffset Now = At("2026-11-25 16:42");

    private static readonly Booking Polish = Meeting("Polski dla cudzoziemców", "16:00", "17:30");
    private static readonly Booking Closed = Meeting("Grupa wsparcia", "18:15", "19:45") with { Closed = true, PublicTitle = "Spotkanie zamknięte" };

    private static readonly ImmutableList<View> Wednesday =
    [
        Room("salon-sasiedzki", null, Meeting("Kawiarenka sąsiedzka", "13:00", "17:00")),
        Room("sala-glowna", new Occupancy(18, At("2026-11-25 16:20"), Polish.Id), Polish),
        Room("sala-warsztatowa", null, Meeting("Szydełko i druty", "15:00", "17:30"), Closed),
        Room("aneks-kuchenny", null, Meeting("Wspólne gotowanie", "16:30", "18:30") with { Outcome = BookingOutcome.CheckedIn, CheckedInAt = At("2026-11-25 16:31") }),
        Room("sala-komputerowa", null, Meeting("Pomoc w lekcjach", "17:00", "18:30")),
        Room("ogrod", null),
        new InitiativeView(1, "gimnastyka", "Gimnastyka", LedBy.Residents, false,
            [new Meeting(Guid.CreateVersion7(), "sala-glowna", At("2026-11-26 12:30"), At("2026-11-26 13:30"))]),
        new InitiativeView(1, "rodzic-i-maluch", "Rodzic i maluch", LedBy.Residents, false,
            [new Meeting(Guid.CreateVersion7(), "sala-warsztatowa", At("2026-11-27 12:30"), At("2026-11-27 14:00"))]),
        Shelf("lodowka", new LevelSeen(Level.Plenty, At("2026-11-25 16:00")),
            Lot("Jogurt", "dairy", 4, FoodUnit.Pcs, DateKind.UseBy, "2026-11-26"), Lot("Zupa domowa", "home-made", 1, FoodUnit.Portions, DateKind.UseBy, "2026-11-25"),
            Lot("Kefir", "dairy", 2, FoodUnit.Pcs, DateKind.UseBy, "2026-11-24")),
        Shelf("polka-1", null, Lot("Chleb", "bread", 4, FoodUnit.Pcs, DateKind.None, null), Lot("Chleb", "bread", 2, FoodUnit.Pcs, DateKind.None, null)),
        Shelf("polka-2", new LevelSeen(Level.Plenty, At("2026-11-25 15:30"))),
    ];

    [Fact]
    public void The_drawn_Wednesday_reads_as_it_was_drawn()
    {
        var face = LobbyFace.Of(Sample, Wednesday, Now, Now);
        Assert.Equal(("Otwarte do 20:00", "środa, 25 listopada", "16:42"), (face.Status, face.Place.DayText, face.Place.ClockText));
        Assert.Equal(["Polski dla cudzoziemców", "Szydełko i druty", "Wspólne gotowanie", "Pomoc w lekcjach"], face.On.Select(row => row.What));
        Assert.Equal(["do 17:30", "do 17:30", "do 18:30", "od 17:00"], face.On.Select(row => row.Face.When));
        Assert.Equal(("18 o 16:20", "są miejsca"), (face.On[0].Face.CountText, face.On[0].Face.May));
        Assert.Equal((Sign.Clock, Tone.Amber, "za 18 minut"), (face.On[3].Sign, face.On[3].Tone, face.On[3].Face.May));
        Assert.Equal("Wolny wstęp: Salon sąsiedzki, do 20:00", face.Free);
        Assert.Equal([new LobbyLater("18:15", "Spotkanie zamknięte"), new LobbyLater("jutro", "Gimnastyka, 12:30"), new LobbyLater("piątek", "Rodzic i maluch, 12:30")], face.Later);
        Assert.Equal(("Jadłodzielnia", "półki o 16:00"), (face.Food.Title, face.Food.Says));
        Assert.Equal(
            [
                new LobbyFoodLine("Zupa domowa", "", "zjedz dziś", true), new LobbyFoodLine("Jogurt, 4", "", "zjedz do jutra", true),
                new LobbyFoodLine("Chleb", "6 sztuk", "", false), new LobbyFoodLine("Półka 2", "dużo, o 15:30", "", false),
            ], face.Food.Lines);
        Assert.Equal(2, face.Announcements.Count);
    }

    [Fact]
    public void A_closed_group_is_not_named_even_when_the_wall_is_made_of_staff_views()
    {
        var face = LobbyFace.Of(Sample, Wednesday, At("2026-11-25 18:20"));
        Assert.Equal("Spotkanie zamknięte", face.On.Single(row => row.Face.Id == "sala-warsztatowa").What);
    }

    [Fact]
    public void A_wall_has_at_most_four_rows_and_the_programme_of_a_drop_in_room_is_the_first_to_give_way()
    {
        var fewer = Wednesday.RemoveAll(view => view is RoomView { Id: "sala-komputerowa" });
        Assert.DoesNotContain(LobbyFace.Of(Sample, Wednesday, Now).On, row => row.Face.DropIn);
        Assert.Equal("Kawiarenka sąsiedzka", LobbyFace.Of(Sample, fewer, Now).On[3].What);
        Assert.Equal("", LobbyFace.Of(Sample, fewer, Now).More);
    }

    [Fact]
    public void What_is_on_and_has_no_row_is_named_below_with_its_room_and_hour() =>
        Assert.Equal("i jeszcze 1 spotkanie: Kawiarenka sąsiedzka (Salon sąsiedzki, do 17:00)", LobbyFace.Of(Sample, Wednesday, Now).More);

    [Theory]
    [InlineData(30)]
    [InlineData(70)]
    [InlineData(400)]
    public void Titles_of_any_length_stay_whole_and_no_meeting_vanishes(int letters)
    {
        var words = string.Concat(Enumerable.Repeat("warsztaty ", letters))[..letters].Trim();
        var views = Wednesday.ConvertAll(view => view is RoomView room ? room with { Bookings = room.Bookings.ConvertAll(meeting => meeting with { Title = $"{room.Id} {words}", PublicTitle = null }) } : view);
        var face = LobbyFace.Of(Sample, views, Now);
        Assert.InRange(face.On.Count, 1, 4);
        Assert.All(face.On, row => Assert.EndsWith(words, row.What, StringComparison.Ordinal));
        var named = new[] { "Sala główna", "Sala warsztatowa", "Aneks kuchenny", "Sala komputerowa", "Salon sąsiedzki" };
        Assert.All(named, room => Assert.True(face.On.Exists(row => row.Face.Name == room) || face.More.Contains(room, StringComparison.Ordinal), room));
        Assert.StartsWith($"i jeszcze {5 - face.On.Count} spotka", face.More, StringComparison.Ordinal);
    }

    [Fact]
    public void Free_rooms_stand_on_one_line_with_the_time_they_are_free_until()
    {
        var views = Wednesday.RemoveAll(view => view is RoomView { Id: "sala-glowna" }).Add(Room("sala-glowna", null, Meeting("Próba chóru", "18:30", "19:30")));
        Assert.Equal("Wolny wstęp: Salon sąsiedzki, do 20:00 · Wolne: Sala główna, do 18:30", LobbyFace.Of(Sample, views, Now).Free);
    }

    [Fact]
    public void A_room_out_of_season_is_not_shown()
    {
        var face = LobbyFace.Of(Sample, Wednesday, Now);
        Assert.DoesNotContain("Ogród", face.Free, StringComparison.Ordinal);
        Assert.DoesNotContain(face.On, row => row.Face.Id == "ogrod");
    }

    [Theory]
    [InlineData(0, Freshness.Fresh)]
    [InlineData(90, Freshness.Fresh)]
    [InlineData(91, Freshness.Old)]
    [InlineData(3600, Freshness.Old)]
    [InlineData(3601, Freshness.VeryOld)]
    public void A_wall_knows_how_old_its_truth_is(int seconds, Freshness freshness) =>
        Assert.Equal(freshness, LobbyFace.Of(Sample, Wednesday, Now, Now.AddSeconds(-seconds)).Freshness);

    [Fact]
    public void Old_data_say_their_hour_and_keep_their_numbers()
    {
        var face = LobbyFace.Of(Sample, Wednesday, Now, At("2026-11-25 16:32"));
        Assert.Equal(("Dane z godz. 16:32", "stan z godz. 16:32"), (face.Status, face.Food.Says));
        Assert.Equal("18 o 16:20", face.On[0].Face.CountText);
    }

    [Fact]
    public void Very_old_data_hide_every_count_and_the_timetable_goes_on()
    {
        var face = LobbyFace.Of(Sample, Wednesday, Now, At("2026-11-25 14:32"));
        Assert.Equal("Dane z godz. 14:32", face.Status);
        Assert.Equal(["Polski dla cudzoziemców", "Szydełko i druty", "Wspólne gotowanie", "Pomoc w lekcjach"], face.On.Select(row => row.What));
        Assert.All(face.On, row => Assert.Equal("", row.Face.CountText));
        Assert.Equal(["", "", "", "za 18 minut"], face.On.Select(row => row.Face.May));
        Assert.Equal(["Zupa domowa", "Jogurt", "Chleb", "Półka 2"], face.Food.Lines.Select(line => line.Name));
        Assert.All(face.Food.Lines, line => Assert.Equal("", line.Quantity));
    }

    [Fact]
    public void Data_of_another_day_say_their_day() =>
        Assert.Equal("Dane z 24 listopada, godz. 19:00", LobbyFace.Of(Sample, Wednesday, Now, At("2026-11-24 19:00")).Status);

    [Fact]
    public void A_wall_without_network_turns_its_timetable_by_itself()
    {
        var face = LobbyFace.Of(Sample, Wednesday, At("2026-11-25 17:40"), Now);
        Assert.Equal(["Pomoc w lekcjach", "Wspólne gotowanie"], face.On.Select(row => row.What));
    }

    [Fact]
    public void A_shut_house_says_when_it_opens_and_what_that_day_brings()
    {
        var face = LobbyFace.Of(Sample, Wednesday, At("2026-11-25 20:14"));
        Assert.True(face.IsShut);
        Assert.Equal(("Zamknięte", "Zamknięte. Otwieramy jutro o 12:00"), (face.Status, face.Place.Says));
        Assert.Empty(face.On);
        Assert.Equal(("12:30", "Gimnastyka"), (face.Later[0].When, face.Later[0].What));
        Assert.Equal("", face.Free);
    }

    [Fact]
    public void The_food_point_has_its_own_access()
    {
        var restricted = LobbyFace.Of(Sample with { FoodAccess = new FoodAccess(FoodAccessState.Restricted, "cleaning") }, Wednesday, Now).Food;
        Assert.Equal("Jadłodzielnia: dostęp ograniczony", restricted.Title);
        Assert.NotEmpty(restricted.Lines);
        Assert.Empty(LobbyFace.Of(Sample with { FoodAccess = new FoodAccess(FoodAccessState.Closed, "cleaning") }, Wednesday, Now).Food.Lines);
    }

    [Fact]
    public void An_empty_shelf_is_said_to_be_empty()
    {
        var food = LobbyFace.Of(Sample, [Shelf("polka-1", new LevelSeen(Level.Empty, At("2026-11-25 16:00")))], Now).Food;
        Assert.Empty(food.Lines);
        Assert.StartsWith("Półka jest teraz pusta", food.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_evening_before_closed_days_what_will_not_last_is_to_be_taken()
    {
        var views = ImmutableList.Create<View>(Shelf("lodowka", null, Lot("Jogurt", "dairy", 4, FoodUnit.Pcs, DateKind.UseBy, "2026-11-29")));
        var food = LobbyFace.Of(Sample, views, At("2026-11-27 18:30")).Food;
        Assert.Equal("Wracamy we wtorek. Weź dziś:", food.Says);
        Assert.Equal("weź dziś", Assert.Single(food.Lines).Notice);
    }

    [Theory]
    [InlineData("2026-11-25 14:10", 4, "2026-11-25 16:42", "lodówka 4\u00a0°C, sprawdzono 14:10", false)]
    [InlineData("2026-11-25 14:10", 7, "2026-11-25 16:42", "lodówka 7\u00a0°C, sprawdzono 14:10: za ciepło", true)]
    [InlineData("2026-11-24 19:10", 4, "2026-11-25 12:10", "", false)]
    [InlineData("2026-11-24 19:10", 4, "2026-11-25 12:40", "lodówka: 4\u00a0°C, sprawdzono wczoraj 19:10, czas sprawdzić", true)]
    public void The_fridge_stands_with_its_temperature_and_the_time_of_it(string looked, int celsius, string now, string says, bool urgent)
    {
        var fridge = Shelf("lodowka", null) with { Care = new ShelfCare(new FridgeCheck(celsius, At(looked))) };
        var food = LobbyFace.Of(Sample, [fridge], At(now)).Food;
        Assert.Equal((says, urgent), (food.Fridge, food.FridgeUrgent));
        Assert.Equal("", LobbyFace.Of(Sample, [fridge], At(now), asOf: At(now).AddMinutes(-61)).Food.Fridge);
    }

    [Fact]
    public void A_fridge_nobody_ever_measured_and_one_whose_sensor_is_silent_say_no_temperature()
    {
        Assert.Equal("", LobbyFace.Of(Sample, [Shelf("lodowka", null)], At("2026-11-25 16:42")).Food.Fridge);
        var silent = Shelf("lodowka", null) with { Care = new ShelfCare(Sensed: new FridgeCheck(4, At("2026-11-25 12:10"))) };
        Assert.Equal("lodówka 4\u00a0°C, czujnik 12:10", LobbyFace.Of(Sample, [silent], At("2026-11-25 13:09")).Food.Fridge);
        Assert.Equal("lodówka: czas sprawdzić", LobbyFace.Of(Sample, [silent], At("2026-11-25 13:10")).Food.Fridge);
    }

    [Fact]
    public void A_wall_with_nothing_to_show_still_stands()
    {
        var face = LobbyFace.Of(Sample, [], Now);
        Assert.Empty(face.On);
        Assert.Empty(face.Later);
        Assert.Equal("Otwarte do 20:00", face.Status);
    }

    private static Booking Meeting(string title, string from, string until) =>
        new(Guid.CreateVersion7(), title, At($"2026-11-25 {from}"), At($"2026-11-25 {until}"), 10);

    private static RoomView Room(string id, Occupancy? occupancy, params ImmutableList<Booking> bookings)
    {
        var room = Sample.Room(id)!;
        return new RoomView(1, id, room.Name, room.Capacity, room.DropIn, room.Season, occupancy ?? new Occupancy(null), bookings, null, null, []);
    }

    private static ShelfView Shelf(string id, LevelSeen? level, params ImmutableList<Lot> lots)
    {
        var shelf = Sample.Shelf(id)!;
        return new ShelfView(1, id, shelf.Name, shelf.Kind, level, lots, [], []);
    }

    private static Lot Lot(string name, string category, decimal quantity, FoodUnit unit, DateKind kind, string? date) =>
        new(Guid.CreateVersion7(), name, category, quantity, unit, kind, date, date is null ? null : Day(date), At("2026-11-25 14:00"), 1);
}
