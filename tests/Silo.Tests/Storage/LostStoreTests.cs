using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Mal.Board;
using Mal.Rooms;
using Mal.Silo.Tests.Live;
using Mal.Storage;
using Mal.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace Mal.Silo.Tests.Storage;

/// <summary>A whole node whose store goes away: refused at its door, or swallowed without an answer.</summary>
public sealed class LostStoreTests : IAsyncLifetime
{
    private const string Hall = $"room/{LiveHouse.Place}/sala-glowna";

    // The shell's five seconds and a machine that others use; without the shell's bound it would be the client's own, much longer.
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HealedWithin = TimeSpan.FromSeconds(30);

    private Azurite store = null!;
    private LiveHouse house = null!;

    public async Task InitializeAsync()
    {
        store = await Azurite.Start();
        house = LiveHouse.On(store.ConnectionString);
        await house.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await house.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_lost_store_is_said_at_once_shown_as_age_and_heals_by_itself()
    {
        await using var screen = await house.Connect();
        var beats = new Beats();
        screen.On<Beat>("Beat", beats.Hear);
        await LiveHouse.Join(screen, Audience.House);
        Assert.Equal(AnswerStatus.Accepted, (await LiveHouse.Send<RoomCommand>(screen, Hall, new RoomCommand.SetCount(7))).Status);
        await beats.Until(beat => beat.AsOf > DateTimeOffset.MinValue);

        await Lost(screen, beats, () => store.Freeze(), () => store.Thaw());
        await Lost(screen, beats, () => store.End(), () => store.Begin());

        // Each tap once: neither lost with its answer nor taken twice.
        await Eventually(async () => await house.Count(Hall) == 9, "the hall counts nine people");
    }

    private async Task Lost(HubConnection screen, Beats beats, Func<Task> lose, Func<Task> mend)
    {
        var tap = new Envelope(Guid.NewGuid(), Hall, JsonSerializer.SerializeToElement<RoomCommand>(new RoomCommand.ChangeCount(1), Wire.Wire.Tolerant));
        await lose();
        var waited = Stopwatch.StartNew();
        Assert.Equal(AnswerStatus.Unknown, (await screen.InvokeAsync<Answer>("Send", tap)).Status);
        Assert.True(waited.Elapsed < AnsweredWithin, $"It took {waited.Elapsed}.");

        await Eventually(async () => await Ready() == HttpStatusCode.ServiceUnavailable, "the node says that it is not ready");
        // The screen stays up, and each beat tells the same old hour.
        var old = (await beats.Next()).AsOf;
        var later = await beats.Next();
        Assert.Equal(old, later.AsOf);
        Assert.True(later.ServerTime > old);

        await mend();
        await Eventually(async () => await Ready() == HttpStatusCode.OK, "the node is ready again");
        await beats.Until(beat => beat.AsOf > later.ServerTime);
        await Eventually(async () => (await screen.InvokeAsync<Answer>("Send", tap)).Status is AnswerStatus.Accepted or AnswerStatus.Repeated, "the same tap is taken");
    }

    private async Task<HttpStatusCode> Ready()
    {
        using var http = new HttpClient { BaseAddress = new Uri(house.Address) };
        using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task Eventually(Func<Task<bool>> holds, string what)
    {
        var waited = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
        {
            Assert.True(waited.Elapsed < HealedWithin, $"Waited in vain until {what}.");
            await tick.WaitForNextTickAsync();
        }
    }

    private sealed class Beats
    {
        private readonly System.Threading.Channels.Channel<Beat> heard = System.Threading.Channels.Channel.CreateUnbounded<Beat>();

        public void Hear(Beat beat) => heard.Writer.TryWrite(beat);

        /// <summary>The next one from now on.</summary>
        public async Task<Beat> Next()
        {
            while (heard.Reader.TryRead(out _))
            {
                // Older ones are of no interest.
            }

            return await heard.Reader.ReadAsync().AsTask().WaitAsync(HealedWithin);
        }

        public async Task Until(Func<Beat, bool> holds)
        {
            while (!holds(await heard.Reader.ReadAsync().AsTask().WaitAsync(HealedWithin)))
            {
                // Not yet.
            }
        }
    }
}
