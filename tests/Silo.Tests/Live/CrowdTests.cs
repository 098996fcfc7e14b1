using Mal.Board;
using Mal.Live;

namespace Mal.Silo.Tests.Live;

/// <summary>A thousand screens of which some stall and some crawl: the healthy ones do not notice, and nothing queues.</summary>
public sealed class CrowdTests
{
    private const int Rounds = 200;
    private const int ChangesARound = 20;

    // What SignalR puts round a message.
    private const int EnvelopeBytes = 100;

    [Fact]
    public async Task Of_a_thousand_screens_fifty_stall_and_twenty_crawl_and_the_healthy_ones_do_not_notice()
    {
        var crowd = new CrowdOfScreens();
        var healthy = crowd.Join(930);
        var stalled = crowd.Join(50, byHand: true);
        var crawling = crowd.Join(20, byHand: true);
        HandWritten[] all = [.. healthy, .. stalled, .. crawling];
        var mostHeld = 0;
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < ChangesARound; i++)
            {
                crowd.Change();
                // Twelve seconds in all, so no write has been under way for fifteen.
                crowd.Clock.Advance(TimeSpan.FromMilliseconds(3));
            }
            var newest = crowd.Newest;
            await CrowdOfScreens.Until(() => healthy.All(screen => screen.Seq == newest));
            crowd.Relay.Beat(CrowdOfScreens.Build);
            await CrowdOfScreens.Until(() => healthy.All(screen => screen.Beats == round + 1));
            // One message each for those that are behind, and the one beat that all the others share.
            Assert.InRange(crowd.Relay.Held.Count, 0, stalled.Length + crawling.Length + 1);
            mostHeld = Math.Max(mostHeld, crowd.HeldBytes);
            foreach (var screen in crawling)
            {
                await CrowdOfScreens.Until(() => screen.Writing);
                screen.LetGo();
            }
        }
        Assert.Equal(Rounds * ChangesARound, crowd.Newest);
        Assert.InRange(mostHeld, 1, (stalled.Length + crawling.Length + 1) * (crowd.WholePictureBytes + EnvelopeBytes));
        Assert.All(stalled, screen => Assert.True(screen.Writing && screen.Frames == 0));

        await CrowdOfScreens.Until(() =>
        {
            Array.ForEach(crawling, screen => screen.LetGo());
            return crawling.All(screen => screen.Seq == crowd.Newest);
        });
        Assert.All(crawling, screen => Assert.InRange(screen.Frames, 1, Rounds + 2));
        Assert.All(all, screen => Assert.Equal((0, false, false), (screen.Gaps, screen.Queued, screen.Closed)));
    }

    [Fact]
    public async Task A_screen_stuck_for_fifteen_seconds_is_closed_and_nobody_else_is()
    {
        var crowd = new CrowdOfScreens();
        var healthy = crowd.Join(20);
        var stalled = crowd.Join(5, byHand: true);
        crowd.Change();
        await CrowdOfScreens.Until(() => stalled.All(screen => screen.Writing) && healthy.All(screen => screen.Seq == 1));
        crowd.Clock.Advance(Screen.Stuck - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain(stalled, screen => screen.Closed);
        // A write may have begun to be timed a moment after it began.
        await CrowdOfScreens.Until(() =>
        {
            crowd.Clock.Advance(TimeSpan.FromSeconds(1));
            return stalled.All(screen => screen.Closed) && crowd.Relay.Held.Count <= 1;
        });
        crowd.Change();
        await CrowdOfScreens.Until(() => healthy.All(screen => screen.Seq == 2));
        Assert.DoesNotContain(healthy, screen => screen.Closed);
    }

    [Fact]
    public async Task A_screen_that_says_what_it_has_drawn_is_given_no_more_until_it_says_so_again()
    {
        var crowd = new CrowdOfScreens();
        var wall = crowd.Join(1).Single();
        wall.Screen.Drawn(0);
        for (var i = 0; i < 50; i++)
        {
            crowd.Change();
            crowd.Clock.Advance(PlaceRelay.MergeWindow);
            // The beat is written after the frame, so once it is here the frame would be too.
            crowd.Relay.Beat(CrowdOfScreens.Build);
            await CrowdOfScreens.Until(() => wall.Beats == i + 1);
        }
        Assert.Equal(Screen.UndrawnFrames, wall.Frames);
        Assert.Equal(Screen.UndrawnFrames, wall.Seq);
        // It is told where it stands and not where the board does, or it would think that it had lost a change.
        Assert.Equal(wall.Seq, wall.BeatSeq);

        wall.Screen.Drawn(wall.Seq);
        await CrowdOfScreens.Until(() => wall.Seq == 50);
        Assert.Equal((Screen.UndrawnFrames + 1, 0), (wall.Frames, wall.Gaps));
    }

    [Fact]
    public async Task A_screen_that_is_never_up_to_date_still_hears_its_beats()
    {
        var crowd = new CrowdOfScreens();
        var slow = crowd.Join(1, byHand: true).Single();
        for (var i = 0; i < 10; i++)
        {
            crowd.Change();
            crowd.Clock.Advance(PlaceRelay.MergeWindow);
            await CrowdOfScreens.Until(() => slow.Writing);
            crowd.Relay.Beat(CrowdOfScreens.Build);
            crowd.Change();
            crowd.Clock.Advance(PlaceRelay.MergeWindow);
            slow.LetGo();
        }
        Assert.True(slow.Seq < crowd.Newest);
        Assert.True(slow.Beats > 0);
    }

    [Fact]
    public async Task A_screen_that_left_in_the_middle_of_a_write_is_given_nothing_more()
    {
        var crowd = new CrowdOfScreens();
        var (left, stays) = (crowd.Join(1, byHand: true).Single(), crowd.Join(1).Single());
        crowd.Change();
        await CrowdOfScreens.Until(() => left.Writing);
        left.Screen.Stop();
        crowd.Clock.Advance(PlaceRelay.MergeWindow);
        crowd.Change();
        left.LetGo();
        await CrowdOfScreens.Until(() => stays.Seq == 2 && left.Screen.Ended);
        Assert.Equal((1L, false), (left.Seq, left.Writing || left.Closed));
    }
}
