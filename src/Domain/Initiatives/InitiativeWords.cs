namespace Mal.Initiatives;

/// <summary>Which parts of a command are words: they are kept as a record that can be erased, and never reach a fact.</summary>
public static class InitiativeWords
{
    /// <summary>The command as it may be decided, without a word in it.</summary>
    public static InitiativeCommand Without(InitiativeCommand command) => command switch
    {
        InitiativeCommand.NoteIdea it => new InitiativeCommand.NoteIdea(it.Initiative.AsFact()),
        InitiativeCommand.Submit it => it with { Initiative = it.Initiative.AsFact(), Contact = null, Description = null },
        InitiativeCommand.Change it => it with { Initiative = it.Initiative.AsFact(), Description = null },
        InitiativeCommand.Ask => new InitiativeCommand.Ask(),
        InitiativeCommand.Answer => new InitiativeCommand.Answer(),
        InitiativeCommand.Reject it => it with { Text = null },
        InitiativeCommand.Evaluate it => it with { Note = null },
        _ => command,
    };
}
