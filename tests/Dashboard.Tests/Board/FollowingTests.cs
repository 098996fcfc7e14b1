using static Mal.Board.BoardCopyTests;

namespace Mal.Board;

public sealed class FollowingTests
{
    private readonly Following following = new("house");

    [Fact]
    public void The_first_join_asks_for_all_and_a_later_one_from_where_the_screen_stands()
    {
        Assert.Null(following.Ask());
        Answer(Joined("first", 5, Views(("room/a", 1))));

        Assert.Equal(new Since("first", 5), following.Ask());
    }

    [Fact]
    public void A_change_that_overtakes_the_answer_of_a_join_is_laid_on_top_of_it()
    {
        following.Ask();
        Assert.True(following.Take(Changed("first", 7, 7, ("room/a", 3))));
        Assert.True(following.Take(Changed("first", 6, 6, ("room/a", 2), ("room/b", 1))));
        Assert.Null(following.Copy);

        Answer(Joined("first", 5, Views(("room/a", 1))));

        Assert.Equal((7L, 3L, 1L), (following.Copy!.Seq, following.Copy.Views["room/a"].Version, following.Copy.Views["room/b"].Version));
    }

    [Fact]
    public void A_change_that_the_answer_holds_already_does_not_turn_it_back()
    {
        following.Ask();
        following.Take(Changed("first", 4, 4, ("room/a", 1)));

        Answer(Joined("first", 5, Views(("room/a", 2))));

        Assert.Equal((5L, 2L), (following.Copy!.Seq, following.Copy.Views["room/a"].Version));
    }

    [Fact]
    public void What_overtook_a_join_that_failed_is_not_laid_on_the_next_one()
    {
        following.Ask();
        following.Take(Changed("first", 6, 6, ("room/a", 9)));
        following.Rest();

        following.Ask();
        Answer(Joined("first", 5, Views(("room/a", 1))));

        Assert.Equal(1, following.Copy!.Views["room/a"].Version);
    }

    [Fact]
    public void A_hole_in_the_sequence_asks_for_a_join_and_what_was_held_stays_on_the_screen()
    {
        Holding();

        Assert.False(following.Take(Changed("first", 7, 7, ("room/a", 3))));

        Assert.Equal((5L, 1L), (following.Copy!.Seq, following.Copy.Views["room/a"].Version));
        Assert.Equal(new Since("first", 5), following.Ask());
    }

    [Fact]
    public void While_a_join_is_meant_no_second_one_is_asked_for()
    {
        Holding();

        Assert.True(following.MeansToJoin());
        Assert.False(following.MeansToJoin());
        Assert.True(following.Take(Changed("first", 9, 9)), "A hole is what the join is for.");
        Assert.True(following.Take(Beat("first", 9)) && following.Take(Beat("first", 9)));

        following.Rest();
        Assert.True(following.MeansToJoin());
    }

    [Fact]
    public void A_restarted_board_is_asked_for_whole_once_its_changes_do_not_fit()
    {
        Holding();
        following.Ask();

        Assert.False(following.Take(Joined("second", 1, changes: Changed("second", 1, 1))));
        following.Rest();

        Assert.Null(following.Ask());
    }

    [Theory]
    [InlineData("first", 6)]
    [InlineData("second", 1)]
    public void One_beat_ahead_may_have_overtaken_a_change_and_two_in_a_row_have_lost_it(string epoch, long seq)
    {
        Holding();

        Assert.True(following.Take(Beat(epoch, seq)));
        Assert.False(following.Take(Beat(epoch, seq)));
    }

    [Fact]
    public void A_beat_ahead_is_forgotten_when_the_change_comes_after_it()
    {
        Holding();

        Assert.True(following.Take(Beat("first", 6)));
        Assert.True(following.Take(Changed("first", 6, 6)));
        Assert.True(following.Take(Beat("first", 6)));
        Assert.True(following.Take(Beat("first", 7)));
    }

    private static Beat Beat(string epoch, long seq) => new(epoch, seq, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "build");

    private void Holding()
    {
        following.Ask();
        Answer(Joined("first", 5, Views(("room/a", 1))));
    }

    private void Answer(Joined joined)
    {
        Assert.True(following.Take(joined));
        following.Rest();
    }
}
