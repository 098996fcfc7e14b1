using Mal.Facts;
using Mal.Places;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Benchmarks;

// (b) Durable commands a second, straight to the actors. The rate is raised step by step until what is done falls
// behind what is asked; the last rate that was kept up with is the answer.
internal sealed class Commands(HouseUnderTest house, IReadOnlyList<(string Place, string Shelf)> actors)
{
    private static readonly double[] Steps = [250, 500, 1000, 2000, 4000, 8000, 16_000];
    private const double KeptUp = 0.95;
    private const double FarBehind = 0.8;

    public static async Task Ladder(string what, Func<double, Task<Measured>> run)
    {
        foreach (var perSecond in Steps)
        {
            var measured = await run(perSecond);
            Report.Row(what, measured);
            if (measured.DonePerSecond < KeptUp * perSecond)
            {
                return;
            }
        }
    }

    /// <summary>Two in turn at every rate, so that neither has the machine's better minutes; the last rate is one the floor is far from.</summary>
    /// <returns>The last rate.</returns>
    public static async Task<double> Ladder((string What, Func<double, Task<Measured>> Run) floor, (string What, Func<double, Task<Measured>> Run) product)
    {
        foreach (var perSecond in Steps)
        {
            var measured = await floor.Run(perSecond);
            Report.Row(floor.What, measured);
            Report.Row(product.What, await product.Run(perSecond));
            if (measured.DonePerSecond < FarBehind * perSecond)
            {
                return perSecond;
            }
        }

        return Steps[^1];
    }

    public Task<Measured> Run(double perSecond, TimeSpan lasts) => OpenLoop.Run(perSecond, lasts, async i =>
    {
        var (place, shelf) = actors[i % actors.Count];
        var level = (Level)(i / actors.Count % 3);
        var answer = await house.Grains.GetGrain<IShelfGrain>($"{place}/{shelf}")
            .Send(Guid.CreateVersion7(), new ShelfCommand.SetLevel(level), 0, new By(Role.Staff, "benchmark"));
        if (answer.Status != AnswerStatus.Accepted)
        {
            throw new InvalidOperationException(answer.ToString());
        }
    });

    /// <summary>Places with enough shelves between them; no place so large that its own head would not fit.</summary>
    public static IEnumerable<PlaceFile> Places(PlaceFile like, int shelves, int each = 100) =>
        Enumerable.Range(0, (shelves + each - 1) / each).Select(n => like with
        {
            Place = like.Place with { Id = $"bench-{n}" },
            Initiatives = [],
            Shelves = [.. Enumerable.Range(0, each).Select(m => new ShelfDetails($"s{m}", $"Półka {m}", ShelfKind.Shelf))],
        });
}
