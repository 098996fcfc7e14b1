using System.Globalization;

namespace Mal.Benchmarks;

// Floor and product several times in turn, so that neither has the machine's better minutes nor the colder code; the median counts.
internal static class InTurn
{
    public const int Rounds = 5;

    public static async Task<List<(double Floor, double Product)>> Run(Func<Task<(double Floor, double Product)>> round)
    {
        var rounds = new List<(double Floor, double Product)>();
        for (var n = 0; n < Rounds; n++)
        {
            rounds.Add(await round());
        }

        return rounds;
    }

    public static void Say(string what, string unit, List<(double Floor, double Product)> rounds)
    {
        var (floor, product) = (Median(rounds.Select(round => round.Floor)), Median(rounds.Select(round => round.Product)));
        var each = string.Join(", ", rounds.Select(round => (round.Product / round.Floor).ToString("0.00", CultureInfo.InvariantCulture)));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"\nMedians, {what}: floor {floor:0.##} {unit}, product {product:0.##} {unit}; product by floor {Median(rounds.Select(round => round.Product / round.Floor)):0.00} (each: {each})."));
    }

    private static double Median(IEnumerable<double> numbers) => numbers.Order().ElementAt(Rounds / 2);
}
