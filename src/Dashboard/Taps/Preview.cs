using Mal.Board;
using Mal.Facts;
using Mal.Places;
using Mal.Wire;

namespace Mal.Taps;

/// <summary>A view with every tap it does not hold yet, decided and evolved by the rules of the house, as the house will.</summary>
internal static class Preview
{
    // Whom the house knows by an id that this page does not: what it tapped itself it may also undo.
    private const string ThisDevice = "this-device";

    /// <param name="authors">The commands the view already holds, and whose they were: the house checks who undoes, the picture need not.</param>
    /// <param name="pending">What is pending for a key and not yet in a view of a version, in order.</param>
    public static TView After<TRules, TState, TCommand, TEvent, TView>(TView view, TState state, Dictionary<Guid, string> authors, Key key, House house, DateTimeOffset now,
        Func<string, long, IEnumerable<Previewed>> pending)
        where TRules : IRules<TState, TCommand, TEvent, TView>
        where TState : class
        where TView : View
    {
        var shown = view;
        foreach (var tap in pending(key.ToString(), view.Version).Where(tap => !authors.ContainsKey(tap.Id)))
        {
            var author = tap.Undoes is { } undone ? authors.GetValueOrDefault(undone, ThisDevice) : ThisDevice;
            var context = new Context(house, key.Id, now, tap.SeenAt, tap.Id, new By(Role.Staff, author));
            state = TRules.Due(state, context).Aggregate(state, TRules.Evolve);
            state = TRules.Decide(state, (TCommand)tap.Command, context).Events.Aggregate(state, TRules.Evolve);
            shown = TRules.View(state, view.Version, context);
        }
        return shown;
    }
}

/// <param name="SeenAt">By the house's clock.</param>
internal sealed record Previewed(Guid Id, object Command, Guid? Undoes, DateTimeOffset SeenAt);
