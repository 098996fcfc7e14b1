using System.Collections.Immutable;
using Mal.Facts;
using Mal.Gate;
using Mal.Places;
using Mal.Wire;
using Microsoft.AspNetCore.Antiforgery;

namespace Mal.Public;

/// <summary>
/// The resident's form and its tracking page. Who sends it is anyone, whatever cookie the browser holds: a form carries its
/// own token, and what may be done to a request is given by its code alone.
/// </summary>
internal static class RequestPages
{
    public const string TokenField = "__RequestVerificationToken";
    private const int TextMax = 1000;

    public static void MapRequestPages(this WebApplication app)
    {
        var place = app.MapGroup("/zgloszenie/{place}").AddEndpointFilter(FormTexts.ReadFirst);
        place.MapGet("", Form);
        place.MapPost("", Send);
        place.MapGet("/{code}", Track);
        place.MapPost("/{code}/odpowiedz", AnswerQuestion);
        place.MapPost("/{code}/wycofaj", Withdraw);
        place.MapPost("/{code}/usun-dane", Erase);
    }

    private static async Task<IResult> Form(KnownPlace place, HttpContext context, RequestDesk desk, IAntiforgery antiforgery) =>
        await place.Place.House() is { } house
            ? Pages.Draw<RequestPage>(Shown(house, RequestForm.Empty(TrackingCode.New()), desk, antiforgery.Token(context)))
            : Pages.NotYet();

    private static async Task<IResult> Send(KnownPlace place, HttpContext context, RequestDesk desk, PublicPatience patience, IAntiforgery antiforgery)
    {
        if (await place.Place.House() is not { } house)
        {
            return Pages.NotYet();
        }
        if (!context.Request.HasFormContentType)
        {
            return Pages.Message(400, "To nie jest formularz", "Otwórz stronę zgłoszenia i wypełnij formularz.", house);
        }
        var sent = await FormTexts.Read(context.Request);
        var form = RequestForm.Read(sent, TrackingCode.Read(sent.OneLine("kod")) ?? TrackingCode.New());
        if (sent.OneLine("strona").Length > 0)
        {
            // Only a program fills what nobody sees. It is not told.
            return Results.Redirect($"~/zgloszenie/{place.Id}/{form.Code}?nowe=1");
        }
        var shown = Shown(house, form, desk, antiforgery.Token(context));
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Pages.Draw<RequestPage>(shown with { Says = "Strona była otwarta zbyt długo albo na innym urządzeniu. Nic nie zginęło: sprawdź i wyślij jeszcze raz." }, 400);
        }
        if (form.Errors(house) is { IsEmpty: false } errors)
        {
            return Pages.Draw<RequestPage>(shown with { Errors = errors }, 422);
        }
        if (!patience.MaySend(context, place))
        {
            return Pages.Draw<RequestPage>(shown with { Says = "Przyszło teraz dużo zgłoszeń. Poczekaj chwilę i wyślij jeszcze raz, wszystko tu zostało." }, 429);
        }
        // The same form sent once more: it has been asked already.
        if (await desk.Find(house, form.Code) is not null)
        {
            return Results.Redirect(Tracking(place, form));
        }
        try
        {
            return form.IsSeries ? await AskSeries(place, house, form, shown, sent, desk, patience)
                : patience.MayAsk(place, house.Day(desk.Now), form.Code) ? Told(place, shown, await desk.Ask(house, form, Sending(sent))) : TooManyToday(shown);
        }
        catch (Api.MalformedException malformed)
        {
            return Pages.Draw<RequestPage>(shown with { Says = malformed.Reason }, 422);
        }
    }

    // One page, one sending; but each of the buttons for what is free instead is another.
    private static string Sending(FormTexts sent) =>
        $"{(Guid.TryParse(sent.OneLine("polecenie"), out var page) && page != Guid.Empty ? page : Guid.CreateVersion7()):N}:{sent.OneLine("zamiast")}";

    private static string Tracking(KnownPlace place, RequestForm form) => $"~/zgloszenie/{place.Id}/{form.Code}?nowe=1";

    // A series is first answered with all its dates; it is sent for good by who has looked at those very dates.
    private static async Task<IResult> AskSeries(KnownPlace place, House house, RequestForm form, RequestShown shown, FormTexts sent, RequestDesk desk, PublicPatience patience)
    {
        var (offer, refusal) = await desk.Series.Try(house, form);
        if (offer is null)
        {
            return Pages.Draw<RequestPage>(Refused(shown, refusal!), 409);
        }
        var looked = shown with { Offer = offer, Chosen = sent };
        if (sent.OneLine("cykl") != offer.Seal)
        {
            return Pages.Draw<RequestPage>(sent.OneLine("wyslij") == "cykl" ? looked with { Says = "Od ostatniego sprawdzenia coś się zmieniło. Sprawdź terminy i wyślij jeszcze raz." } : looked,
                sent.OneLine("wyslij") == "cykl" ? 409 : 200);
        }
        return offer.Exceptions(sent) is { } exceptions
            ? patience.MayAsk(place, house.Day(desk.Now), form.Code) ? Told(place, looked, await desk.Series.Submit(house, form, offer, exceptions, Sending(sent))) : TooManyToday(looked)
            : Pages.Draw<RequestPage>(looked with { Errors = [new FieldError("terminy", "Przy każdym zajętym terminie wybierz, co robimy. Co najmniej jeden termin musi zostać.")] }, 422);
    }

    private static IResult TooManyToday(RequestShown shown) => Pages.Draw<RequestPage>(shown with
    {
        Says = $"Dziś przyszło już bardzo dużo zgłoszeń i więcej tędy nie przyjmiemy. Zadzwoń: {shown.House.File.Place.Phone}, przyjdź do nas ({shown.House.File.Place.Address}) albo wyślij jutro. Nic nie zostało zapisane.",
    }, 429);

    private static IResult Told(KnownPlace place, RequestShown shown, Answer answer) => answer switch
    {
        { Refusal: { } refusal } => Pages.Draw<RequestPage>(Refused(shown, refusal), 409),
        { Status: AnswerStatus.Unknown } => Pages.Draw<RequestPage>(shown with { Says = "Nie wiemy, czy zgłoszenie dotarło. Wyślij jeszcze raz: nie powstaną dwa." }, 503),
        _ => Results.Redirect(Tracking(place, shown.Form)),
    };

    private static RequestShown Refused(RequestShown shown, Refusal refusal)
    {
        var field = refusal.Code switch
        {
            "too-many-people" => "osoby",
            "missing-feature" => "potrzeby",
            "slot-taken" or "out-of-service" or "out-of-season" or "drop-in" => "sala",
            "too-long" => "do",
            "too-many-dates" or "series-without-end" => "ostatni",
            "group-pending" => "kontakt",
            _ => "dzien",
        };
        return shown with { Errors = [new FieldError(field, refusal.Message)], Instead = refusal.Alternatives ?? [] };
    }

    private static async Task<IResult> Track(KnownPlace place, string code, HttpContext context, RequestDesk desk, PublicPatience patience, IAntiforgery antiforgery)
    {
        var says = context.Request.Query["stan"].ToString() switch
        {
            "odpowiedz" => "Dziękujemy za odpowiedź.",
            "wycofane" => "Zgłoszenie wycofane.",
            "usuniete" => "Twoje dane zostały usunięte.",
            _ => null,
        };
        return await With(place, code, context, desk, patience, found =>
            Task.FromResult(Pages.Draw<TrackedPage>(Shown(found, code, context, desk, antiforgery) with { Note = says, IsNew = context.Request.Query.ContainsKey("nowe") })));
    }

    private static Task<IResult> AnswerQuestion(KnownPlace place, string code, HttpContext context, RequestDesk desk, PublicPatience patience, IAntiforgery antiforgery) =>
        Do(place, code, context, desk, patience, antiforgery, "odpowiedz", async (found, shown) =>
        {
            var form = await FormTexts.Read(context.Request);
            var text = form.Lines("odpowiedz");
            var wrong = form.Wrong is [var unreadable, ..] ? unreadable.Says : text.Length == 0 ? "Wpisz odpowiedź." : text.Length > TextMax ? $"Odpowiedź może mieć najwyżej {TextMax} znaków (jest {text.Length})." : null;
            if (wrong is not null)
            {
                return Pages.Draw<TrackedPage>(shown with { Note = wrong, AnswerTyped = text }, 422);
            }
            var command = Guid.TryParse(form.OneLine("polecenie"), out var id) && id != Guid.Empty ? id : Guid.CreateVersion7();
            var answer = await desk.AnswerQuestion(found.House, found.Request, text, command);
            return answer.Refusal is { } refusal ? Pages.Draw<TrackedPage>(shown with { Note = refusal.Message, AnswerTyped = text }, 409) : null;
        });

    private static Task<IResult> Withdraw(KnownPlace place, string code, HttpContext context, RequestDesk desk, PublicPatience patience, IAntiforgery antiforgery) =>
        Do(place, code, context, desk, patience, antiforgery, "wycofane", async (found, shown) =>
            await desk.Withdraw(found.House, found.Request) is { Refusal: { } refusal } && shown.CanWithdraw ? Pages.Draw<TrackedPage>(shown with { Note = refusal.Message }, 409) : null);

    private static Task<IResult> Erase(KnownPlace place, string code, HttpContext context, RequestDesk desk, PublicPatience patience, IAntiforgery antiforgery) =>
        Do(place, code, context, desk, patience, antiforgery, "usuniete", async (found, _) =>
        {
            await desk.Erase(found.House, found.Request);
            return null;
        });

    /// <summary>What a button does, then the page anew, so that a reload does nothing twice.</summary>
    private static Task<IResult> Do(KnownPlace place, string code, HttpContext context, RequestDesk desk, PublicPatience patience, IAntiforgery antiforgery, string done,
        Func<(House House, Tracked Request), TrackedShown, Task<IResult?>> work) => With(place, code, context, desk, patience, async found =>
    {
        var shown = Shown(found, code, context, desk, antiforgery);
        return !await antiforgery.IsRequestValidAsync(context)
            ? Pages.Draw<TrackedPage>(shown with { Note = "Strona była otwarta zbyt długo. Spróbuj jeszcze raz." }, 400)
            : await work(found, shown) ?? Results.Redirect($"~/zgloszenie/{place.Id}/{shown.Code}?stan={done}");
    });

    private static async Task<IResult> With(KnownPlace place, string code, HttpContext context, RequestDesk desk, PublicPatience patience, Func<(House House, Tracked Request), Task<IResult>> then)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!patience.MayLook(context))
        {
            return Pages.Wait();
        }
        if (await place.Place.House() is not { } house)
        {
            return Pages.NotYet();
        }
        return TrackingCode.Read(code) is { } read && await desk.Find(house, read) is { } request
            ? await then((house, request))
            : Pages.Message(404, "Nie ma takiego zgłoszenia", "Sprawdź kod: 12 liter i cyfr, bez O, I, Z i S.", house);
    }

    private static TrackedShown Shown((House House, Tracked Request) found, string code, HttpContext context, RequestDesk desk, IAntiforgery antiforgery)
    {
        var (house, texts, read, token) = (found.House, PlaceTexts.Of(found.House.File.Place), TrackingCode.Read(code)!, antiforgery.Token(context));
        return found.Request is TrackedSeries series
            ? new TrackedSeriesShown(house, texts, read, series, token, Guid.CreateVersion7(), desk.Now)
            : new TrackedMeetingShown(house, texts, read, (TrackedBooking)found.Request, token, Guid.CreateVersion7(), desk.Now);
    }

    private static RequestShown Shown(House house, RequestForm form, RequestDesk desk, string token)
    {
        var today = house.Day(desk.Now);
        return new(house, PlaceTexts.Of(house.File.Place), form, token, Guid.CreateVersion7(), today.AddDays(house.Settings.LeadDaysMin), today.AddDays(house.Settings.LeadDaysMax), [], []);
    }
}
