using System.Net.Sockets;
using Azure;
using Mal.Backups;
using Mal.Diagnosis;
using Microsoft.Data.Sqlite;

namespace Mal.Silo.Tests.Diagnosis;

/// <summary>What a start says stands in the docs to the letter, and what the system says becomes one of those sentences.</summary>
public sealed class SentencesTests
{
    private const string Where = "KATALOG";

    public static TheoryData<string> Sentences => [.. All()];

    private static string[] All()
    {
        var place = MemoryPlace.Folder(Where);
        var copy = new Backup("2026-11-27-030000", "", new Counted(default, 12, 340, 0, 1));
        return
        [
            MemorySays.FactsGone(place, copy), MemorySays.FactsGoneWithoutCopies(place), MemorySays.FactsGoneAndCopiesUnread(place, "…"), MemorySays.FactsTorn(place),
            MemorySays.FactsDamaged(place, "…", copy), MemorySays.FactsDamagedWithoutCopies(place, "…"), MemorySays.Newer(place, place.Facts, "2"), MemorySays.Foreign(place, place.Facts),
            MemorySays.RecordsGone(place, copy), MemorySays.RecordsGoneWithoutCopies(place), MemorySays.RecordsDamaged(place, "…", copy), MemorySays.RecordsDamagedWithoutCopies(place, "…"),
            MemorySays.OtherRecords(place, copy), MemorySays.OtherRecordsWithoutCopies(place), MemorySays.OtherFacts(place, copy), MemorySays.OtherCopies(place, copy),
            SystemSays.IsAFile(Where), SystemSays.MayNotWrite(Where), SystemSays.ReadOnlyDisk(Where), SystemSays.Full(Where), SystemSays.Missing(Where), SystemSays.InUse(Where),
            SystemSays.HeldByOther(Where), SystemSays.Damaged(Where), SystemSays.NoMemory(Where),
            ListeningAddresses.NoAddress("ADRES"), ListeningAddresses.Taken("ADRES"), ListeningAddresses.Forbidden("ADRES"), ListeningAddresses.NotHere("ADRES"), ListeningAddresses.NoCertificate("ADRES"),
            StartFailure.Unforeseen("…"),
        ];
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Every_sentence_stands_in_the_docs_to_the_letter(string sentence) => Assert.Contains($"| {sentence} |", Docs(), StringComparison.Ordinal);

    [Fact]
    public void No_row_of_the_docs_is_a_sentence_that_nobody_says()
    {
        var rows = Docs().Split("## Co mówi start").Skip(1).Single().Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Start", StringComparison.Ordinal));

        Assert.Equal(All().Order(StringComparer.Ordinal), rows.Select(row => row.Split('|')[1].Trim()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(28)]
    [InlineData(27)]
    [InlineData(122)]
    [InlineData(5)]
    public void A_disk_that_takes_nothing_is_full_or_broken(int errno) => Assert.Equal(SystemSays.Full(Where), SystemSays.Of(new IOException("No space left on device", errno), Where));

    [Fact]
    public void What_the_system_has_against_a_file_names_the_file()
    {
        Assert.Equal(SystemSays.MayNotWrite("/dom/facts.db"), SystemSays.Of(new UnauthorizedAccessException("Access to the path '/dom/facts.db' is denied."), Where));
        Assert.Equal(SystemSays.ReadOnlyDisk("/dom/in-use.lock"), SystemSays.Of(new IOException("Read-only file system : '/dom/in-use.lock'", 30), Where));
        Assert.Equal(SystemSays.Missing("/dom/x.jsonl"), SystemSays.Of(new DirectoryNotFoundException("Could not find a part of the path '/dom/x.jsonl'."), Where));
        Assert.Equal(SystemSays.IsAFile("/plik/dom"), SystemSays.Of(new IOException("The path '/plik/dom' is not a directory", 20), Where));
        Assert.Equal("/dom: kopia jest uszkodzona.", SystemSays.Of(new IOException("/dom: kopia jest uszkodzona."), Where));
    }

    [Theory]
    [InlineData(13, "jest pełny albo nie przyjmuje zapisu")]
    [InlineData(10, "jest pełny albo nie przyjmuje zapisu")]
    [InlineData(8, "nie wolno pisać")]
    [InlineData(14, "nie wolno pisać")]
    [InlineData(5, "trzyma inny program")]
    [InlineData(11, "jest uszkodzona")]
    [InlineData(26, "jest uszkodzona")]
    [InlineData(1, "nie ma pamięci domu")]
    public void What_SQLite_says_is_told_by_its_code(int code, string says)
    {
        var failure = new SqliteException("SQLite Error", code);

        Assert.Contains(says, SystemSays.Of(failure, Where), StringComparison.Ordinal);
        Assert.Equal(SystemSays.Of(failure, Where), SystemSays.Of(new IOException("The facts of … may not have been written.", failure), Where));
        Assert.Contains(says, StartFailure.Sentence(new AggregateException(failure))!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_was_foreseen_is_told_however_deep_it_lies()
    {
        Assert.Equal("Tak.", StartFailure.Sentence(new InvalidOperationException("x", new MemoryTroubleException("Tak."))));
        Assert.Equal(ListeningAddresses.Taken("z --urls"), StartFailure.Sentence(new IOException("Failed to bind", new Microsoft.AspNetCore.Connections.AddressInUseException("x", new SocketException(98)))));
        Assert.Contains("nie odpowiada", StartFailure.Sentence(new InvalidOperationException("x", new RequestFailedException("x")))!, StringComparison.Ordinal);
        Assert.Null(StartFailure.Sentence(new AggregateException(new ArgumentException("a"), new ArgumentException("b"))));
        Assert.Null(StartFailure.Sentence(new KeyNotFoundException("x")));
    }

    private static string Docs()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Mal.Orleans.sln")))
        {
            root = root.Parent!;
        }

        return File.ReadAllText(Path.Combine(root.FullName, "docs", "backup.md"));
    }
}
