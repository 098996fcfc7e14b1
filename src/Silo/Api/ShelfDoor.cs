using Mal.Facts;
using Mal.Live;
using Mal.Public;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Api;

/// <summary>What a coordinator undoes on a shelf that has forgotten it: the door finds the facts in the history, the rules decide.</summary>
internal sealed class ShelfDoor(AcceptedHere accepted, Surroundings around)
{
    /// <summary>Null when the history knows no such command either.</summary>
    public async Task<Answer?> UndoPast(IShelfGrain shelf, Key key, Guid command, By by)
    {
        if (await around.Events.FindCommand(key.ToString(), command) is not { RefusalCode: null })
        {
            return null;
        }
        var history = new List<ShelfEvent>();
        await foreach (var stored in around.Events.History(key.ToString(), 1))
        {
            history.Add(FactJson.Read<ShelfEvent>(stored.Json));
        }
        var past = ShelfPast.Of(history, command);
        // One id for every attempt to undo one command: of two coordinators at the same instant only one reverses it.
        var id = TrackingCode.Derived($"undo/{command:N}");
        if (past.UndoneBy is { } other && other != id)
        {
            return new Answer(AnswerStatus.Refused, 0, new Refusal("already-undone", "To już cofnięto."));
        }
        return past.Done is { } done
            ? await accepted.Note(key, shelf.Send(id, new ShelfCommand.UndoPast(done, past.Touched), 0, by))
            : null;
    }
}
