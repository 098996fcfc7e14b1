namespace Mal.Board;

/// <summary>
/// How a screen follows a board without a gap: what it holds, what came too early, and when only a new join helps. It knows
/// no network, so that every order in which messages can arrive is tested.
/// </summary>
public sealed class Following(string place)
{
    private readonly List<Changes> _early = [];
    private bool _behind;

    /// <summary>What is held; null until the first join, and after one that could not be laid on what was held.</summary>
    public BoardCopy? Copy { get; private set; }

    /// <summary>A join is meant or under way: nothing newer is shown before its answer.</summary>
    public bool Joining { get; private set; }

    /// <summary>A join is meant; false when one is already.</summary>
    public bool MeansToJoin()
    {
        var first = !Joining;
        Joining = true;
        return first;
    }

    /// <summary>A join is asked for: from where, as far as something is held.</summary>
    public Since? Ask()
    {
        Joining = true;
        _early.Clear();
        return Copy?.Since;
    }

    /// <summary>The answer, with what overtook it on top; false when it does not fit and all must be asked for.</summary>
    public bool Take(Joined joined)
    {
        Copy = _early.OrderBy(changes => changes.To).Aggregate(BoardCopy.After(Copy, place, joined), (copy, changes) => copy?.After(changes) ?? copy);
        _behind = false;
        return Copy is not null;
    }

    /// <summary>The join has ended, with an answer or without.</summary>
    public void Rest()
    {
        Joining = false;
        _early.Clear();
    }

    /// <summary>False when something is missing between what is held and these changes. Those that overtake a join wait for its answer.</summary>
    public bool Take(Changes changes)
    {
        if (Joining || Copy is null)
        {
            _early.Add(changes);
            return true;
        }
        var after = Copy.After(changes);
        Copy = after ?? Copy;
        return after is not null;
    }

    /// <summary>False when changes were lost: one beat ahead may only have overtaken them, two in a row have not.</summary>
    public bool Take(Beat beat)
    {
        var behind = !Joining && Copy is { } copy && (beat.Epoch != copy.Epoch || beat.Seq > copy.Seq);
        var lost = behind && _behind;
        _behind = behind && !lost;
        return !lost;
    }
}
