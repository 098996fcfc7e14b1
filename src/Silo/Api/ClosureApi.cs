using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Live;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Api;

/// <summary>
/// A closure in one decision: first what it hits, then the closure and what becomes of each hit booking. The closure is
/// written down first; every step carries an id derived from the request's, so that a half-done one is simply sent again.
/// </summary>
internal static class ClosureApi
{
    private const int DecisionsMax = 200;
    private const string ReasonCode = "house-closed";

    public static void MapClosures(this RouteGroupBuilder place)
    {
        place.MapPost("/closures/preview", Preview).RequireAuthorization(DevicesSetup.Coordinator);
        place.MapPost("/closures", Close).RequireAuthorization(DevicesSetup.Coordinator);
    }

    private static Task<IResult> Preview(KnownPlace place, HttpRequest request, CommandDoor door, Surroundings around) =>
        Asked<ClosureQuestion>(place, request, async (asked, house) =>
        {
            Sound(asked.Closure);
            return Results.Json(new ClosureHits(await Hits(house, asked.Closure, door, around.Time)), Wire.Wire.Tolerant);
        });

    private static Task<IResult> Close(
        KnownPlace place, HttpRequest request, CommandDoor door, AcceptedHere accepted, Surroundings around, ClaimsPrincipal user) =>
        Asked<ClosureRequest>(place, request, async (asked, house) =>
        {
            Sound(asked.Closure);
            Sound(asked, house);
            var hits = await Hits(house, asked.Closure, door, around.Time);
            if (hits.Find(hit => !asked.Decisions.Exists(decision => decision.Booking == hit.Booking)) is { } missing)
            {
                throw new MalformedException("decisions", $"brakuje decyzji o rezerwacji {missing.Booking} („{missing.Title}”, {missing.Room})");
            }
            var closed = await accepted.Note(Key.OfPlace(place.Id), place.Place.Send(asked.Id, new PlaceCommand.AddClosure(asked.Closure), 0, user.By(place)));
            if (closed.Status == AnswerStatus.Unknown)
            {
                request.HttpContext.Response.Headers.RetryAfter = "1";
                return Results.Json(new ClosureAnswer(closed, []), Wire.Wire.Tolerant, statusCode: 503);
            }
            if (closed.Status == AnswerStatus.Refused)
            {
                return Results.Json(new ClosureAnswer(closed, []), Wire.Wire.Tolerant);
            }
            var answers = ImmutableList.CreateBuilder<DecisionAnswer>();
            foreach (var decision in asked.Decisions)
            {
                answers.Add(new DecisionAnswer(decision.Booking, decision.Room, decision.Do, await Do(asked.Id, decision, hits, place, door, user.By(place), house)));
            }
            return Results.Json(new ClosureAnswer(closed, answers.ToImmutable()), Wire.Wire.Tolerant);
        });

    private static async Task<Answer> Do(Guid closure, ClosureDecision decision, ImmutableList<ClosureHit> hits, KnownPlace place, CommandDoor door, By by, House house)
    {
        RoomCommand? command = decision switch
        {
            // What nobody has decided about yet was never a meeting, and is rejected.
            { Do: ClosureChoice.Cancel } when hits.Exists(hit => hit.Booking == decision.Booking && hit.Standing != Standing.Approved) =>
                new RoomCommand.RejectRequest(decision.Booking, ReasonCode),
            { Do: ClosureChoice.Cancel } => new RoomCommand.CancelBooking(decision.Booking, ReasonCode),
            { Do: ClosureChoice.Move, To: { } to } => new RoomCommand.MoveBooking(decision.Booking, to.From, to.Until, to.Room),
            _ => null,
        };
        try
        {
            var answer = command is null ? new Answer(AnswerStatus.Accepted, 0) : await Send(command);
            // Sent again, what was rejected is a request no more; the room knows under this id what it was when it was decided.
            return answer.Refusal?.Code == Refusal.IdReused.Code && decision.Do == ClosureChoice.Cancel
                ? await Send(command is RoomCommand.RejectRequest ? new RoomCommand.CancelBooking(decision.Booking, ReasonCode) : new RoomCommand.RejectRequest(decision.Booking, ReasonCode))
                : answer;
        }
        catch (MalformedException malformed)
        {
            // One that cannot be done stops none of the others.
            return new Answer(AnswerStatus.Refused, 0, new Refusal("malformed", malformed.Message));
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return Answer.Unknown;
        }

        Task<Answer> Send(RoomCommand one) => door.Rooms.Send(Derived(closure, decision.Booking), Key.Room(place.Id, decision.Room), one, 0, by, house);
    }

    private static async Task<ImmutableList<ClosureHit>> Hits(House house, Closure closure, CommandDoor door, TimeProvider time)
    {
        var held = await door.Rooms.Calendars(house, house.At(closure.FirstDay, TimeOnly.MinValue), house.At(closure.LastDay.AddDays(1), TimeOnly.MinValue));
        return Closures.Hits(house, closure, held, time.GetUtcNow());
    }

    private static void Sound(Closure closure) => CommandDoor.Check(Place.Malformed(new PlaceCommand.AddClosure(closure)), "");

    private static void Sound(ClosureRequest asked, House house)
    {
        if (asked.Id == Guid.Empty)
        {
            throw new MalformedException("id", "identyfikator nie może być pusty");
        }
        if (asked.Decisions.Count > DecisionsMax)
        {
            throw new MalformedException("decisions", $"najwyżej {DecisionsMax} naraz");
        }
        var shut = Closures.With(house, asked.Closure);
        for (var i = 0; i < asked.Decisions.Count; i++)
        {
            var decision = asked.Decisions[i];
            if (house.Room(decision.Room) is null)
            {
                throw new MalformedException($"decisions[{i}].room", $"nie ma sali „{decision.Room}”");
            }
            if (asked.Decisions.FindIndex(other => other.Booking == decision.Booking) < i)
            {
                throw new MalformedException($"decisions[{i}].booking", "o tej rezerwacji jest już decyzja");
            }
            if ((decision.Do == ClosureChoice.Move) != decision.To is not null)
            {
                throw new MalformedException($"decisions[{i}].to", "podaje się przy przenoszeniu i tylko wtedy");
            }
            // The rooms may hear of the closure a moment later than this request, so it is looked at here.
            if (decision.To is { } to && !Closures.Fits(shut, house.InstantOf(to.From), house.InstantOf(to.Until)))
            {
                throw new MalformedException($"decisions[{i}].to", "o tej porze dom jest zamknięty");
            }
        }
    }

    private static async Task<IResult> Asked<T>(KnownPlace place, HttpRequest request, Func<T, House, Task<IResult>> answer)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            return await place.Place.House() is { } house
                ? await answer(CommandDoor.Parse<T>(body.RootElement, ""), house)
                : HouseApi.NotYet();
        }
        catch (JsonException failure)
        {
            return HouseApi.Problem(400, "body", failure.Message);
        }
        catch (MalformedException malformed)
        {
            return HouseApi.Problem(400, malformed.FieldPath, malformed.Reason);
        }
    }

    // The same for the same request and booking, for ever: deciding twice does it once.
    private static Guid Derived(Guid closure, Guid booking) => new(SHA256.HashData([.. closure.ToByteArray(), .. booking.ToByteArray()]).AsSpan(0, 16));
}
