using System.Collections.Immutable;
using Mal.Coordination.Requests;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

public sealed class RequestQueueTests
{
    private readonly RequestQueue _queue = new();
    private readonly Guid _circle = Guid.NewGuid();

    [Fact]
    public void What_waits_is_listed_by_the_time_it_asks_for()
    {
        var earlier = Guid.NewGuid();
        Take(Waiting(_circle, "2026-12-02 18:00"), Waiting(earlier, "2026-12-01 18:00"));
        Assert.Equal([earlier, _circle], _queue.Lines.Select(line => line.Id));
        Assert.Equal(2, _queue.Waiting);
    }

    [Fact]
    public void What_was_decided_elsewhere_stays_with_a_sentence_until_it_is_put_away()
    {
        Take(Waiting(_circle));
        Take(Waiting(_circle) with { Gone = Departure.Rejected, ReasonCode = "trade" });
        Assert.Equal("Tę decyzję podjęto przed chwilą na innym urządzeniu: odrzucono (handel lub reklama).", Assert.Single(_queue.Lines).Outcome);
        Assert.Equal(0, _queue.Waiting);

        _queue.PutAway(_circle);
        Take(Waiting(_circle) with { Gone = Departure.Rejected, ReasonCode = "trade" });
        Assert.Empty(_queue.Lines);
    }

    [Fact]
    public void What_was_decided_here_leaves_without_a_word()
    {
        Take(Waiting(_circle));
        _queue.DecidesHere(_circle);
        Take(Approved(_circle));
        Assert.Empty(_queue.Lines);
    }

    [Fact]
    public void Who_came_second_is_told_even_though_they_decided_too()
    {
        Take(Waiting(_circle));
        _queue.DecidesHere(_circle);
        Take(Approved(_circle));
        _queue.WasNotDecidedHere(_circle);
        Assert.Equal("Tę decyzję podjęto przed chwilą na innym urządzeniu: przyjęto.", Assert.Single(_queue.Lines).Outcome);
    }

    [Fact]
    public void What_was_decided_before_anybody_looked_is_no_news()
    {
        Take(Approved(_circle), Waiting(Guid.NewGuid()) with { Gone = Departure.Withdrawn });
        Assert.Empty(_queue.Lines);
    }

    [Fact]
    public void A_request_moved_to_another_room_waits_on_there()
    {
        Take(Waiting(_circle));
        var moved = new PlaceCalendar(ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>>.Empty
            .Add("sala-glowna", [Waiting(_circle) with { Gone = Departure.Moved, MovedTo = "sala-warsztatowa" }])
            .Add("sala-warsztatowa", [Waiting(_circle)]));
        _queue.Take(Asked.Of(moved, Rejonowa.Sample));
        Assert.Equal("sala-warsztatowa", Assert.IsType<AskedRoom>(Assert.Single(_queue.Lines)).Room);
    }

    [Fact]
    public void A_date_of_an_initiative_is_decided_with_the_initiative()
    {
        Take(Waiting(_circle) with { Booking = Waiting(_circle).Booking with { Initiative = Guid.NewGuid().ToString() } });
        Assert.Empty(_queue.Lines);
    }

    [Fact]
    public void An_initiative_waits_until_it_is_decided_and_a_series_of_the_house_never_does()
    {
        var id = Guid.NewGuid();
        var view = new InitiativeView(1, id.ToString(), "Krąg sąsiedzki", LedBy.Residents, false, [], InitiativeStage.Submitted, Proposal());
        _queue.Take([Asked.Of(view, Now)!]);
        Assert.Null(Assert.Single(_queue.Lines).Outcome);

        _queue.Take([Asked.Of(view with { Stage = InitiativeStage.Approved }, Now)!]);
        Assert.EndsWith("przyjęto.", Assert.Single(_queue.Lines).Outcome, StringComparison.Ordinal);
        Assert.Null(Asked.Of(view with { Id = "klub-seniora", Proposal = null }, Now));
    }

    private static DateTimeOffset Now => Rejonowa.At("2026-11-25 16:42");

    private static Proposal Proposal() => new("Krąg sąsiedzki", LedBy.Residents, new Organizer(OrganizerKind.InformalGroup), "club", 10);

    private static CalendarEntry Waiting(Guid id, string from = "2026-12-02 18:00") =>
        new(new Booking(id, "Krąg sąsiedzki", Rejonowa.At(from), Rejonowa.At(from).AddHours(1), 10, Standing: Standing.Requested));

    private static CalendarEntry Approved(Guid id) => Waiting(id) with { Booking = Waiting(id).Booking with { Standing = Standing.Approved } };

    private void Take(params CalendarEntry[] entries) =>
        _queue.Take(Asked.Of(new PlaceCalendar(ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>>.Empty.Add("sala-glowna", [.. entries])), Rejonowa.Sample));
}
