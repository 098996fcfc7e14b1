using Mal.Hosting;
using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Diagnosis;

// How the program ends when it cannot go on: one sentence on the error stream and 1, never a trace and an abort. What nobody
// foresaw has its details in the log, which is the standard output.
internal static class StartFailure
{
    private const string WhereFrom = "z --urls";

    /// <param name="what">Its name for an engineer.</param>
    public static string Unforeseen(string what) => $"Dom nie może działać ({what}). Szczegóły są w dzienniku, na standardowym wyjściu.";

    /// <summary>From here on whatever nobody caught ends the program so, on whatever thread.</summary>
    public static void TellInASentence() =>
        AppDomain.CurrentDomain.UnhandledException += (_, failed) => Environment.Exit(Tell((Exception)failed.ExceptionObject, isLogged: false));

    /// <summary>Runs the node to its end.</summary>
    /// <returns>What the process ends with: not 0 either when a part of it gave up and the node was stopped for that.</returns>
    public static async Task<int> Run(WebApplication app)
    {
        var parts = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        try
        {
            await app.RunAsync();
        }
        catch (Exception failure)
        {
            // The host has written it to the log.
            return Tell(failure, isLogged: true);
        }

        return parts.Select(part => part.ExecuteTask).FirstOrDefault(part => part is { IsFaulted: true }) is { Exception: { } why } ? Tell(why, isLogged: true) : 0;
    }

    /// <summary>What is said of a failure; null of one that nobody foresaw.</summary>
    internal static string? Sentence(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [var only] } => Sentence(only),
        MemoryTroubleException or VerbException => failure.Message,
        SqliteException or IOException { InnerException: SqliteException } => SystemSays.Of(failure, "pamięć domu"),
        AggregateException => null,
        _ => ListeningAddresses.Says(failure, WhereFrom) ?? AzureAccount.Says(failure)
            ?? (failure is { InnerException: { } inner } ? Sentence(inner) : null),
    };

    private static int Tell(Exception failure, bool isLogged)
    {
        if (Sentence(failure) is { } sentence)
        {
            Console.Error.WriteLine(sentence);
            return 1;
        }

        if (!isLogged)
        {
            Console.WriteLine(failure);
        }

        Console.Error.WriteLine(Unforeseen(failure.GetType().Name));
        return 1;
    }
}
