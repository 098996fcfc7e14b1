using System.Collections.Immutable;
using Mal.Board;
using Mal.Live;
using Mal.Initiatives;
using Mal.Places;

namespace Mal.Silo.Tests.Live;

public sealed class WindowTests
{
    private const string Key = "initiative/dom/kurs";

    [Fact]
    public async Task A_whole_picture_taken_inside_the_merge_window_holds_the_latest_of_everything()
    {
        var relay = new PlaceRelay("dom", TimeProvider.System, TimeProvider.System);
        for (var version = 1; version <= 50; version++)
        {
            // All but the first of these come inside the window of the one before.
            await relay.Changed(new Changes("e", version, version, ImmutableSortedDictionary<string, View>.Empty
                .Add(Key, new InitiativeView(version, "kurs", "Kurs", LedBy.Team, false, []))));
            Assert.Equal(version, relay.Snapshot(Audience.Staff).Views[Key].Version);
        }
    }
}
