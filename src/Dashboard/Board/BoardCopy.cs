using System.Collections.Immutable;

namespace Mal.Board;

/// <summary>What a screen holds of a board: the last view of every key, and where in the sequence it stands. Pure, so that the joins and gaps are tested without a network.</summary>
public sealed record BoardCopy(string Place, string Epoch, long Seq, ImmutableSortedDictionary<string, View> Views)
{
    public Since Since => new(Epoch, Seq);

    /// <summary>The copy after a join; a join that brought only changes adds them to what was held before.</summary>
    public static BoardCopy? After(BoardCopy? before, string place, Joined joined) => joined switch
    {
        { Views: { } views } => new BoardCopy(place, joined.Epoch, joined.Seq, views),
        { Changes: { } changes } when before is not null && before.Epoch == joined.Epoch => before.With(changes.Views, joined.Seq),
        _ => null,
    };

    /// <summary>The copy after changes; null when something is missing between them and it, and only a new join helps.</summary>
    public BoardCopy? After(Changes changes)
    {
        if (changes.Epoch != Epoch || changes.From > Seq + 1)
        {
            return null;
        }
        return changes.To <= Seq ? this : With(changes.Views, changes.To);
    }

    private BoardCopy With(ImmutableSortedDictionary<string, View> views, long seq)
    {
        // SignalR promises no order, so a view's own version decides.
        var newer = views.Where(view => !Views.TryGetValue(view.Key, out var known) || view.Value.Version >= known.Version);
        return this with { Seq = seq, Views = Views.SetItems(newer) };
    }
}
