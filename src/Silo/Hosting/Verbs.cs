using System.Collections.Immutable;
using System.Text;
using Mal.Archive;
using Mal.Backups;
using Mal.Diagnosis;
using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Hosting;

/// <summary>What the program does instead of being a node: one word first on the command line.</summary>
internal static class Verbs
{
    public const string HelpText = $"""
        dotnet run --project src/Silo -- POLECENIE [opcje]

        {ArchiveVerbs.HelpText}
        {BackupVerbs.HelpText}
        """;

    /// <returns>What to run and then end with; null when the program is to be a node.</returns>
    public static Func<IConfiguration, Task<int>>? Of(ImmutableArray<string> words) => words switch
    {
        [] => null,
        ["export", .. var rest] => configuration => ArchiveVerbs.Export(Argument(rest, "export", "miejsce"), configuration),
        ["import", .. var rest] => configuration => ArchiveVerbs.Import(Argument(rest, "import", "plik"), configuration),
        ["backup", .. var rest] => configuration => rest is [] ? BackupVerbs.Backup(configuration) : throw TooMany("backup", rest[0]),
        ["restore", .. var rest] => configuration => rest is [_, var more, ..] ? throw TooMany("restore", more) : BackupVerbs.Restore(rest.FirstOrDefault(), configuration),
        ["rewind", .. var rest] => configuration => rest is [_, var more, ..] ? throw TooMany("rewind", more) : BackupVerbs.Rewind(rest.FirstOrDefault(), configuration),
        ["restore-records", .. var rest] => configuration =>
            rest is [_, var more, ..] ? throw TooMany("restore-records", more) : BackupVerbs.RestoreRecords(rest.FirstOrDefault(), configuration),
        ["new-records", .. var rest] => configuration => rest is [] ? BackupVerbs.NewRecords(configuration) : throw TooMany("new-records", rest[0]),
        // A mistyped verb is no wish for a node.
        [var unknown, ..] => _ => throw new VerbException($"Nie ma polecenia „{unknown}”. Wszystkie wypisze --help."),
    };

    /// <summary>Runs it; what a person can mend is said in a sentence and not as a trace.</summary>
    public static async Task<int> Run(Func<IConfiguration, Task<int>> verb, IConfiguration configuration)
    {
        try
        {
            return await verb(configuration);
        }
        catch (Exception told) when (told is VerbException or FactFileException or OtherFactsException or DecoderFallbackException)
        {
            Console.Error.WriteLine(told.Message);
            return 1;
        }
        catch (Exception told) when (told is IOException or UnauthorizedAccessException or SqliteException || AzureAccount.Says(told) is not null)
        {
            Console.Error.WriteLine(AzureAccount.Says(told) ?? SystemSays.Of(told, Path.GetFullPath(Stores.Data(configuration))));
            return 1;
        }
    }

    private static string Argument(ImmutableArray<string> rest, string verb, string what) => rest switch
    {
        [var argument] => argument,
        [_, var more, ..] => throw TooMany(verb, more),
        _ => throw new VerbException($"{verb}: podaj {what}, na przykład „{verb} {(what == "plik" ? "rejonowa-6-8-2026-11-26.jsonl" : "rejonowa-6-8")}”."),
    };

    private static VerbException TooMany(string verb, string word) => new($"{verb}: nie wiadomo, co znaczy „{word}”.");
}

/// <summary>What went wrong in a verb, as a sentence for whoever typed it.</summary>
internal sealed class VerbException(string message) : Exception(message);
