using System.Collections.Immutable;
using Mal.Facts;
using static Mal.Initiatives.InitiativeStage;

namespace Mal.Initiatives;

/// <summary>
/// The table of RULES §4: in which stage a thing may be asked, and by whom. What is not in it is refused with the stage as it
/// is; saying again what is so already is accepted and writes nothing.
/// </summary>
internal static class Lifecycle
{
    /// <param name="From">Where it may be said.</param>
    /// <param name="Already">Where it has been said already.</param>
    /// <param name="Least">The lowest role that may say it.</param>
    private sealed record Row(ImmutableList<InitiativeStage> From, ImmutableList<InitiativeStage> Already, Role Least);

    /// <summary>Null when a command may be decided; a refusal, or none at all when there is nothing left to do.</summary>
    public static Decision<InitiativeEvent>? Check(InitiativeStage? stage, InitiativeCommand command, Role role)
    {
        var row = RowOf(command);
        if (role < row.Least || (role == Role.Display && row.Least < Role.Display))
        {
            return new Decision<InitiativeEvent>([], InitiativeRefusals.NotAllowed);
        }
        return stage switch
        {
            null => command is InitiativeCommand.NoteIdea or InitiativeCommand.Submit ? null : new Decision<InitiativeEvent>([], InitiativeRefusals.Unknown),
            { } at when row.Already.Contains(at) => Decision<InitiativeEvent>.Nothing,
            { } at when row.From.Contains(at) => null,
            { } at => new Decision<InitiativeEvent>([], InitiativeRefusals.InStage(at)),
        };
    }

    private static Row RowOf(InitiativeCommand command) => command switch
    {
        InitiativeCommand.NoteIdea => new([], [], Role.Anyone),
        InitiativeCommand.Submit => new([Idea], [], Role.Anyone),
        InitiativeCommand.Change => new([Idea, Submitted, UnderReview, NeedsInfo, Approved, Active], [], Role.Staff),
        InitiativeCommand.StartReview => new([Submitted, NeedsInfo], [UnderReview], Role.Coordinator),
        // From what was only handed in, a question or a decision is the review as well; a second question joins the first.
        InitiativeCommand.Ask => new([Submitted, UnderReview, NeedsInfo], [], Role.Coordinator),
        InitiativeCommand.Answer => new([NeedsInfo], [UnderReview], Role.Anyone),
        InitiativeCommand.Approve { Exceptions.IsEmpty: false } => new([Submitted, UnderReview, Approved, Active], [], Role.Coordinator),
        InitiativeCommand.Approve => new([Submitted, UnderReview], [Approved, Active], Role.Coordinator),
        InitiativeCommand.Reject => new([Submitted, UnderReview], [Rejected], Role.Coordinator),
        InitiativeCommand.Suspend => new([Active], [Suspended], Role.Coordinator),
        InitiativeCommand.Resume => new([Suspended], [Active], Role.Coordinator),
        InitiativeCommand.Withdraw => new([Idea, Submitted, UnderReview, NeedsInfo, Approved, Active, Suspended], [Withdrawn], Role.Anyone),
        InitiativeCommand.Complete => new([Active], [Completed], Role.Coordinator),
        InitiativeCommand.Evaluate => new([Completed], [], Role.Coordinator),
        _ => new([], [], Role.System),
    };
}
