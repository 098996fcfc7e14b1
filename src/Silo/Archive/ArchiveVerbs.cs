using System.Globalization;
using Mal.Hosting;
using Mal.Polish;
using Mal.Storage;

namespace Mal.Archive;

/// <summary>"Give us our data", and the way from one store to another: <c>export MIEJSCE</c> and <c>import PLIK</c>.</summary>
internal static class ArchiveVerbs
{
    public const string HelpText = """
          export MIEJSCE       wszystkie fakty miejsca do pliku (--out PLIK); także gdy węzeł działa
          import PLIK          fakty z pliku do tego domu; sprawdza liczby i sumy, przerwany idzie dalej
        """;

    private const int TellEvery = 10_000;

    public static async Task<int> Export(string place, IConfiguration configuration)
    {
        var file = configuration["out"] ?? $"{place}-{DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.jsonl";
        var archive = await Stores.Read(configuration);
        using var closing = archive as IDisposable;
        if (!await archive.Streams(place).AnyAsync())
        {
            throw new VerbException($"Ten dom nie zna miejsca „{place}”.");
        }

        // Under another name until it is whole, so that half a file is never taken for one.
        var half = file + ".part";
        Carried carried;
        await using (var stream = File.Create(half))
        await using (var buffered = new BufferedStream(stream, 1 << 16))
        {
            using var writer = new FactFileWriter(buffered);
            carried = await writer.Write(archive, place, DateTimeOffset.Now, Tell);
        }

        File.Move(half, file, overwrite: true);
        Console.WriteLine($"{file}: {Counts(carried)}");
        return 0;
    }

    public static async Task<int> Import(string file, IConfiguration configuration)
    {
        if (!File.Exists(file))
        {
            throw new VerbException($"Nie ma pliku {file}.");
        }

        using var open = await Stores.Write(configuration);
        var (header, carried) = await new Import(open.Log, file, Tell).Run();
        await open.BeWithRecords();
        Console.WriteLine($"{header.Place}: {Counts(carried)}");
        // What came out again must be what went in.
        var again = await new FactFileWriter(Stream.Null).Write(await Stores.Read(configuration), header.Place, header.ExportedAt, null);
        if ((again.Streams, again.Events, again.Commands) != (carried.Streams, carried.Events, carried.Commands))
        {
            throw new VerbException($"W domu jest {Counts(again)}: to nie to samo, co w pliku. Porównaj plik z domem, zanim go użyjesz.");
        }

        Console.WriteLine("Sprawdzone: w domu jest to samo, co w pliku. Urządzenia trzeba połączyć na nowo, słów i kontaktów plik nie niesie.");
        return 0;
    }

    private static string Counts(Carried carried) =>
        $"{Phrases.Streams.Say(carried.Streams)}, {Phrases.Facts.Say(carried.Events)}, suma {carried.Sha256[..12]}";

    private static void Tell(long facts)
    {
        if (facts % TellEvery == 0)
        {
            Console.Error.WriteLine(Phrases.Facts.Say(facts));
        }
    }
}
