using Mal.Initiatives;

namespace Mal.Coordination.Initiatives;

/// <summary>What is wrong in a form, and at which of its fields.</summary>
/// <param name="Field">As in a proposal: "title", "partners"; what is inside one belongs to it.</param>
public sealed record WrongField(string Field, string Why)
{
    /// <summary>By the house's own limits, before anything is sent; null when the command is well-formed.</summary>
    public static WrongField? Of(InitiativeCommand command)
    {
        if (Initiative.Malformed(command) is not { } said)
        {
            return null;
        }
        var (path, why) = said.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? (said[..colon], said[(colon + 2)..]) : ("", said);
        path = path.StartsWith("initiative.", StringComparison.Ordinal) ? path["initiative.".Length..] : path;
        return new WrongField(path.Split('.', '[')[0], why);
    }
}
