using System.Globalization;
using Mal.Devices;
using Mal.Gate;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Wire;
using Microsoft.AspNetCore.Antiforgery;

namespace Mal.Public;

/// <summary>The organizer's link: for one meeting, on its day, from any phone.</summary>
internal static class MeetingPages
{
    private const int TextMax = 1000;
    private const int PeopleMax = 10000;

    public static void MapMeetingPages(this WebApplication app)
    {
        var meeting = app.MapGroup("/spotkanie/{code}").AddEndpointFilter(FormTexts.ReadFirst);
        meeting.MapGet("", Look);
        meeting.MapPost("/jestesmy", Count);
        meeting.MapPost("/konczymy", Finish);
        meeting.MapPost("/podsumowanie", CloseOut);
        app.MapGet("/api/places/{place}/meetings/{booking:guid}/link", Link).RequireAuthorization(DevicesSetup.Coordinator);
    }

    private static async Task<IResult> Link(KnownPlace place, Guid booking, MeetingDesk desk) => await desk.Code(place, booking) is ({ } house, { } code)
        ? Results.Json(new LinkAnswer(code, PublicAddress.Of(house.File.Place, $"/spotkanie/{code}")), Refusals.Json)
        : Refusals.Problem(StatusCodes.Status404NotFound, "Nie ma takiego spotkania", "Mogło być zbyt dawno albo w innym miejscu.");

    private static Task<IResult> Look(string code, HttpContext context, MeetingDesk desk, PublicPatience patience, IAntiforgery antiforgery) =>
        With(code, context, desk, patience, antiforgery, shown => Task.FromResult(Pages.Draw<MeetingPage>(shown with
        {
            Note = context.Request.Query["stan"].ToString() switch
            {
                "jestesmy" => shown.People is { } people ? $"Zapisane: {Phrases.People.Say(people)}." : "Zapisane.",
                "konczymy" => "Zapisane: sala jest już wolna. Dziękujemy!",
                "podsumowanie" => "Zapisane. Dziękujemy!",
                _ => null,
            },
        })));

    private static Task<IResult> Count(string code, HttpContext context, MeetingDesk desk, PublicPatience patience, IAntiforgery antiforgery) =>
        Do(code, context, desk, patience, antiforgery, "jestesmy", async (shown, form, command) =>
        {
            // Before anything is said: a number nobody can mean must not leave half of it written.
            if (!TryCount(form.OneLine("osoby"), out var people) || people is null or > PeopleMax)
            {
                return (422, $"Podaj liczbę osób od 0 do {PeopleMax}, na przykład 14.");
            }
            if (!shown.CanCount)
            {
                return (409, shown.IsOver ? "To spotkanie już się skończyło." : $"Jeszcze za wcześnie. Będzie można od {shown.OpensAt}.");
            }
            var here = await desk.Say(shown.Meeting, new RoomCommand.CheckIn(shown.Meeting.Entry.Booking.Id), command);
            // That the group is here may have been said already, by staff or by the count before.
            return here.Refusal is { Code: not "already-checked-in" } refused
                ? (409, refused.Message)
                : Trouble(await desk.Say(shown.Meeting, new RoomCommand.SetCount(people), command));
        });

    private static Task<IResult> Finish(string code, HttpContext context, MeetingDesk desk, PublicPatience patience, IAntiforgery antiforgery) =>
        Do(code, context, desk, patience, antiforgery, "konczymy", async (shown, _, command) =>
            shown.IsOver ? null : Trouble(await desk.Say(shown.Meeting, new RoomCommand.CheckOut(shown.Meeting.Entry.Booking.Id), command)));

    private static Task<IResult> CloseOut(string code, HttpContext context, MeetingDesk desk, PublicPatience patience, IAntiforgery antiforgery) =>
        Do(code, context, desk, patience, antiforgery, "podsumowanie", async (shown, form, command) =>
        {
            if (!TryCount(form.OneLine("obecni"), out var people) || !TryCount(form.OneLine("wolontariusze"), out var volunteers) || !TryHours(form.OneLine("godziny"), out var hours))
            {
                return (422, "Liczby wpisz cyframi; puste pole znaczy, że nikt nie liczył.");
            }
            var note = form.Lines("notatka");
            if (form.Wrong is [var unreadable, ..])
            {
                return (422, unreadable.Says);
            }
            if (note.Length > TextMax)
            {
                return (422, $"Notatka może mieć najwyżej {TextMax} znaków (jest {note.Length}).");
            }
            return Trouble(await desk.Say(shown.Meeting, new RoomCommand.CloseOutMeeting(shown.Meeting.Entry.Booking.Id, form.OneLine("odbylo") != "nie", people,
                Volunteers: volunteers, VolunteerHours: hours, Note: note.Length == 0 ? null : note), command));
        });

    private static Task<IResult> Do(string code, HttpContext context, MeetingDesk desk, PublicPatience patience, IAntiforgery antiforgery, string done,
        Func<MeetingShown, FormTexts, Guid, Task<(int Status, string Says)?>> work) => With(code, context, desk, patience, antiforgery, async shown =>
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Pages.Draw<MeetingPage>(shown with { Note = "Strona była otwarta zbyt długo. Spróbuj jeszcze raz.", IsWrong = true }, 400);
        }
        var form = await FormTexts.Read(context.Request);
        var command = Guid.TryParse(form.OneLine("polecenie"), out var id) && id != Guid.Empty ? id : Guid.CreateVersion7();
        try
        {
            return await work(shown, form, command) is { } trouble
                ? Pages.Draw<MeetingPage>(shown with { Note = trouble.Says, IsWrong = true }, trouble.Status)
                : Results.Redirect($"~/spotkanie/{shown.Code}?stan={done}");
        }
        catch (Api.MalformedException malformed)
        {
            return Pages.Draw<MeetingPage>(shown with { Note = malformed.Reason, IsWrong = true }, 422);
        }
    });

    private static async Task<IResult> With(string code, HttpContext context, MeetingDesk desk, PublicPatience patience, IAntiforgery antiforgery, Func<MeetingShown, Task<IResult>> then)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!patience.MayLook(context))
        {
            return Pages.Wait();
        }
        if (TrackingCode.Read(code) is not { } read || await desk.Find(read) is not { } meeting)
        {
            return Pages.Message(404, "Nie ma takiego spotkania", "Sprawdź link: kod ma 12 liter i cyfr.");
        }
        var (house, booking) = (meeting.House, meeting.Entry.Booking);
        var (day, today) = (house.Day(booking.From), house.Day(desk.Now));
        if (today > day)
        {
            return Pages.Message(410, "Ten link już nie działa", $"Działał w dniu spotkania: {Dates.Full(day)}. Jeśli trzeba coś dopisać, zadzwoń.", house);
        }
        if (meeting.Entry.Gone is not null || booking.Standing != Standing.Approved)
        {
            return Pages.Message(meeting.Entry.Gone is null ? 404 : 410, "To spotkanie się nie odbędzie", "Nie jest (albo już nie jest) w planie. Jeśli to pomyłka, zadzwoń.", house);
        }
        return today < day
            ? Pages.Message(200, "Jeszcze nie dziś", $"Ten link zadziała w dniu spotkania: {Dates.Full(day)}.", house)
            : await then(new MeetingShown(meeting, read, antiforgery.Token(context), Guid.CreateVersion7(), desk.Now, PlaceTexts.Of(house.File.Place).FreeTextHint!));
    }

    private static (int Status, string Says)? Trouble(Answer answer) => answer switch
    {
        { Refusal: { } refusal } => (409, refusal.Message),
        { Status: AnswerStatus.Unknown } => (503, "Nie wiemy, czy to dotarło. Zapisz jeszcze raz: nie policzy się podwójnie."),
        _ => null,
    };

    private static bool TryCount(string? typed, out int? count)
    {
        count = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return string.IsNullOrWhiteSpace(typed) || count is not null;
    }

    private static bool TryHours(string? typed, out decimal? hours)
    {
        hours = decimal.TryParse(typed?.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
        return string.IsNullOrWhiteSpace(typed) || hours is not null;
    }

    /// <param name="Address">Null while the place has no public address: a link that works for nobody else is none.</param>
    private sealed record LinkAnswer(string Code, string? Address);
}
