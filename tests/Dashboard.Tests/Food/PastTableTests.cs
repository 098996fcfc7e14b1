using Bunit;
using Mal.Coordination.Past;
using Mal.History;
using Mal.Places;

namespace Mal.Food;

/// <summary>„Cofnij” in the history of a shelf: at what can be taken back, once, with the reason when it cannot.</summary>
public sealed class PastTableTests : BunitContext
{
    private static readonly Guid Intake = Guid.NewGuid();
    private static readonly Guid Taken = Guid.NewGuid();
    private static readonly Guid Level = Guid.NewGuid();

    private static HistoryEntry Entry(long version, string sentence, Guid? command = null, Guid? undoes = null) =>
        new(version, Rejonowa.At("2026-11-24 15:00"), null, "dyżur", "phone-1", sentence, command, undoes);

    // The newest first: an undone level, a pick-up with its shortfall, the intake, and a midnight.
    private static readonly HistoryEntry[] Entries =
    [
        Entry(6, "Cofnięto: poziom.", undoes: Level), Entry(5, "Poziom: dużo.", Level), Entry(4, "Zabrano: 3.", Taken),
        Entry(3, "Korekta stanu: +1.", Taken), Entry(2, "Minął termin. Do wyrzucenia."), Entry(1, "Przyjęto: 2.", Intake),
    ];

    [Fact]
    public void There_is_one_button_for_every_command_that_still_stands()
    {
        var table = Render<PastTable>(past => past.Add(p => p.House, Rejonowa.Sample).Add(p => p.Entries, Entries).Add(p => p.Undo, _ => Task.FromResult<string?>(null)));
        Assert.Equal(["4", "1"], table.FindAll("button[data-action=undo]").Select(button => button.Closest("tr")!.GetAttribute("data-version")));
    }

    [Fact]
    public void Where_nothing_can_be_taken_back_there_is_none()
    {
        var table = Render<PastTable>(past => past.Add(p => p.House, Rejonowa.Sample).Add(p => p.Entries, Entries));
        Assert.Empty(table.FindAll("button"));
    }

    [Fact]
    public void A_refusal_stands_at_its_row_and_says_what_to_do_instead()
    {
        Guid? asked = null;
        var table = Render<PastTable>(past => past.Add(p => p.House, Rejonowa.Sample).Add(p => p.Entries, Entries)
            .Add(p => p.Undo, command => { asked = command; return Task.FromResult<string?>("Jogurt: od przyjęcia coś już zabrano. Cofnij to najpierw."); }));

        table.Find("tr[data-version='1'] button").Click();

        Assert.Equal(Intake, asked);
        var alert = table.Find("tr[data-version='1'] [role=alert]");
        Assert.Equal("Jogurt: od przyjęcia coś już zabrano. Cofnij to najpierw.", alert.TextContent);
    }
}
