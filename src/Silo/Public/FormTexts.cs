using System.Collections.Immutable;
using Mal.Texts;

namespace Mal.Public;

/// <summary>
/// A form as it was sent, every field by the rule of texts. The one place where a form is read, so that a new field cannot
/// forget it; a field that cannot be mended stays as it was typed, beside its error.
/// </summary>
internal sealed class FormTexts(IFormCollection sent)
{
    private readonly Dictionary<string, FieldError> _wrong = [];

    public static async Task<FormTexts> Read(HttpRequest request) => new(await request.ReadFormAsync());

    /// <summary>What was wrong with the fields that were asked for so far.</summary>
    public ImmutableList<FieldError> Wrong => [.. _wrong.Values];

    public bool Has(string field) => sent.ContainsKey(field);

    public string OneLine(string field) => Taken(field, sent[field].ToString(), TextRule.OneLine);

    /// <summary>A browser sends a line break as two characters; a person counts one.</summary>
    public string Lines(string field) => Taken(field, sent[field].ToString(), TextRule.Lines);

    public ImmutableList<string> Each(string field, int most) => [.. sent[field].OfType<string>().Take(most).Select(one => Taken(field, one, TextRule.OneLine))];

    /// <summary>What cannot be read as a form at all, as one with a character zero in it, is told so before any page looks at it.</summary>
    public static async ValueTask<object?> ReadFirst(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            if (context.HttpContext.Request.HasFormContentType)
            {
                await context.HttpContext.Request.ReadFormAsync();
            }
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or InvalidDataException or BadHttpRequestException)
        {
            return Pages.Message(400, "Nie udało się odczytać formularza", "W którymś polu jest niewidoczny znak, którego nie przyjmujemy. Otwórz stronę i wypełnij ją jeszcze raz.");
        }
        return await next(context);
    }

    private string Taken(string field, string typed, Func<string, CleanText> rule)
    {
        var (text, wrong) = rule(typed);
        if (wrong is not null)
        {
            _wrong[field] = new FieldError(field, $"{char.ToUpperInvariant(wrong[0])}{wrong[1..]}.");
        }
        return text;
    }
}
