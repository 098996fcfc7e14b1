using System.Text.Json;
using Mal.Board;
using Mal.Facts;
using static Mal.Initiatives.InitiativeStage;

namespace Mal.Initiatives;

/// <summary>RULES §4: the table of stages, every cell of it.</summary>
public sealed class LifecycleTests
{
    private static readonly InitiativeStage[] Stages = Enum.GetValues<InitiativeStage>();

    private static readonly Proposal Once = InitiativeTest.Choir with { Series = null };

    // Written down once more by hand: command, where it leads from each stage; "=" is accepted without an event.
    private static readonly Dictionary<string, (InitiativeCommand Command, Dictionary<InitiativeStage, InitiativeStage> To, InitiativeStage[] Same)> Table = new()
    {
        ["note-idea"] = (new InitiativeCommand.NoteIdea(Once), [], []),
        ["submit"] = (new InitiativeCommand.Submit(Once), new() { [Idea] = Submitted }, []),
        ["start-review"] = (new InitiativeCommand.StartReview(), new() { [Submitted] = UnderReview, [NeedsInfo] = UnderReview }, [UnderReview]),
        ["ask"] = (new InitiativeCommand.Ask(), new() { [Submitted] = NeedsInfo, [UnderReview] = NeedsInfo, [NeedsInfo] = NeedsInfo }, []),
        ["answer"] = (new InitiativeCommand.Answer(), new() { [NeedsInfo] = UnderReview }, [UnderReview]),
        ["approve"] = (new InitiativeCommand.Approve(), new() { [Submitted] = Active, [UnderReview] = Active }, [Approved, Active]),
        ["reject"] = (new InitiativeCommand.Reject("politics"), new() { [Submitted] = Rejected, [UnderReview] = Rejected }, [Rejected]),
        ["suspend"] = (new InitiativeCommand.Suspend("organizer-away"), new() { [Active] = Suspended }, [Suspended]),
        ["resume"] = (new InitiativeCommand.Resume(), new() { [Suspended] = Active }, [Active]),
        ["complete"] = (new InitiativeCommand.Complete(), new() { [Active] = Completed }, [Completed]),
        ["evaluate"] = (new InitiativeCommand.Evaluate([new GoalReached("koncert", false)]), new() { [Completed] = Evaluated }, []),
        ["withdraw"] = (new InitiativeCommand.Withdraw(),
            new[] { Idea, Submitted, UnderReview, NeedsInfo, Approved, Active, Suspended }.ToDictionary(stage => stage, _ => Withdrawn), [Withdrawn]),
    };

    public static TheoryData<string> Commands => [.. Table.Keys];

    [Theory, MemberData(nameof(Commands))]
    public void A_thing_may_be_asked_exactly_where_the_table_says(string name)
    {
        var (command, leads, same) = Table[name];
        foreach (var stage in Stages)
        {
            var test = InitiativeTest.At(stage);
            var before = test.History.Count;
            var code = test.Do(command);
            if (leads.TryGetValue(stage, out var to))
            {
                Assert.True((code, test.State.Stage) == (null, to), $"{name} in {stage}: {code} {test.State.Stage}");
                continue;
            }
            Assert.Equal(before, test.History.Count);
            var expected = same.Contains(stage) ? null
                : stage is Completed or Evaluated or Withdrawn ? "already-over"
                : stage is Approved or Active or Suspended or Rejected ? "already-decided" : "wrong-stage";
            Assert.True(expected == code, $"{name} in {stage}: {code}");
        }
    }

    [Fact]
    public void Whoever_changes_it_second_is_told_and_overwrites_nobody()
    {
        var test = InitiativeTest.At(Active);
        var seen = test.View().Revision;
        Assert.Null(test.Do(new InitiativeCommand.Change(Once with { People = 12 }, Revision: seen)));
        Assert.Equal("changed-meanwhile", test.Do(new InitiativeCommand.Change(Once with { Title = "Inny chór" }, Revision: seen)));
        Assert.Equal((12, "Chór"), (test.State.Proposal!.People, test.State.Proposal.Title));
        Assert.Null(test.Do(new InitiativeCommand.Change(Once with { Title = "Inny chór", People = 12 }, Revision: test.View().Revision)));
        // A client written before the field still changes, as it always did.
        Assert.Null(test.Do(new InitiativeCommand.Change(Once)));
    }

    [Fact]
    public void An_idea_handed_in_is_another_proposal_than_the_one_on_the_screen()
    {
        var test = InitiativeTest.At(Idea);
        var seen = test.View().Revision;
        Assert.Null(test.Do(new InitiativeCommand.Submit(Once with { People = 12 })));
        Assert.Equal("changed-meanwhile", test.Do(new InitiativeCommand.Change(Once, Revision: seen)));
    }

    [Fact]
    public void Before_anything_was_noted_there_is_no_initiative()
    {
        foreach (var (name, row) in Table)
        {
            Assert.Equal(name is "note-idea" or "submit" ? null : "unknown-initiative", new InitiativeTest().Do(row.Command));
        }
    }

    [Fact]
    public void The_second_coordinator_is_told_how_it_was_decided()
    {
        var context = Context.At(Places.Rejonowa.Sample, InitiativeTest.Opaque, Places.Rejonowa.At("2026-11-25 16:42")) with { By = new By(Role.Coordinator, "device-2") };
        var refusal = Initiative.Decide(InitiativeTest.At(Rejected).State, new InitiativeCommand.Approve(), context).Refusal;
        Assert.Equal("Inicjatywa jest odrzucona. Można zgłosić nową.", refusal?.Message);
    }

    [Fact]
    public void A_decision_on_what_was_only_handed_in_is_its_review_as_well()
    {
        var test = InitiativeTest.At(Submitted);
        Assert.Null(test.Do(new InitiativeCommand.Reject("trade")));
        Assert.IsType<InitiativeEvent.ReviewStarted>(test.History[^2]);
    }

    [Fact]
    public void Who_may_ask_what()
    {
        foreach (var (name, row) in Table)
        {
            var stage = row.To.Keys.Cast<InitiativeStage?>().FirstOrDefault() ?? Idea;
            string? Code(Role role) => InitiativeTest.At(stage).Do(row.Command, role);
            Assert.Equal("not-allowed", Code(Role.Display));
            var forAnyone = name is "note-idea" or "submit" or "answer" or "withdraw";
            Assert.Equal(forAnyone, Code(Role.Anyone) != "not-allowed");
            Assert.Equal(forAnyone, Code(Role.Staff) != "not-allowed");
            Assert.NotEqual("not-allowed", Code(Role.Coordinator));
        }
    }

    [Fact]
    public void Only_reasons_from_the_list_are_taken()
    {
        Assert.Equal("bad-reason", InitiativeTest.At(Submitted).Do(new InitiativeCommand.Reject("bo-nie")));
        Assert.Equal("bad-reason", InitiativeTest.At(Active).Do(new InitiativeCommand.Suspend("trade")));
        Assert.All(InitiativeReasons.Rejecting.Keys, code => Assert.Null(InitiativeTest.At(Submitted).Do(new InitiativeCommand.Reject(code))));
        Assert.All(InitiativeReasons.Suspending.Keys, code => Assert.Null(InitiativeTest.At(Active).Do(new InitiativeCommand.Suspend(code))));
    }

    [Fact]
    public void An_evaluation_speaks_of_every_goal()
    {
        Assert.Equal("goals-missing", InitiativeTest.At(Completed).Do(new InitiativeCommand.Evaluate([])));
        Assert.Equal("goals-missing", InitiativeTest.At(Completed).Do(new InitiativeCommand.Evaluate([new GoalReached("inny", true)])));
    }

    [Fact]
    public void A_series_of_the_place_file_is_changed_in_the_place()
    {
        var series = new InitiativeTest("gimnastyka");
        Assert.All(Table.Values, row => Assert.Equal("house-series", series.Do(row.Command)));
    }

    [Fact]
    public void The_public_sees_an_initiative_once_it_is_approved_and_a_closed_one_never()
    {
        foreach (var stage in Stages)
        {
            var view = InitiativeTest.At(stage).View();
            Assert.NotNull(view.For(Audience.Staff));
            Assert.Equal(stage is Approved or Active, view.For(Audience.Public) is not null);
            Assert.Equal(stage is Approved or Active, view.For(Audience.House) is not null);
            Assert.Null((view with { Closed = true }).For(Audience.House));
            Assert.Null((view.For(Audience.Public) as InitiativeView)?.Proposal);
        }
    }

    [Fact]
    public void Every_stage_has_its_word_and_its_sentence()
    {
        Assert.Equal(
            ["pomysł", "zgłoszona", "w rozpatrywaniu", "do uzupełnienia", "przyjęta", "odrzucona", "w toku", "zawieszona", "zakończona", "oceniona", "wycofana przez organizatora"],
            Stages.Select(InitiativeFace.Name));
        var sentences = Stages.Select(stage => InitiativeFace.Of(InitiativeTest.At(stage).View()).Says).ToList();
        Assert.Equal(Stages.Length, sentences.Distinct().Count());
        Assert.Contains("Inicjatywa odrzucona: handel lub reklama.", sentences);
    }

    [Fact]
    public void No_fact_holds_a_word()
    {
        var test = new InitiativeTest();
        var told = new Proposal("Prawdziwy tytuł", Places.LedBy.Residents, new Rooms.Organizer(Rooms.OrganizerKind.Resident), "club", 8, "Klub",
            Partners: ["Nazwa partnera"], Offers: ["Przyniosę czajnik"]);
        test.Do(new InitiativeCommand.Submit(told, new Rooms.Contact("adres@example.org", "600"), "Opis słowami"));
        test.Do(new InitiativeCommand.Ask("Pytanie słowami"));
        test.Do(new InitiativeCommand.Answer("Odpowiedź słowami"));
        test.Do(new InitiativeCommand.Change(told with { Closed = true }, "Opis słowami"));
        test.Do(new InitiativeCommand.Reject("other", "Powód słowami"));
        var facts = string.Join('\n', test.History.Select(happened => JsonSerializer.Serialize(happened, Wire.Wire.Tolerant)));
        Assert.Equal(6, test.History.Count);
        Assert.All(["Prawdziwy", "partnera", "czajnik", "adres", "600", "słowami"], word => Assert.DoesNotContain(word, facts, StringComparison.Ordinal));
        Assert.Contains("\"title\":\"Klub\"", facts, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"Spotkanie zamkni\\u0119te\"", facts, StringComparison.Ordinal);
        Assert.Equal(1, test.State.Proposal!.PartnerCount);
    }

    [Fact]
    public void What_the_door_takes_out_is_what_no_fact_holds()
    {
        Assert.Equal(new InitiativeCommand.Ask(), InitiativeWords.Without(new InitiativeCommand.Ask("Pytanie")));
        Assert.Equal(new InitiativeCommand.Reject("other"), InitiativeWords.Without(new InitiativeCommand.Reject("other", "Powód")));
        var submit = (InitiativeCommand.Submit)InitiativeWords.Without(new InitiativeCommand.Submit(Once with { PublicTitle = "Klub" }, new Rooms.Contact("a@example.org"), "Opis"));
        Assert.Equal(("Klub", null, null, null), (submit.Initiative.Title, submit.Initiative.PublicTitle, submit.Contact, submit.Description));
    }
}
