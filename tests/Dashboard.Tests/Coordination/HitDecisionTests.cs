using Mal.Coordination.PlaceBook;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

public sealed class HitDecisionTests
{
    private static readonly ClosureHit Hit = new(Guid.NewGuid(), "sala-glowna", Rejonowa.At("2026-12-02 18:00"), Rejonowa.At("2026-12-02 19:30"), "Krąg sąsiedzki", 10,
        Standing.Approved, OrganizerKind.InformalGroup, null, Started: false);

    [Fact]
    public void What_a_closure_hits_is_called_off_unless_somebody_says_otherwise() =>
        Assert.Equal(new ClosureDecision(Hit.Booking, "sala-glowna", ClosureChoice.Cancel), new HitDecision(Hit, Rejonowa.Sample).Decided);

    [Fact]
    public void What_has_begun_is_kept() =>
        Assert.Equal(ClosureChoice.Keep, new HitDecision(Hit with { Started = true }, Rejonowa.Sample).Decided.Do);

    [Fact]
    public void A_moved_one_keeps_its_hour_and_its_length_and_waits_for_its_day()
    {
        var decision = new HitDecision(Hit, Rejonowa.Sample) { Choice = ClosureChoice.Move };
        Assert.False(decision.IsReady);
        decision.ToDay = Rejonowa.Day("2026-12-04");
        Assert.True(decision.IsReady);
        Assert.Equal(new ClosureMove("sala-glowna", new DateTime(2026, 12, 4, 18, 0, 0), new DateTime(2026, 12, 4, 19, 30, 0)), decision.Decided.To);
    }
}
