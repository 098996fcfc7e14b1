using System.Text.Json;
using Mal.Coordination.Initiatives;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

public sealed class InitiativeDraftTests
{
    private static readonly Proposal Choir = new("Chór", LedBy.Partners, new Organizer(OrganizerKind.Ngo), "culture", 20, AgeGroups: [AgeGroup.Youth, AgeGroup.Seniors],
        Project: new Project("osiedle-razem", ["osoby", "godziny"]), Goals: [new Goal("koncert", 1), new Goal("nowe-osoby", 12)], Needs: new Features(["projector", "sink"]),
        Series: new Series("sala-glowna", "FREQ=WEEKLY;BYDAY=FR;COUNT=6", new DateOnly(2026, 12, 4), new TimeOnly(17, 0), new TimeOnly(19, 0)), PartnerCount: 2);

    [Fact]
    public void A_proposal_opened_and_saved_untouched_is_the_same_proposal() => Assert.Equal(Json(Choir), Json(InitiativeDraft.Of(Choir, null).AsProposal(Choir)));

    [Fact]
    public void The_real_title_stays_the_real_one_and_the_public_one_public()
    {
        var saved = InitiativeDraft.Of(Choir, "Chór pani z drugiej klatki").AsProposal(Choir);
        Assert.Equal(("Chór pani z drugiej klatki", "Chór"), (saved.Title, saved.PublicTitle));
    }

    [Fact]
    public void What_people_call_a_goal_becomes_a_code_the_facts_may_hold()
    {
        var draft = new InitiativeDraft { Title = "Chór", Goals = "Sąsiedzkie pogotowie: 3\n\nosoby 40", Project = "Żywe podwórko", Indicators = "liczba osób" };
        Assert.Null(draft.Unreadable);
        var proposal = draft.AsProposal();
        Assert.Equal([new Goal("sasiedzkie-pogotowie", 3), new Goal("osoby", 40)], proposal.Goals!);
        Assert.Equal(("zywe-podworko", "liczba-osob"), (proposal.Project!.Id, Assert.Single(proposal.Project.Indicators)));
        Assert.Null(WrongField.Of(new InitiativeCommand.NoteIdea(proposal)));
    }

    [Theory]
    [InlineData("koncert", "goals")]
    [InlineData("40", "goals")]
    [InlineData("koncert wiele", "goals")]
    public void A_goal_without_its_number_is_told_beside_the_goals(string goals, string field) => Assert.Equal(field, new InitiativeDraft { Goals = goals }.Unreadable?.Field);

    [Fact]
    public void The_limits_of_the_house_name_the_field_they_speak_of()
    {
        Assert.Equal(new WrongField("title", "od 1 do 120 znaków"), WrongField.Of(new InitiativeCommand.NoteIdea(new InitiativeDraft().AsProposal())));
        Assert.Equal("partners", WrongField.Of(new InitiativeCommand.NoteIdea(new InitiativeDraft { Title = "Chór", Partners = $"Biblioteka, {new string('a', 121)}" }.AsProposal()))?.Field);
        Assert.Equal("contact", WrongField.Of(new InitiativeCommand.NoteIdea(new InitiativeDraft { Title = "Chór" }.AsProposal(), new Contact(new string('a', 201))))?.Field);
        Assert.Equal("project", WrongField.Of(new InitiativeCommand.NoteIdea(new InitiativeDraft { Title = "Chór", Project = "50% więcej" }.AsProposal()))?.Field);
    }

    [Fact]
    public void What_was_typed_here_goes_on_top_of_what_somebody_else_saved()
    {
        var before = InitiativeDraft.Of(Choir, null);
        var merged = InitiativeDraft.Merge(before, before with { People = 25, Partners = "Biblioteka" }, before with { Goals = "koncert 2", People = 30 });
        Assert.Equal((25, "koncert 2", "Biblioteka"), (merged.People, merged.Goals, merged.Partners));
    }

    private static string Json(Proposal proposal) => JsonSerializer.Serialize(proposal, Wire.Wire.Tolerant);
}
