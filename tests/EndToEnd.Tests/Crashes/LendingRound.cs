using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Mal.EndToEnd.House;
using Mal.Initiatives;
using Mal.Rooms;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Crashes;

/// <summary>
/// What spans rooms, all at once: a series of sixteen dates is approved with some of them in another room, seven bookings move
/// to another room (two of them to one and the same time), and a day is closed with six decisions. Every round has an hour and
/// days of its own. Whoever asks repeats an unanswered question under the same id, as a phone does.
/// </summary>
internal sealed class LendingRound(HouseClient client, int number, Random chance)
{
    private const int Dates = 16;
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromMinutes(2);
    private static readonly DateOnly Today = new(2026, 11, 25);

    private readonly Guid _approval = Id(chance);
    private readonly Guid _closing = Id(chance);
    private readonly Dictionary<KillAt, TaskCompletionSource> _reached = Enum.GetValues<KillAt>()
        .ToDictionary(point => point, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    private int _moved;
    private volatile bool _shownClosing;
    private readonly List<(Guid Move, Guid Booking, DateOnly Day)> _moves = [.. Enumerable.Range(0, 7).Select(n => (Id(chance), Id(chance), First(number).AddDays(n)))];
    private readonly List<Hit> _hits = [.. Enumerable.Range(0, 6).Select(n => new Hit(Id(chance), ManyRooms.Rooms[4 + n % 4], n < 4 ? 9 : 11, n % 2 == 0))];

    public Guid Initiative { get; } = Id(chance);

    /// <summary>The date that somebody else has in the other room, so that the series must lose it in sight.</summary>
    public DateOnly Lost => First(number).AddDays(4);

    public IEnumerable<Guid> Moves => _moves.Select(move => move.Booking);

    /// <summary>Holidays have no meetings to close.</summary>
    private DateOnly Shut => Today.AddDays(34 + number + (number >= 3 ? 1 : 0) + (number >= 7 ? 1 : 0));

    private string Hour => At(ManyRooms.OpensAt + number % 12);

    private string HourEnd => At(ManyRooms.OpensAt + number % 12, 45);

    private string Key => $"initiative/{PublishedHouse.Place}/{Initiative}";

    // Three blocks would not fit into sixty days; two blocks of sixteen days with twelve hours each hold the rounds.
    private static DateOnly First(int round) => Today.AddDays(1 + 16 * (round / 12 % 2));

    public async Task Prepare()
    {
        await Must(Envelope(Guid.NewGuid(), Key, $$"""
            { "$type": "submit", "initiative": { "title": "Seria {{number}}", "ledBy": "residents", "organizer": { "kind": "resident" }, "kind": "club", "people": 5,
              "series": { "room": "s0", "rrule": "FREQ=DAILY;COUNT={{Dates}}", "firstDay": "{{Day(First(number))}}", "start": "{{Hour}}", "end": "{{HourEnd}}" } } }
            """));
        var asked = new List<string> { Request("s1", Id(chance), Lost, Hour, HourEnd) };
        asked.AddRange(_moves.Select(move => Request("s2", move.Booking, move.Day, Hour, HourEnd)));
        asked.AddRange(_hits.Select(hit => Request(hit.Room, hit.Booking, Shut, At(hit.Hour), At(hit.Hour, 45))));
        asked.AddRange(_moves.Select(move => Envelope(Guid.NewGuid(), Room("s2"), $$"""{ "$type": "approve", "booking": "{{move.Booking}}" }""")));
        asked.AddRange(_hits.Where(hit => hit.Approved).Select(hit => Envelope(Guid.NewGuid(), Room(hit.Room), $$"""{ "$type": "approve", "booking": "{{hit.Booking}}" }""")));
        var (status, answers) = await client.PostTo("commands", $"[{string.Join(',', asked)}]");
        Assert.True(status == HttpStatusCode.OK && answers.EnumerateArray().All(answer => answer.GetProperty("status").GetString() == "accepted"), answers.ToString());
        await Eventually.True(async () => await Steps() is { } steps && steps.Done == steps.Of, "the rooms hold the series", AnsweredWithin);
        // Asked once before, so that a look is quick when it counts.
        await client.Calendar(Day(Shut));
    }

    /// <summary>
    /// Asks all of it at once and ends at a point in the middle, or when all has been answered before. What was asked goes on:
    /// each is repeated until it has been answered, however often the house is killed meanwhile.
    /// </summary>
    public async Task<Asked> AskUntil(KillAt point, int step, int milliseconds)
    {
        var asked = new Asked(
            Task.Run(async () =>
            {
                await Must(Envelope(_approval, Key, $$"""{ "$type": "approve", "exceptions": [ {{Exceptions()}} ] }"""));
                Reached(KillAt.SeriesApproved);
            }),
            Task.Run(() => Task.WhenAll(_moves.Select(async (move, n) =>
            {
                await Must(Envelope(move.Move, Room("s2"), MoveTo("s3", move.Booking, n == 6 ? _moves[0].Day : move.Day)));
                if (Interlocked.Increment(ref _moved) == step)
                {
                    Reached(KillAt.MoveAnswered);
                }
            }))),
            Task.Run(() => Closed()));
        _ = Watch(async () => LookAtBoard(await client.Board()));
        _ = Watch(async () => LookAtDay(await client.Calendar(Day(Shut)), step));
        await (point == KillAt.AnyTime
            ? Task.WhenAny(Task.Delay(milliseconds), asked.All)
            : Task.WhenAny(_reached[point].Task, asked.All));
        return asked;

        // What screens show, asked over and over until the house is dead or everything has been answered.
        async Task Watch(Func<Task> look)
        {
            try
            {
                while (!asked.All.IsCompleted)
                {
                    await look();
                }
            }
            catch (Exception away) when (away is HttpRequestException or SocketException or IOException or JsonException or TaskCanceledException)
            {
            }
        }
    }

    /// <summary>What was shown half-done until now.</summary>
    public Halves Shown => new(_reached[KillAt.SeriesHalfDone].Task.IsCompleted, _reached[KillAt.MovingShown].Task.IsCompleted, _shownClosing);

    private void LookAtBoard(JsonElement board)
    {
        var views = board.GetProperty("views");
        if (views.GetProperty(Room("s2")).GetProperty("bookings").EnumerateArray().Any(booking => booking.TryGetProperty("moving", out _)))
        {
            Reached(KillAt.MovingShown);
        }
        var view = views.GetProperty(Key);
        if (StepsOf(view) is { Stage: "approved" } steps && steps.Done < steps.Of)
        {
            Reached(KillAt.SeriesHalfDone);
        }
    }

    private void LookAtDay(JsonElement calendar, int step)
    {
        var held = calendar.GetProperty("rooms").EnumerateObject().SelectMany(room => room.Value.EnumerateArray())
            .Where(entry => !entry.TryGetProperty("gone", out _)).Select(entry => entry.GetProperty("booking").GetProperty("id").GetGuid()).ToHashSet();
        var done = Decided.Count(hit => !held.Contains(hit.Booking));
        _shownClosing |= done > 0 && done < Decided.Count;
        if (done >= Math.Min(step, Decided.Count - 1))
        {
            Reached(KillAt.ClosingHalfDone);
        }
    }

    private void Reached(KillAt point) => _reached[point].TrySetResult();

    /// <summary>What stood half-done in the log when the house was killed.</summary>
    public Halves HalfDone(LeftBehind left)
    {
        var state = left.Initiative(Initiative);
        var decided = Decided.Count(hit => left.Calendar(hit.Room).Entries[hit.Booking].Gone is not null);
        return new Halves(state.Decided && !Initiatives.Initiative.StepsToDo(state).IsEmpty,
            left.Calendar("s2").Entries.Values.Any(entry => entry.Booking.Moving is not null && entry.Gone is null),
            left.IsClosed(Shut) && decided < Decided.Count);
    }

    public async Task Ended()
    {
        await Eventually.True(async () => await Steps() is { Stage: "approved" } steps && steps.Done == steps.Of, "every room has answered the series", AnsweredWithin);
        await Eventually.True(async () => (await client.Calendar(Day(Today), Day(Today.AddDays(61)))).GetProperty("rooms").EnumerateObject()
            .SelectMany(room => room.Value.EnumerateArray()).All(entry => entry.TryGetProperty("gone", out _) || !entry.GetProperty("booking").TryGetProperty("moving", out _)),
            "nothing is on its way any more", AnsweredWithin);
        var lost = (await client.View(Key)).GetProperty("lost").EnumerateArray().Select(meeting => meeting.GetProperty("from").GetDateTimeOffset()).ToList();
        Assert.Contains(lost, from => DateOnly.FromDateTime(from.ToOffset(TimeSpan.FromHours(1)).Date) == Lost);
    }

    /// <summary>Each decision of the closing stands once in the facts, however often it was asked for.</summary>
    public void DecidedOnce(LeftBehind left)
    {
        Assert.True(left.IsClosed(Shut));
        foreach (var (hit, n) in _hits.Select((hit, n) => (hit, n)))
        {
            var here = left.Room(hit.Room);
            var (gone, begun, away) = (here.Count(it => it is RoomEvent.BookingCancelled cancelled && cancelled.Booking == hit.Booking || it is RoomEvent.RequestRejected rejected && rejected.Booking == hit.Booking),
                here.Count(it => it is RoomEvent.MoveBegun move && move.Booking == hit.Booking), here.Count(it => it is RoomEvent.MovedAway moved && moved.Booking == hit.Booking));
            Assert.Equal(n switch { < 2 => (0, 1, 1), 5 => (0, 0, 0), _ => (1, 0, 0) }, (gone, begun, away));
        }
        Assert.All(_moves, move => Assert.InRange(left.Room("s2").Count(it => it is RoomEvent.MoveBegun begun && begun.Booking == move.Booking), 0, 1));
    }

    /// <summary>The bookings that must be in exactly one room when all is over.</summary>
    public IEnumerable<Guid> InOneRoom => Moves.Concat(_hits.Where((_, n) => n is < 2 or 5).Select(hit => hit.Booking));

    private List<Hit> Decided => _hits[..5];

    private async Task<JsonElement> Closed()
    {
        var decisions = _hits.Select((hit, n) => $$"""{ "booking": "{{hit.Booking}}", "room": "{{hit.Room}}", {{What(n)}} }""");
        var body = $$"""{ "id": "{{_closing}}", "closure": { "firstDay": "{{Day(Shut)}}", "lastDay": "{{Day(Shut)}}", "reason": "Próba" }, "decisions": [ {{string.Join(',', decisions)}} ] }""";
        JsonElement answered = default;
        await Answered(async () =>
        {
            (var status, answered) = await client.PostTo("closures", body);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{status} {answered}");
            return status == HttpStatusCode.OK && answered.GetProperty("decisions").EnumerateArray().All(one => one.GetProperty("answer").GetProperty("status").GetString() != "unknown");
        });
        return answered;
    }

    // Two are moved, three called off or rejected, one is kept.
    private string What(int hit)
    {
        var to = Day(Today.AddDays(60));
        return hit switch
        {
            < 2 => $$"""
                "do": "move", "to": { "room": "{{ManyRooms.Rooms[hit + (number < 12 ? 6 : 1)]}}", "from": "{{to}}T{{Hour}}", "until": "{{to}}T{{HourEnd}}" }
                """,
            5 => "\"do\": \"keep\"",
            _ => "\"do\": \"cancel\"",
        };
    }

    private string Exceptions() => string.Join(',', Enumerable.Range(0, 6).Select(n => n == 5
        ? $$"""{ "day": "{{Day(First(number).AddDays(n))}}", "skip": true }"""
        : $$"""{ "day": "{{Day(First(number).AddDays(n))}}", "room": "s1" }"""));

    // Null as well while the board has not heard of the series yet.
    private async Task<(string? Stage, int Done, int Of)?> Steps() => (await client.Board()).GetProperty("views").TryGetProperty(Key, out var view) ? StepsOf(view) : null;

    private static (string? Stage, int Done, int Of)? StepsOf(JsonElement view) =>
        view.TryGetProperty("steps", out var steps) ? (view.GetProperty("stage").GetString(), steps.GetProperty("done").GetInt32(), steps.GetProperty("of").GetInt32()) : null;

    private string MoveTo(string room, Guid booking, DateOnly day) =>
        $$"""{ "$type": "move", "booking": "{{booking}}", "room": "{{room}}", "from": "{{Day(day)}}T{{Hour}}", "until": "{{Day(day)}}T{{HourEnd}}" }""";

    private Task Must(string envelope) => Answered(async () =>
    {
        var (status, answer) = await client.Post(envelope);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{status} {answer}");
        return status == HttpStatusCode.OK && (answer.GetProperty("status").GetString() is "accepted" or "repeated"
            || (answer.GetProperty("refusal").GetProperty("code").GetString() == "slot-taken" ? true : throw new InvalidOperationException($"{envelope}\n{answer}")));
    });

    // An answer that did not come means: send the same id again.
    private static Task Answered(Func<Task<bool>> ask) => Eventually.True(async () =>
    {
        try
        {
            return await ask();
        }
        catch (Exception away) when (away is IOException or JsonException or TaskCanceledException)
        {
            return false;
        }
    }, "it is answered", AnsweredWithin);

    private static string Request(string room, Guid booking, DateOnly day, string from, string until) => Envelope(Guid.NewGuid(), Room(room), $$"""
        { "$type": "request-booking", "booking": { "id": "{{booking}}", "title": "Próba", "from": "{{Day(day)}}T{{from}}", "until": "{{Day(day)}}T{{until}}", "people": 5, "organizer": { "kind": "resident" } } }
        """);

    private static string Room(string id) => $"room/{PublishedHouse.Place}/{id}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string At(int hour, int minute = 0) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");

    private static Guid Id(Random chance)
    {
        var bytes = new byte[16];
        chance.NextBytes(bytes);
        return new Guid(bytes);
    }

    private sealed record Hit(Guid Booking, string Room, int Hour, bool Approved);
}

/// <summary>The point at which a house is killed.</summary>
internal enum KillAt
{
    SeriesApproved, SeriesHalfDone, MoveAnswered, MovingShown, ClosingHalfDone, AnyTime,
}

/// <summary>Which of the three is half-done.</summary>
internal readonly record struct Halves(bool Series, bool Moving, bool Closing)
{
    public static Halves operator |(Halves one, Halves other) => new(one.Series || other.Series, one.Moving || other.Moving, one.Closing || other.Closing);
}

/// <summary>What has been asked; each ends when it is answered.</summary>
internal sealed record Asked(Task Series, Task Moves, Task<JsonElement> Closing)
{
    public Task All { get; } = Task.WhenAll(Series, Moves, Closing);
}
