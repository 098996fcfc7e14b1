using System.Text.Json;
using Mal.Api;
using Mal.Board;
using Mal.Clocks;
using Mal.Devices;
using Microsoft.AspNetCore.SignalR;

namespace Mal.Live;

/// <summary>The road in (Send) and out (Join) for every live client. One connection watches one place.</summary>
internal sealed class BoardHub(BoardRelay relay, Connections connections, CommandDoor door, Build build, ScreenWitness clocks) : Hub
{
    private const string ScreenItem = "screen";

    /// <summary>Starts watching a place as an audience the caller is entitled to.</summary>
    public async Task<Joined> Join(JoinRequest request)
    {
        var highest = Context.User!.HighestAudience(request.Place);
        if (request.Audience > highest)
        {
            throw new HubException($"audience: to urządzenie może oglądać najwyżej „{highest.ToString().ToLowerInvariant()}”.");
        }
        var place = await Current(request.Place) ?? throw new HubException($"place: nie ma miejsca „{request.Place}”.");
        // Anybody may say any date; of those the house has let in, each has a clock of its own.
        if (request.Clock is { } clock && Context.User.PairedIn() == request.Place
            && Context.GetHttpContext() is { } http && ScreenWitness.IsElsewhere(http.Connection))
        {
            clocks.Hear(clock);
        }
        Forget();
        var connection = connections.Find(Context.ConnectionId) ?? throw new HubException("connection: połączenie już się skończyło.");
        var screen = new Screen(place, connection, request.Audience);
        Context.Items[ScreenItem] = screen;
        return place.Join(screen, request.Since, build.Id);
    }

    public void Leave(string place)
    {
        if (Screen?.Place == place)
        {
            Forget();
        }
    }

    /// <summary>A command, taken as raw JSON, so that a malformed one gets our answer and not SignalR's.</summary>
    public async Task<JsonElement> Send(JsonElement envelope) => await door.SendLive(envelope, Context.User!);

    /// <summary>The screen has drawn everything up to this number.</summary>
    public void Drawn(long seq) => Screen?.Drawn(seq);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Forget();
        return Task.CompletedTask;
    }

    private async Task<PlaceRelay?> Current(string place)
    {
        try
        {
            return await relay.Current(place);
        }
        catch (UnheardException)
        {
            throw new HubException("unknown: spróbuj za chwilę.");
        }
    }

    private Screen? Screen => Context.Items.TryGetValue(ScreenItem, out var screen) ? screen as Screen : null;

    private void Forget()
    {
        Screen?.Stop();
        Context.Items.Remove(ScreenItem);
    }
}
