using Mal.Board;
using Mal.Devices;
using Mal.Facts;

namespace Mal.Displays;

/// <summary>The actor of a place's screens: what it shows moves when a screen comes or goes, and with nothing else.</summary>
[Collection("two silos")]
public sealed class DisplaysTests(TwoSilos house)
{
    // A house of its own: nobody else's board has screens.
    private const string Place = "dom-z-ekranem";

    [Fact]
    public async Task Two_nodes_tell_of_one_screen_and_what_is_shown_moves_only_when_it_comes_or_goes()
    {
        var displays = house.Cluster.GrainFactory.GetGrain<IDisplaysGrain>(Place);
        var devices = house.Cluster.GrainFactory.GetGrain<IDevicesGrain>(Place);
        await displays.Here("a", []);
        Assert.Null(await displays.View());

        await devices.Issue("hall", Role.Display, null, null, "Hol", "hash");
        await devices.Issue("phone", Role.Staff, null, null, "Telefon", "hash");
        await displays.Here("a", ["hall"]);
        var come = await Shown(displays);
        Assert.Equal(("hall", "Hol", true), (come.Displays.Single().Id, come.Displays.Single().Name, come.Displays.Single().Connected));

        await displays.Here("b", []);
        await displays.Here("b", ["hall"]);
        await displays.Here("a", []);
        await displays.Here("b", ["hall"]);
        Assert.Equal(come.Version, (await Shown(displays)).Version);

        await displays.Here("b", []);
        var gone = await Shown(displays);
        Assert.False(gone.Displays.Single().Connected);
        Assert.True(gone.Version > come.Version);

        await devices.Revoke("hall");
        await displays.Here("b", []);
        Assert.Empty((await Shown(displays)).Displays);
    }

    private static async Task<DisplaysView> Shown(IDisplaysGrain displays) => (DisplaysView)(await displays.View())!.View;
}
