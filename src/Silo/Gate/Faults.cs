using System.Collections.Concurrent;
using Mal.Devices;
using Mal.Public;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Data.Sqlite;

namespace Mal.Gate;

/// <summary>
/// What an endpoint threw becomes an answer: what cannot be read is the sender's mistake, a memory that does not answer is
/// asked again, and the rest is a fault of ours. A fault is told to the log by where it happened and never by its message,
/// which may hold what a stranger sent; the same one again within a minute is not told twice.
/// </summary>
internal sealed partial class Faults(ILogger<Faults> log)
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    // Far more than there can be ways to fail; it only keeps a surprise from growing.
    private const int MostKept = 100;

    private readonly ConcurrentDictionary<string, long> _told = new(StringComparer.Ordinal);

    public async Task Answer(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
        catch (Exception fault)
        {
            var answer = Of(fault, context);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }
            context.Response.Clear();
            await answer.ExecuteAsync(context);
        }
    }

    /// <param name="where">The endpoint's pattern or the method's name, as we wrote it.</param>
    public void Tell(string where, Exception fault)
    {
        var how = $"{fault.GetType().FullName}\n{fault.StackTrace}";
        for (var inner = fault.InnerException; inner is not null; inner = inner.InnerException)
        {
            how += $"\n{inner.GetType().FullName}\n{inner.StackTrace}";
        }
        var now = Environment.TickCount64;
        if (_told.TryGetValue(how, out var last) && now - last < Often.TotalMilliseconds)
        {
            return;
        }
        if (_told.Count >= MostKept)
        {
            _told.Clear();
        }
        _told[how] = now;
        LogFault(log, where, how);
    }

    /// <summary>Whether a program asks, and not a person with a page before them.</summary>
    public static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/hubs");

    /// <summary>The memory or an actor does not answer just now.</summary>
    public static bool IsAway(Exception fault) =>
        fault is TimeoutException or Orleans.Runtime.OrleansException or IOException or SqliteException or Azure.RequestFailedException;

    private IResult Of(Exception fault, HttpContext context)
    {
        switch (fault)
        {
            case BadHttpRequestException bad:
                return Say(context, bad.StatusCode, "Nieprawidłowe zapytanie",
                    "Tego zapytania nie da się odczytać: sprawdź adres, to, co w nim po znaku zapytania, i wysłaną treść.", Parameter(bad));
            case InvalidDataException or AntiforgeryValidationException:
                return Say(context, StatusCodes.Status400BadRequest, "Nieprawidłowe zapytanie", "Wysłanej treści nie da się odczytać.", "body");
            case Api.MalformedException malformed:
                return Say(context, StatusCodes.Status400BadRequest, malformed.Message, malformed.Reason, malformed.FieldPath);
            case Api.UnknownKeyException unknown:
                return Say(context, StatusCodes.Status404NotFound, unknown.Message, "Sprawdź klucz.", "key");
            case var _ when IsAway(fault):
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.RetryAfter = "1";
                    return Task.CompletedTask;
                });
                return Say(context, StatusCodes.Status503ServiceUnavailable, "Magazyn danych nie odpowiada.", "Spróbuj ponownie za chwilę.", null);
            default:
                Tell(context.GetEndpoint()?.DisplayName ?? "before any endpoint", fault);
                return Say(context, StatusCodes.Status500InternalServerError, "Coś się u nas zepsuło",
                    "Spróbuj ponownie. Jeśli to się powtarza, powiedz o tym koordynacji.", null);
        }
    }

    private static IResult Say(HttpContext context, int status, string title, string detail, string? field) =>
        IsForPrograms(context) ? Refusals.Problem(status, title, detail, field) : Pages.Message(status, title, detail);

    // The framework quotes our declaration, as in "DateOnly? from", and after it what was sent: only the name is passed on.
    private static string? Parameter(BadHttpRequestException bad) =>
        bad.Message.StartsWith("Failed to bind parameter \"", StringComparison.Ordinal) ? bad.Message.Split('"')[1].Split(' ')[^1] : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Where} failed: {How}")]
    private static partial void LogFault(ILogger log, string where, string how);
}
