using System.Collections.Immutable;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Weeks;

/// <summary>A meeting as a block of a day. What overlaps (a no-show and who came instead) stands side by side.</summary>
/// <param name="Lane">Which of <paramref name="Lanes"/> side by side, from 0.</param>
public sealed record Block(CalendarEntry Entry, int Top, int Height, int Lane, int Lanes)
{
    private const int HeightMin = 20;

    /// <summary>What is, or was, in the room on a day; what went elsewhere or came to nothing is history and not shown.</summary>
    public static ImmutableList<Block> Of(House house, WeekGrid grid, DateOnly day, IEnumerable<CalendarEntry> entries)
    {
        var today = entries.Where(entry => entry.Gone is null && house.Day(entry.Booking.From) == day).OrderBy(entry => entry.Booking.From).ThenBy(entry => entry.Booking.Id);
        var blocks = ImmutableList.CreateBuilder<Block>();
        var together = new List<Block>();
        foreach (var entry in today)
        {
            var (from, until) = (house.Local(entry.Booking.From), house.Local(entry.Booking.Until));
            var top = grid.Top(from);
            var height = Math.Max(HeightMin, (until.Date > from.Date ? grid.Minutes : grid.Top(until)) - top);
            if (together.Count > 0 && together.Max(Bottom) <= top)
            {
                Close();
            }
            var lane = Enumerable.Range(0, together.Count + 1).First(free => !together.Exists(other => other.Lane == free && Bottom(other) > top));
            together.Add(new Block(entry, top, height, lane, 0));
        }
        Close();
        return blocks.ToImmutable();

        void Close()
        {
            blocks.AddRange(together.Select(block => block with { Lanes = together.Max(other => other.Lane) + 1 }));
            together.Clear();
        }
    }

    private static int Bottom(Block block) => block.Top + block.Height;
}
