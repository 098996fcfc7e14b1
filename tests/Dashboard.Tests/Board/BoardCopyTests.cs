using System.Collections.Immutable;

namespace Mal.Board;

public sealed class BoardCopyTests
{
    [Fact]
    public void A_join_that_brings_all_replaces_whatever_was_held()
    {
        var before = Copy("first", 7, ("room/a", 3), ("room/gone", 1));

        var after = BoardCopy.After(before, "house", Joined("second", 2, views: Views(("room/a", 1))))!;

        Assert.Equal(("second", 2L, 1L), (after.Epoch, after.Seq, after.Views["room/a"].Version));
        Assert.Equal("room/a", Assert.Single(after.Views).Key);
    }

    [Fact]
    public void A_join_that_brings_only_changes_adds_them_to_what_was_held()
    {
        var after = BoardCopy.After(Copy("first", 7, ("room/a", 3), ("room/b", 1)), "house", Joined("first", 9, changes: Changed("first", 8, 9, ("room/b", 2))))!;

        Assert.Equal((9L, 3L, 2L), (after.Seq, after.Views["room/a"].Version, after.Views["room/b"].Version));
    }

    [Fact]
    public void Changes_of_another_life_of_the_board_cannot_be_laid_on_a_copy()
    {
        Assert.Null(BoardCopy.After(Copy("first", 7), "house", Joined("second", 9, changes: Changed("second", 8, 9))));
        Assert.Null(Copy("first", 7).After(Changed("second", 8, 8)));
    }

    [Fact]
    public void Changes_that_follow_on_are_laid_on_top_even_when_many_were_merged_into_one()
    {
        var after = Copy("first", 7, ("room/a", 3)).After(Changed("first", 8, 30, ("room/a", 9), ("room/b", 2)))!;

        Assert.Equal((30L, 9L, 2L), (after.Seq, after.Views["room/a"].Version, after.Views["room/b"].Version));
    }

    [Fact]
    public void Changes_with_a_hole_before_them_ask_for_a_new_join() =>
        Assert.Null(Copy("first", 7).After(Changed("first", 9, 9)));

    [Fact]
    public void Changes_known_already_move_nothing()
    {
        var copy = Copy("first", 7, ("room/a", 3));

        Assert.Same(copy, copy.After(Changed("first", 4, 7, ("room/a", 2))));
    }

    [Fact]
    public void Changes_that_overlap_bring_only_what_is_newer()
    {
        var after = Copy("first", 7, ("room/a", 3)).After(Changed("first", 6, 8, ("room/a", 2), ("room/b", 1)))!;

        Assert.Equal((8L, 3L, 1L), (after.Seq, after.Views["room/a"].Version, after.Views["room/b"].Version));
    }

    internal static BoardCopy Copy(string epoch, long seq, params (string Key, long Version)[] views) => new("house", epoch, seq, Views(views));

    internal static Joined Joined(string epoch, long seq, ImmutableSortedDictionary<string, View>? views = null, Changes? changes = null) =>
        new(epoch, seq, DateTimeOffset.UnixEpoch, "build", views, changes);

    internal static Changes Changed(string epoch, long from, long to, params (string Key, long Version)[] views) => new(epoch, from, to, Views(views));

    internal static ImmutableSortedDictionary<string, View> Views(params (string Key, long Version)[] views) =>
        views.ToImmutableSortedDictionary(view => view.Key, View (view) => new Plain(view.Version), StringComparer.Ordinal);

    /// <summary>A view of nothing but its version, by which alone a copy is kept.</summary>
    private sealed record Plain(long Version) : View(Version)
    {
        public override View? For(Audience audience) => this;
    }
}
