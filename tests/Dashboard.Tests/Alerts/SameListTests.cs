using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using Mal.Board;
using Mal.Coordination;
using Mal.Facts;
using Mal.Food;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Staff;
using Mal.Taps;
using Mal.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Alerts;

/// <summary>RULES §6: one list. Phone and desk draw it of the same board, each with its own buttons.</summary>
public sealed class SameListTests : BunitContext, IAsyncLifetime
{
    private const string Place = "rejonowa-6-8";
    private static readonly DateTimeOffset Now = Rejonowa.At("2026-11-25 16:42");

    /// <summary>A room above its limit, a fridge that alarms and was washed long ago, a screen that is away, a refused move.</summary>
    private static ImmutableSortedDictionary<string, View> Views()
    {
        var context = new Context(Rejonowa.Sample, "lodowka", Now, Now, Guid.NewGuid(), new By(Role.Staff, "phone-1"));
        var fridge = new ShelfState(null, [], [], [], new ShelfCare(Checked: new FridgeCheck(9, Rejonowa.At("2026-11-25 16:30")), WashedAt: Rejonowa.At("2026-11-10 13:00")));
        var there = Rejonowa.At("2026-12-02 18:00");
        var choir = new Booking(Guid.NewGuid(), "Chór", there, there.AddHours(1), 10, NotMoved: new NotMoved("sala-warsztatowa", there, there.AddHours(1), "slot-taken", Rejonowa.At("2026-11-25 10:00")));
        var hall = Room.Empty with { Occupancy = new Occupancy(80, Rejonowa.At("2026-11-25 16:20")), Bookings = [choir] };
        return ImmutableSortedDictionary<string, View>.Empty
            .Add($"place/{Place}", new PlaceView(1, Rejonowa.Sample.Shown()))
            .Add($"shelf/{Place}/lodowka", Shelf.View(fridge, 1, context))
            .Add($"room/{Place}/sala-glowna", Room.View(hall, 1, context with { Id = "sala-glowna" }))
            .Add($"displays/{Place}", new DisplaysView(1, [new DisplaySeen("d1", "Hol", false, Rejonowa.At("2026-11-25 16:00"))]));
    }

    private void House(ImmutableSortedDictionary<string, View> views)
    {
        Services.AddSingleton<IBoardSource>(new OneBoard(new Snapshot(Place, "first", 1, Now, views)));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now)).AddSingleton<ITapStore, NoTapStore>().AddScoped<PendingTaps>().AddScoped<PhoneMemory>().AddDesk();
        Services.AddSingleton(new HttpClient(new Nobody()) { BaseAddress = new Uri("http://dom.example") });
        JSInterop.Mode = JSRuntimeMode.Loose;
        var phone = JSInterop.SetupModule("./phone.js");
        phone.Mode = JSRuntimeMode.Loose;
        phone.Setup<string>("readBoard", _ => true).SetResult("null");
        SetRendererInfo(new("WebAssembly", true));
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    // What a phone remembers lets go of it in its own time.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private List<IElement> Phone(Role role)
    {
        var phone = Render<StaffScreen>(screen => screen.Add(p => p.Place, Place).AddCascadingValue(new ServedTo(role, false)));
        Assert.Equal("Alerty 5", phone.Find("[data-tab=alerty]").TextContent);
        phone.Find("[data-tab=alerty]").Click();
        return [.. phone.FindAll("[data-alert]")];
    }

    private List<IElement> Desk(Role role) => [.. Render<CoordinationScreen>(screen => screen.Add(p => p.Place, Place).AddCascadingValue(new ServedTo(role, false))).FindAll("[data-alert]")];

    private static string Said(IElement alert) => $"{alert.QuerySelector("b")!.TextContent} | {alert.QuerySelector("[data-since]")!.TextContent} | {alert.QuerySelector("[data-says]")!.TextContent}";

    [Fact]
    public void Phone_and_desk_say_the_same_in_the_same_order()
    {
        House(Views());
        var phone = Phone(Role.Staff);
        Assert.Equal(["above-limit", "fridge-alarm", "not-moved", "display-silent", "wash-overdue"], phone.Select(alert => alert.GetAttribute("data-alert")!.Split('/')[0]));
        Assert.Equal("Sala główna | od 16:20 | Zaproponuj części grupy inną salę: 80 osób przy limicie 30.", Said(phone[0]));
        Assert.Equal(phone.Select(Said), Desk(Role.Coordinator).Select(Said));
    }

    [Fact]
    public void Each_has_one_thing_to_do_and_what_is_not_theirs_to_do_has_none()
    {
        House(Views());
        Assert.All(Desk(Role.Coordinator).Concat(Phone(Role.Coordinator)), alert => Assert.Single(alert.QuerySelectorAll("[data-action]")));
        Assert.All(Desk(Role.Staff).Concat(Phone(Role.Staff)), alert =>
        {
            var coordinators = alert.GetAttribute("data-alert")!.StartsWith("not-moved", StringComparison.Ordinal);
            Assert.Equal(coordinators ? 0 : 1, alert.QuerySelectorAll("[data-action]").Length);
            Assert.Equal(coordinators, alert.QuerySelector("[data-owner]") is not null);
        });
    }

    [Fact]
    public void Where_nothing_waits_both_say_so()
    {
        House(Views().RemoveRange(Views().Keys.Where(key => !key.StartsWith("place/", StringComparison.Ordinal))));
        var phone = Render<StaffScreen>(screen => screen.Add(p => p.Place, Place).AddCascadingValue(new ServedTo(Role.Staff, false)));
        phone.Find("[data-tab=alerty]").Click();
        Assert.Contains("Nic nie czeka. Wszystko w porządku.", phone.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Empty(Desk(Role.Coordinator));
    }

    [Theory]
    [InlineData(AskedNumber.Celsius, "4.5", """{"$type":"check-fridge","celsius":4.5}""")]
    [InlineData(AskedNumber.People, "12", """{"$type":"set-count","count":12}""")]
    [InlineData(AskedNumber.Came, "0", """{"$type":"close-out","booking":"0197a000-0000-7000-8000-000000000001","held":true,"people":0}""")]
    public void A_number_is_sent_as_the_command_it_answers(AskedNumber asked, string typed, string command)
    {
        var scripted = new ScriptedHouse { OnTheWay = _ => Task.FromResult(new Answer(AnswerStatus.Accepted, 2)) };
        using var taps = new PendingTaps(scripted, new NoTapStore(), new FakeTimeProvider());
        _ = taps.Open(Place);
        var key = asked == AskedNumber.Celsius ? ScriptedHouse.Fridge : ScriptedHouse.Hall;
        var alert = new Alert("test", key, "Lodówka", "Zmierz.", Now, new AlertAction.AskNumber("Wpisz", key, asked, new Guid("0197a000-0000-7000-8000-000000000001")), AlertSeverity.Task);
        var button = Render<AlertButton>(it => it.Add(p => p.Alert, alert).Add(p => p.Place, Place).Add(p => p.Role, Role.Staff).Add(p => p.Taps, taps));
        button.Find("form").Submit();
        Assert.Empty(scripted.Came);
        button.Find("input").Input(typed);
        button.Find("form").Submit();
        Assert.Equal(command, Assert.Single(scripted.Came).Command.GetRawText());
    }

    /// <summary>The calendar is not asked for here.</summary>
    private sealed class Nobody : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new HttpRequestException("nobody");
    }
}
