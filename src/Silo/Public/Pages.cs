using Mal.Places;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mal.Public;

/// <summary>How these pages answer: drawn here, in one piece, with the status a program would want.</summary>
internal static class Pages
{
    public static IResult Draw<TPage>(object model, int status = 200)
        where TPage : IComponent => new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Model"] = model }) { StatusCode = status, PreventStreamingRendering = true };

    public static IResult Message(int status, string title, string says, House? house = null) =>
        new RazorComponentResult<MessagePage>(new Dictionary<string, object?> { ["Title"] = title, ["Says"] = says, ["House"] = house }) { StatusCode = status };

    /// <summary>In the first moments of the first start.</summary>
    public static IResult NotYet() => Message(404, "Tego miejsca jeszcze nie ma", "Spróbuj ponownie za chwilę.");

    public static IResult Wait(House? house = null) => Message(429, "Za dużo prób", "Poczekaj minutę i spróbuj ponownie.", house);

    /// <summary>A hidden field for a form, and the cookie that belongs to it.</summary>
    public static string Token(this IAntiforgery antiforgery, HttpContext context)
    {
        // What stands on these pages is for one pair of eyes.
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return antiforgery.GetAndStoreTokens(context).RequestToken!;
    }
}
