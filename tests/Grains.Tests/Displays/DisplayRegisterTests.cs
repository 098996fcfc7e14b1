namespace Mal.Displays;

/// <summary>Which screens are there, as several nodes say it.</summary>
public sealed class DisplayRegisterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.FromHours(1));
    private readonly DisplayRegister _register = new();
    private int _second;

    /// <summary>At a second a node says whom it serves, and this is what is known then.</summary>
    private (bool Connected, int Second) Hear(int second, string node, params string[] serves)
    {
        _second = second;
        _register.Hear(node, [.. serves], Noon.AddSeconds(second), second * 1000L);
        return Hall();
    }

    private (bool Connected, int Second) Hall()
    {
        var hall = Assert.Single(_register.Of([("hall", "Hol")], Noon.AddSeconds(_second)));
        return (hall.Connected, (int)(hall.Since - Noon).TotalSeconds);
    }

    [Fact]
    public void One_that_has_not_come_yet_is_away_since_the_first_word_and_no_earlier()
    {
        Assert.Equal((false, 3), Hear(3, "a"));
        Assert.Equal((false, 3), Hear(13, "a"));
        Assert.Equal((true, 20), Hear(20, "a", "hall"));
    }

    [Fact]
    public void Coming_and_going_are_dated_and_repeats_change_nothing()
    {
        Hear(0, "a", "hall");
        Assert.Equal((true, 0), Hear(10, "a", "hall"));
        Assert.Equal((false, 14), Hear(14, "a"));
        Assert.Equal((false, 14), Hear(24, "a"));
        Assert.Equal((true, 30), Hear(30, "a", "hall"));
    }

    [Fact]
    public void It_is_there_when_any_node_serves_it()
    {
        Hear(0, "a", "hall");
        Assert.Equal((true, 0), Hear(1, "b"));
        Hear(2, "b", "hall");
        Assert.Equal((true, 0), Hear(3, "a"));
        Assert.Equal((false, 4), Hear(4, "b"));
    }

    [Fact]
    public void Whom_a_node_served_that_died_is_away_since_it_was_last_heard()
    {
        Hear(0, "a", "hall");
        Hear(10, "a", "hall");
        Assert.Equal((true, 0), Hear(40, "b"));
        Assert.Equal((false, 10), Hear(41, "b"));
    }

    [Fact]
    public void Whom_another_node_serves_by_then_was_never_away()
    {
        Hear(0, "a", "hall");
        Hear(12, "b", "hall");
        Assert.Equal((true, 0), Hear(50, "b", "hall"));
    }

    [Fact]
    public void A_name_given_anew_is_told_and_one_put_out_is_gone()
    {
        Hear(0, "a", "hall", "door");
        Assert.Equal(["Hol", "Drzwi"], _register.Of([("hall", "Hol"), ("door", "Drzwi")], Noon).Select(display => display.Name));
        Assert.Equal("Wejście", Assert.Single(_register.Of([("door", "Wejście")], Noon)).Name);
    }
}
