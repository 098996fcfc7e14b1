using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Initiatives;

/// <summary>What an initiative wants to be. As a fact it holds no words but its public title, see <see cref="AsFact"/>.</summary>
/// <param name="Title">1 … 120 characters; as a fact, what the public reads.</param>
/// <param name="PublicTitle">What the public reads when it is not the title; never part of a fact.</param>
/// <param name="Closed">A closed group: staff alone know of it, and its title is a neutral one.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="People">Expected at a meeting, 1 … 10000.</param>
/// <param name="Partners">Names of those who join in: words, never part of a fact.</param>
/// <param name="Needs">Codes of what a room must have, as in its features.</param>
/// <param name="Offers">What the group brings along: words, never part of a fact.</param>
/// <param name="Group">A pseudonym of the asking group, by which fairness is counted; null when unknown.</param>
/// <param name="PartnerCount">How many partners: all that a report needs to know of them.</param>
public sealed record Proposal(string Title, LedBy LedBy, Organizer Organizer, string Kind, int People, string? PublicTitle = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Closed = false,
    ImmutableList<AgeGroup>? AgeGroups = null, ImmutableList<string>? Partners = null, Project? Project = null, ImmutableList<Goal>? Goals = null,
    Features? Needs = null, ImmutableList<string>? Offers = null, Series? Series = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int PartnerCount = 0,
    Guid? Group = null)
{
    /// <summary>What the title of a closed group is to everybody who is not staff.</summary>
    public const string NeutralTitle = "Spotkanie zamknięte";

    public static ImmutableSortedSet<string> Kinds { get; } =
        ["class", "workshop", "club", "support", "sport", "culture", "exchange", "repair", "other"];

    /// <summary>The proposal as it may be kept for ever.</summary>
    public Proposal AsFact() => this with
    {
        Title = Closed ? NeutralTitle : PublicTitle ?? Title,
        PublicTitle = null,
        Partners = null,
        Offers = null,
        PartnerCount = Partners?.Count ?? PartnerCount,
    };
}

public enum AgeGroup { Children, Youth, Adults, Seniors, Families }

/// <summary>Who pays for it and by what it will be measured; both are codes.</summary>
public sealed record Project(string Id, ImmutableList<string> Indicators);

/// <param name="Id">A code, whose wording is a word: "osoby", "sasiedzkie-pogotowie".</param>
public sealed record Goal(string Id, int Target);

public sealed record GoalReached(string Id, bool Reached);

/// <summary>Meetings that repeat, in local time of the place: 18:00 stays 18:00 when the clocks change.</summary>
/// <param name="Rrule">RFC 5545, counted from <paramref name="FirstDay"/>; expanded outside the rules.</param>
/// <param name="LastDay">Included. Null when the rule itself ends (COUNT or UNTIL).</param>
public sealed record Series(string Room, string Rrule, DateOnly FirstDay, TimeOnly Start, TimeOnly End, DateOnly? LastDay = null)
{
    /// <summary>More dates than a year of working days has are a mistake, or somebody who wants the whole house.</summary>
    public const int DatesMax = 370;

    public const int YearsMax = 3;
}
