using System.Text.Json;
using Mal.Api;
using Mal.Board;
using Mal.Clocks;
using Mal.Devices;
using Mal.Gate;
using Microsoft.AspNetCore.SignalR;

namespace Mal.Live;

/// <summary>The road in (Send) and out (Join) for every live client. One connection watches one place.</summary>
internal sealed class BoardHub(
    KnownPlaces places, BoardRelay relay, Connections connections, CommandDoor door, Build build, ScreenWitness clocks) : Hub
{
    private const string ScreenItem = "screen";

    /// <summary>Starts watching a place as an audience the caller is entitled to.</summary>
    /// <param name="request">
    /// A <see cref="JoinRequest"/>, taken as raw JSON as every argument here, so that a malformed one gets our answer and not SignalR's.
    /// </param>
    public async Task<Joined> Join(JsonElement request)
    {
        var asked = CommandDoor.Parse<JoinRequest>(request, "");
        var known = places.Find(asked.Place) ?? throw new HubException("place: nie ma takiego miejsca.");
        var highest = Context.User!.HighestAudience(known);
        if (asked.Audience > highest)
        {
            throw new HubException($"audience: to urządzenie może oglądać najwyżej „{highest.ToString().ToLowerInvariant()}”.");
        }
        var place = await Current(known) ?? throw new HubException("place: tego miejsca jeszcze nie ma; spróbuj za chwilę.");
        // Anybody may say any date; of those the house has let in, each has a clock of its own.
        if (asked.Clock is { } clock && Context.User.PairedIn() == known.Id && Context.GetHttpContext() is { } http && ScreenWitness.IsElsewhere(http.Connection))
        {
            clocks.Hear(clock);
        }
        Forget();
        var connection = connections.Find(Context.ConnectionId) ?? throw new HubException("connection: połączenie już się skończyło.");
        var screen = new Screen(place, connection, asked.Audience);
        Context.Items[ScreenItem] = screen;
        return place.Join(screen, asked.Since, build.Id);
    }

    public void Leave(JsonElement place)
    {
        if (place.ValueKind != JsonValueKind.String)
        {
            throw new HubException("place: podaj identyfikator miejsca.");
        }
        if (Screen is { } screen && place.ValueEquals(screen.Place))
        {
            Forget();
        }
    }

    /// <summary>A command, or several.</summary>
    public async Task<JsonElement> Send(JsonElement envelope) => await door.SendLive(envelope, Context.User!);

    /// <summary>The screen has drawn everything up to this number.</summary>
    public void Drawn(JsonElement seq)
    {
        if (seq.ValueKind != JsonValueKind.Number || !seq.TryGetInt64(out var drawn))
        {
            throw new HubException("seq: podaj numer, do którego ekran narysował.");
        }
        Screen?.Drawn(drawn);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Forget();
        return Task.CompletedTask;
    }

    private async Task<PlaceRelay?> Current(KnownPlace place)
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
