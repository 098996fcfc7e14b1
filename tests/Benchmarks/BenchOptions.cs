using System.Globalization;

namespace Mal.Benchmarks;

// How much is measured. Everything is bounded in count and in time, so that a run ends whatever it meets.
internal sealed record BenchOptions(TimeSpan Each, int MostScreens, int LongHistory, int Actors, string Folder)
{
    public static BenchOptions From(string[] args)
    {
        var quick = args.Contains("--quick");
        return new BenchOptions(
            TimeSpan.FromSeconds(Number(args, "--seconds", quick ? 2 : 10)),
            Number(args, "--screens", quick ? 100 : 1000),
            Number(args, "--history", quick ? 5_000 : 100_000),
            Number(args, "--actors", quick ? 100 : 1000),
            Directory.CreateTempSubdirectory("mal-benchmarks-").FullName);
    }

    private static int Number(string[] args, string name, int otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
