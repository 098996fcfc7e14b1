using System.Text;
using Mal.Archive;
using Mal.Backups;
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
    public static Func<IConfiguration, Task<int>>? Of(string[] args) => args switch
    {
        ["export", .. var rest] => configuration => ArchiveVerbs.Export(Argument(rest, "export", "miejsce"), configuration),
        ["import", .. var rest] => configuration => ArchiveVerbs.Import(Argument(rest, "import", "plik"), configuration),
        ["backup", .. var rest] => configuration => Words(rest) is [] ? BackupVerbs.Backup(configuration) : throw TooMany("backup", Words(rest)[0]),
        ["restore", .. var rest] => configuration => Words(rest) is [_, var more, ..] ? throw TooMany("restore", more) : BackupVerbs.Restore(Words(rest).FirstOrDefault(), configuration),
        _ => null,
    };

    /// <summary>The options, which begin with a dash; the configuration would take the word before them for one of its own.</summary>
    public static string[] Options(string[] args) => [.. args.SkipWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>Runs it; what a person can mend is said in a sentence and not as a trace.</summary>
    public static async Task<int> Run(Func<IConfiguration, Task<int>> verb, IConfiguration configuration)
    {
        try
        {
            return await verb(configuration);
        }
        catch (Exception told) when (told is VerbException or FactFileException or OtherFactsException or DataFolderInUseException or IOException or UnauthorizedAccessException
            or SqliteException or DecoderFallbackException || AzureAccount.Says(told) is not null)
        {
            Console.Error.WriteLine(AzureAccount.Says(told) ?? told.Message);
            return 1;
        }
    }

    /// <summary>What is neither an option nor the value of one, wherever it stands.</summary>
    internal static List<string> Words(string[] rest)
    {
        var words = new List<string>();
        for (var i = 0; i < rest.Length; i++)
        {
            if (!rest[i].StartsWith('-'))
            {
                words.Add(rest[i]);
            }
            else if (!rest[i].Contains('='))
            {
                i++;
            }
        }

        return words;
    }

    private static string Argument(string[] rest, string verb, string what) => Words(rest) switch
    {
        [var argument] => argument,
        [_, var more, ..] => throw TooMany(verb, more),
        _ => throw new VerbException($"{verb}: podaj {what}, na przykład „{verb} {(what == "plik" ? "rejonowa-6-8-2026-11-26.jsonl" : "rejonowa-6-8")}”."),
    };

    private static VerbException TooMany(string verb, string word) => new($"{verb}: nie wiadomo, co znaczy „{word}”.");
}

/// <summary>What went wrong in a verb, as a sentence for whoever typed it.</summary>
internal sealed class VerbException(string message) : Exception(message);
