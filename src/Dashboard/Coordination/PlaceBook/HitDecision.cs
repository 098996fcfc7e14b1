using Mal.Places;

namespace Mal.Coordination.PlaceBook;

/// <summary>What is decided about one booking that a closure hits, while it is being decided.</summary>
/// <param name="stays">It was decided before that it is kept.</param>
public sealed class HitDecision(ClosureHit hit, House house, bool stays = false)
{
    public ClosureHit Hit { get; } = hit;

    /// <summary>What has begun can only be kept: it ends when the house shuts.</summary>
    public ClosureChoice Choice { get; set; } = hit.Started || stays ? ClosureChoice.Keep : ClosureChoice.Cancel;

    public string ToRoom { get; set; } = hit.Room;
    public DateOnly? ToDay { get; set; }
    public TimeOnly? ToStart { get; set; } = TimeOnly.FromDateTime(house.Local(hit.From));

    /// <summary>Where it goes is said, if it goes anywhere.</summary>
    public bool IsReady => Choice != ClosureChoice.Move || (ToDay is not null && ToStart is not null);

    /// <summary>Only when it is ready. A moved one keeps its length.</summary>
    public ClosureDecision Decided => new(Hit.Booking, Hit.Room, Choice, Choice == ClosureChoice.Move
        ? new ClosureMove(ToRoom, ToDay!.Value.ToDateTime(ToStart!.Value), ToDay.Value.ToDateTime(ToStart.Value) + (Hit.Until - Hit.From))
        : null);
}
