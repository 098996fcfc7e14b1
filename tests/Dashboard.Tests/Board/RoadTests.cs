using static Microsoft.AspNetCore.Http.Connections.HttpTransportType;

namespace Mal.Board;

public sealed class RoadTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void A_screen_is_live_again_within_fifteen_seconds_of_the_road_however_long_it_was_away(int deadConnections)
    {
        // Every length of an outage to a quarter of a second: the road comes back in every phase of an attempt and of a pause.
        for (var away = TimeSpan.FromSeconds(0.25); away < TimeSpan.FromMinutes(2); away += TimeSpan.FromSeconds(0.25))
        {
            foreach (var outage in new[] { Between.Silent, Between.Refuses })
            {
                using var road = Alive();
                road.All(outage);
                road.KillOpenOnes();
                road.Pass(away);
                road.DeadConnections = deadConnections;
                road.All(Between.Clear);

                Assert.True(road.UntilLive(Limit) <= Limit, $"{outage}, away for {away}: {string.Join(", ", road.Attempts)}");
            }
        }
    }

    [Fact]
    public void Connections_that_died_in_silence_are_given_up_after_three_missed_beats()
    {
        using var road = Alive();
        road.KillOpenOnes();

        Assert.InRange(road.UntilLive(Limit), Road.Silence - TimeSpan.FromSeconds(2), Road.Silence + TimeSpan.FromSeconds(1));
        Assert.Equal(WebSockets, road.By);
    }

    [Theory]
    [InlineData(Between.ClosesAfterAnswer, 2)]
    [InlineData(Between.Refuses, 2)]
    [InlineData(Between.SwallowsAfterAnswer, 15)]
    [InlineData(Between.Silent, 15)]
    internal void Where_web_sockets_do_not_get_through_the_screen_lives_by_the_next_transport(Between between, int seconds)
    {
        using var road = new ScriptedRoad { Meets = { [WebSockets] = between } };
        road.Start();

        Assert.InRange(road.UntilLive(Limit), TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        Assert.Equal([WebSockets, WebSockets, LongPolling], road.Attempts.Select(attempt => attempt.By));
        Assert.Equal(LongPolling, road.By);
    }

    [Fact]
    public void A_proxy_that_closes_or_swallows_what_it_let_through_is_left_for_the_next_transport()
    {
        foreach (var between in new[] { Between.ClosesSoon, Between.SwallowsAfterHandshake })
        {
            using var road = new ScriptedRoad { Meets = { [WebSockets] = between } };
            road.Start();
            road.Pass(TimeSpan.FromSeconds(25));

            Assert.Equal(LongPolling, road.By);
        }
    }

    [Fact]
    public void Where_the_second_transport_does_not_get_through_either_the_third_does()
    {
        using var road = new ScriptedRoad(WebSockets, ServerSentEvents, LongPolling) { Meets = { [WebSockets] = Between.ClosesAfterAnswer, [ServerSentEvents] = Between.ClosesAfterAnswer } };
        road.Start();
        road.UntilLive(Limit);

        Assert.Equal([WebSockets, WebSockets, ServerSentEvents, ServerSentEvents, LongPolling], road.Attempts.Select(attempt => attempt.By));
        Assert.True(road.Live);
    }

    [Fact]
    public void A_negotiation_that_is_never_answered_keeps_nobody_from_the_transport_that_needs_none()
    {
        using var road = new ScriptedRoad { Meets = { [LongPolling] = Between.Silent } };
        road.Start();
        Assert.Equal(TimeSpan.Zero, road.UntilLive(Limit) > TimeSpan.FromSeconds(1) ? road.Now : TimeSpan.Zero);

        // Nor, once WebSockets fail as well, does it keep the screen from trying those again.
        road.Meets[WebSockets] = Between.Refuses;
        road.CloseOpenOnes();
        road.Pass(TimeSpan.FromMinutes(1));
        road.Meets[WebSockets] = Between.Clear;
        Assert.InRange(road.UntilLive(Limit), TimeSpan.Zero, Limit);
        Assert.Equal(WebSockets, road.By);
    }

    [Theory]
    [InlineData(Between.Refuses)]
    [InlineData(Between.Silent)]
    [InlineData(Between.ClosesAfterAnswer)]
    [InlineData(Between.ClosesSoon)]
    internal void A_screen_tries_for_ever_and_never_hammers(Between between)
    {
        using var road = new ScriptedRoad { Chance = 0 };
        road.All(between);
        road.Start();
        road.Pass(TimeSpan.FromHours(1));
        var hour = road.Attempts.Count;

        // At most one in half the cap, and never fewer than four a minute.
        Assert.InRange(hour, 240, (int)(TimeSpan.FromHours(1).TotalMilliseconds / (Reconnect.CapMs / 2)) + 20);
    }

    [Fact]
    public void Screens_of_a_house_that_was_started_again_do_not_come_back_at_one_moment()
    {
        var back = new[] { 0, 0.5, 1 }.Select(chance =>
        {
            using var road = Alive();
            road.Chance = chance;
            road.All(Between.Refuses);
            road.CloseOpenOnes();
            road.Pass(TimeSpan.FromMinutes(1));
            road.All(Between.Clear);
            return road.UntilLive(Limit);
        });
        Assert.Equal(3, back.Distinct().Count());
    }

    [Fact]
    public void On_a_lesser_transport_the_best_is_tried_beside_it_and_taken_when_it_carries()
    {
        using var road = new ScriptedRoad { Meets = { [WebSockets] = Between.SwallowsAfterAnswer } };
        road.Start();
        road.UntilLive(Limit);
        Assert.Equal(LongPolling, road.By);

        // It is tried after one minute, two, four …, and the screen lives all the while.
        for (var second = 0; second < 15 * 60; second++)
        {
            road.Pass(TimeSpan.FromSeconds(1));
            Assert.True(road.Live);
        }
        Assert.Equal(3, road.Attempts.Skip(3).Count(attempt => attempt.By == WebSockets));

        road.Meets[WebSockets] = Between.Clear;
        for (var second = 0; second < 20 * 60; second++)
        {
            road.Pass(TimeSpan.FromSeconds(1));
            Assert.True(road.Live);
        }
        Assert.Equal(WebSockets, road.By);
        var attempts = road.Attempts.Count;
        road.Pass(TimeSpan.FromHours(2));
        Assert.Equal(attempts, road.Attempts.Count);
    }

    [Fact]
    public void A_house_that_refuses_a_screen_is_asked_again_over_the_same_transport()
    {
        using var road = new ScriptedRoad { HouseRefuses = true };
        road.Start();
        road.Pass(TimeSpan.FromMinutes(1));
        Assert.All(road.Attempts, attempt => Assert.Equal(WebSockets, attempt.By));
        Assert.False(road.Live);

        road.HouseRefuses = false;
        Assert.InRange(road.UntilLive(Limit), TimeSpan.Zero, Limit);
    }

    [Fact]
    public void When_the_device_says_that_the_network_is_back_no_pause_is_sat_out()
    {
        using var road = Alive();
        road.All(Between.Refuses);
        road.CloseOpenOnes();
        road.Pass(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
        road.All(Between.Clear);
        road.Road.Hasten();

        Assert.InRange(road.UntilLive(Limit), TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void When_a_page_is_looked_at_again_a_line_that_died_meanwhile_is_known_by_one_missed_beat()
    {
        using var road = Alive();
        road.KillOpenOnes();
        road.Road.Hasten();

        Assert.InRange(road.UntilLive(Limit), TimeSpan.FromSeconds(2), Road.Doubt + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_line_that_lives_is_not_left_because_the_page_is_looked_at()
    {
        using var road = Alive();
        var attempts = road.Attempts.Count;
        for (var look = 0; look < 30; look++)
        {
            road.Road.Hasten();
            road.Pass(TimeSpan.FromSeconds(2));
        }
        Assert.Equal(attempts, road.Attempts.Count);
    }

    [Fact]
    public void Gaining_and_losing_a_line_are_told()
    {
        using var road = Alive();
        var moved = road.Moved;
        road.CloseOpenOnes();
        road.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(moved + 2, road.Moved);
    }

    private static ScriptedRoad Alive()
    {
        var road = new ScriptedRoad();
        road.Start();
        road.Pass(TimeSpan.FromSeconds(20));
        Assert.True(road.Live);
        return road;
    }
}
