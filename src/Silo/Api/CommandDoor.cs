using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Initiatives;
using Mal.Live;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Api;

/// <summary>What came in is not a command at all: which field, and why.</summary>
/// <remarks>Both may quote what came in, so they are cut: a mistake of 60,000 letters is not answered with as many.</remarks>
internal sealed class MalformedException(string fieldPath, string reason) : Exception($"{Cut(fieldPath)}: {Cut(reason)}")
{
    private const int LettersMax = 300;

    public string FieldPath => Cut(fieldPath);

    public string Reason => Cut(reason);

    internal static string Cut(string text) => text.Length <= LettersMax ? text : $"{text[..LettersMax]}…";
}

/// <summary>There is no such place or thing.</summary>
internal sealed class UnknownKeyException(Key key) : Exception($"key: nie ma „{key}”.");

/// <summary>
/// The one door every command comes through, from HTTP and hub alike: who may, whether it is a command at all, whom it is
/// for. What passes is the rules' to decide.
/// </summary>
internal sealed class CommandDoor(KnownPlaces places, BoardRelay relay, AcceptedHere accepted, Surroundings around, NodeTrouble trouble)
{
    /// <summary>In one message, from HTTP and hub alike.</summary>
    public const int MostCommands = 200;

    private const long OldestMs = 62L * 24 * 60 * 60 * 1000;

    /// <summary>What only initiatives need.</summary>
    public InitiativeDoor Initiatives { get; } = new(places, accepted, around);

    /// <summary>What only rooms need.</summary>
    public RoomDoor Rooms { get; } = new(places, relay, accepted, around.Time);

    private readonly ShelfDoor shelves = new(accepted, around);

    /// <summary>From the hub, where every answer, malformed included, is a value: one envelope, or an array of them that is answered in order.</summary>
    public async Task<JsonElement> SendLive(JsonElement message, ClaimsPrincipal user)
    {
        if (message.ValueKind != JsonValueKind.Array)
        {
            return JsonSerializer.SerializeToElement(await Live(message, user), Wire.Wire.Tolerant);
        }
        if (message.GetArrayLength() > MostCommands)
        {
            return JsonSerializer.SerializeToElement(Malformed($"body: najwyżej {MostCommands} poleceń naraz"), Wire.Wire.Tolerant);
        }
        var answers = ImmutableList.CreateBuilder<Answer>();
        foreach (var envelope in message.EnumerateArray())
        {
            answers.Add(await Live(envelope, user));
        }
        return JsonSerializer.SerializeToElement(answers.ToImmutable(), Wire.Wire.Tolerant);
    }

    /// <summary>One of several: what is malformed or meant for nobody is told in its place, and the others go on.</summary>
    public async Task<Answer> Answered(JsonElement envelope, KnownPlace place, By by)
    {
        try
        {
            return await Send(envelope, place, by);
        }
        catch (MalformedException malformed)
        {
            return Malformed(malformed.Message);
        }
        catch (UnknownKeyException unknown)
        {
            return Unknown(unknown);
        }
    }

    /// <exception cref="MalformedException">It is not a command; nothing was written.</exception>
    /// <exception cref="UnknownKeyException">There is no such thing in this place.</exception>
    public async Task<Answer> Send(JsonElement json, KnownPlace place, By by)
    {
        var envelope = Read(json);
        if (envelope.Id == Guid.Empty)
        {
            throw new MalformedException("id", "identyfikator nie może być pusty");
        }
        if (envelope.AgeMs is < 0 or > OldestMs)
        {
            throw new MalformedException("ageMs", "wiek w milisekundach: od 0 do 62 dni");
        }
        if (Key.Parse(envelope.Key) is not { } key)
        {
            throw new MalformedException("key", "to nie jest klucz rzeczy w miejscu");
        }
        PlaceRelay? board;
        try
        {
            board = key.Place == place.Id ? await relay.Of(place) : null;
        }
        catch (UnheardException)
        {
            return Answer.Unknown;
        }
        if (board is not { House: { } house } || !Exists(house, board, key))
        {
            throw new UnknownKeyException(key);
        }
        if ((by.Room is { } room && (key.Kind, key.Id) != ("room", room)) || (by.Shelf is { } shelf && (key.Kind, key.Id) != ("shelf", shelf)))
        {
            return new Answer(AnswerStatus.Refused, 0, RoomRefusals.NotAllowed);
        }
        var answer = await Send(envelope, place, key, by, house);
        trouble.Answered(answer);
        return answer;
    }

    private async Task<Answer> Send(Envelope envelope, KnownPlace place, Key key, By by, House house)
    {
        try
        {
            return key.Kind switch
            {
                "room" => await Rooms.Send(envelope.Id, key, Parse<RoomCommand>(envelope.Command), envelope.AgeMs, by, house),
                "shelf" => await Shelf(envelope, place, key, by, house),
                "place" => await Place(envelope, place, by),
                _ => await Initiatives.Send(envelope.Id, key, Parse<InitiativeCommand>(envelope.Command), envelope.AgeMs, by, house),
            };
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException or IOException or Azure.RequestFailedException or AggregateException)
        {
            // It may have happened: the same id asked again gets the truth.
            return Answer.Unknown;
        }
    }

    private async Task<Answer> Live(JsonElement envelope, ClaimsPrincipal user)
    {
        Key? key;
        try
        {
            key = Key.Parse(Read(envelope).Key);
        }
        catch (MalformedException malformed)
        {
            return Malformed(malformed.Message);
        }
        return key is not { } asked ? Malformed("key: to nie jest klucz rzeczy w miejscu")
            : user.By(asked.Place).MaySend ? await Answered(envelope, asked, user)
            : new Answer(AnswerStatus.Refused, 0, new Refusal("not-paired", "To urządzenie nie może nic zmieniać. Połącz je w koordynacji."));
    }

    private async Task<Answer> Answered(JsonElement envelope, Key key, ClaimsPrincipal user) =>
        places.Find(key.Place) is { } place ? await Answered(envelope, place, user.By(place)) : Unknown(new UnknownKeyException(key));

    private static Answer Unknown(UnknownKeyException unknown) => new(AnswerStatus.Refused, 0, new Refusal("unknown-key", unknown.Message));

    private static Answer Malformed(string message) => new(AnswerStatus.Refused, 0, new Refusal("malformed", message));

    private async Task<Answer> Shelf(Envelope envelope, KnownPlace place, Key key, By by, House house)
    {
        var command = Parse<ShelfCommand>(envelope.Command);
        if (command is ShelfCommand.UndoPast)
        {
            throw new MalformedException("command.$type", "tego polecenia nie przyjmujemy z zewnątrz");
        }
        Check(Shelves.Shelf.Malformed(command));
        var answer = await accepted.Note(key, place.Shelf(house, key.Id).Send(envelope.Id, command, envelope.AgeMs, by));
        return command is ShelfCommand.Undo undo && answer.Refusal?.Code == "nothing-to-undo" && by.Role >= Role.Coordinator
            ? await shelves.UndoPast(place.Shelf(house, key.Id), key, undo.Command, by) ?? answer
            : answer;
    }

    private async Task<Answer> Place(Envelope envelope, KnownPlace place, By by)
    {
        var command = Parse<PlaceCommand>(envelope.Command);
        if (command is PlaceCommand.Import or PlaceCommand.OpenInitiative or PlaceCommand.CloseInitiative)
        {
            throw new MalformedException("command.$type", "tego polecenia nie przyjmujemy z zewnątrz");
        }
        Check(Places.Place.Malformed(command));
        return await accepted.Note(Key.OfPlace(place.Id), place.Place.Send(envelope.Id, command, envelope.AgeMs, by));
    }

    private static bool Exists(House house, PlaceRelay board, Key key) => key.Kind switch
    {
        "place" => true,
        "room" => house.Room(key.Id) is not null,
        "shelf" => house.Shelf(key.Id) is not null,
        // The view of a place does not carry its initiatives. One that lives by itself may be about to begin: its id is the client's.
        _ => board.Knows(key) || InitiativeDoor.IsOwn(key.Id),
    };

    internal static void Check(string? malformed, string under = "command")
    {
        if (malformed is null)
        {
            return;
        }
        var colon = malformed.IndexOf(':', StringComparison.Ordinal);
        throw colon < 0 ? new MalformedException(under, malformed)
            : new MalformedException(under.Length == 0 ? malformed[..colon].Trim() : $"{under}.{malformed[..colon].Trim()}", malformed[(colon + 1)..].Trim());
    }

    private static Envelope Read(JsonElement json) => Parse<Envelope>(json, "");

    internal static T Parse<T>(JsonElement json, string under = "command")
    {
        try
        {
            return json.Deserialize<T>(Wire.Wire.Strict) ?? throw new MalformedException(under.Length == 0 ? "envelope" : under, "nie może być puste");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new MalformedException(Field(failure, under), Reason(failure));
        }
    }

    // The serializer names its own types here, which says nothing to whoever wrote the JSON.
    private static string Reason(Exception failure) => failure.Message.Contains("could not be converted to", StringComparison.Ordinal)
        ? "tu stoi wartość innego rodzaju: sprawdź, czy ma być liczba, słowo z listy, data czy identyfikator"
        : failure.Message.Split(" Path:")[0];

    private static string Field(Exception failure, string under)
    {
        // The serializer names a missing field in its words, a wrong one in its path.
        var quoted = failure.Message.Contains("missing required", StringComparison.Ordinal) ? failure.Message.Split('\'') is { Length: > 3 } words ? words[3] : "" : "";
        var path = (failure as JsonException)?.Path is { Length: > 1 } at ? at.TrimStart('$', '.') : quoted;
        if (path.Length == 0 && failure.Message.Contains("discriminator", StringComparison.Ordinal) || failure is NotSupportedException)
        {
            path = "$type";
        }
        return string.Join('.', new[] { under, path }.Where(part => part.Length > 0)) is { Length: > 0 } field ? field : "envelope";
    }
}
