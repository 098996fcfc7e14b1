using System.Collections.Immutable;
using Mal.Initiatives;
using Mal.Words;

namespace Mal.Api;

/// <summary>What people wrote in a command to an initiative.</summary>
internal static class InitiativeSpoken
{
    /// <summary>Is it of a kind that carries words, whether there are any in it or not?</summary>
    public static bool Has(InitiativeCommand command) => command is InitiativeCommand.NoteIdea or InitiativeCommand.Submit or InitiativeCommand.Change
        or InitiativeCommand.Ask or InitiativeCommand.Answer or InitiativeCommand.Reject or InitiativeCommand.Evaluate;

    /// <param name="eraseAt">When they go by themselves; null leaves the date as it was.</param>
    /// <returns>Null when there is no word in it.</returns>
    public static WordsRecord? Of(Guid id, InitiativeCommand command, DateTimeOffset now, DateTimeOffset? eraseAt)
    {
        var (proposal, contact) = command switch
        {
            InitiativeCommand.NoteIdea it => (it.Initiative, it.Contact),
            InitiativeCommand.Submit it => (it.Initiative, it.Contact),
            InitiativeCommand.Change it => (it.Initiative, null),
            _ => (null, null),
        };
        ImmutableList<Said> said = [.. Texts(command).Where(one => !string.IsNullOrEmpty(one.Text)).Select(one => new Said(one.What, one.Text!, now, id))];
        // A title that is the public one stands in the fact, and nothing else of it is worth keeping.
        var title = proposal is null || proposal.Title == proposal.AsFact().Title ? null : proposal.Title;
        return title is null && contact is null && said.IsEmpty ? null : new WordsRecord(title, contact?.Email, contact?.Phone, said, eraseAt);
    }

    private static IEnumerable<(string What, string? Text)> Texts(InitiativeCommand command) => command switch
    {
        InitiativeCommand.NoteIdea it => [("description", it.Description), .. Texts(it.Initiative)],
        InitiativeCommand.Submit it => [("description", it.Description), .. Texts(it.Initiative)],
        InitiativeCommand.Change it => [("description", it.Description), .. Texts(it.Initiative)],
        InitiativeCommand.Ask it => [("question", it.Question)],
        InitiativeCommand.Answer it => [("answer", it.Text)],
        InitiativeCommand.Reject it => [("reason", it.Text)],
        InitiativeCommand.Evaluate it => [("note", it.Note)],
        _ => [],
    };

    private static IEnumerable<(string What, string? Text)> Texts(Proposal proposal) =>
        (proposal.Partners ?? []).Select(name => ("partner", (string?)name)).Concat((proposal.Offers ?? []).Select(text => ("offer", (string?)text)));
}
