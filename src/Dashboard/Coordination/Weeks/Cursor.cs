using Mal.Places;

namespace Mal.Coordination.Weeks;

/// <summary>Where the keyboard stands in a week: half an hour of a day.</summary>
/// <param name="At">Local.</param>
public sealed record Cursor(DateTime At)
{
    public const int StepMinutes = 30;

    public DateTime Until => At.AddMinutes(StepMinutes);

    public DateOnly Day => DateOnly.FromDateTime(At);

    /// <summary>Arrows: half an hour or a day, beyond the last day into the next week; Home and End: the ends of the day. Null when the key means nothing here.</summary>
    public Cursor? Press(string key, House house, WeekGrid grid)
    {
        var (first, last) = (Day.ToDateTime(grid.Opens), Day.ToDateTime(grid.Opens).AddMinutes(grid.Minutes - StepMinutes));
        return key switch
        {
            "ArrowUp" => new Cursor(At <= first ? first : At.AddMinutes(-StepMinutes)),
            "ArrowDown" => new Cursor(At >= last ? last : At.AddMinutes(StepMinutes)),
            "ArrowLeft" => new Cursor(WeekGrid.Next(house, Day, -1).ToDateTime(TimeOnly.FromDateTime(At))),
            "ArrowRight" => new Cursor(WeekGrid.Next(house, Day, 1).ToDateTime(TimeOnly.FromDateTime(At))),
            "Home" => new Cursor(first),
            "End" => new Cursor(last),
            _ => null,
        };
    }
}
