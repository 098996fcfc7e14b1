using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mal.Board;
using Microsoft.JSInterop;

namespace Mal.Taps;

/// <summary>The phone's own memory (IndexedDB, and the page itself in a service worker): taps, the last board, and the screen for a time without a network.</summary>
public sealed class PhoneMemory(IJSRuntime js) : ITapStore, IAsyncDisposable
{
    private Task<IJSObjectReference>? _phone;

    public async Task<ImmutableList<KeptTap>> Open(string place) =>
        JsonSerializer.Deserialize(await Ask<string>("openTaps", place), PhoneJson.Default.ImmutableListKeptTap) ?? [];

    public async Task Keep(ImmutableList<KeptTap> taps) => await Tell("keepTaps", JsonSerializer.Serialize(taps, PhoneJson.Default.ImmutableListKeptTap));

    public async Task Forget(ImmutableList<Guid> ids) => await Tell("forgetTaps", ids.ToArray());

    /// <summary>The board an earlier page left; null when there is none that this app can read.</summary>
    public async Task<RememberedBoard?> Board(string place)
    {
        try
        {
            return JsonSerializer.Deserialize(await Ask<string>("readBoard", place), PhoneJson.Default.KeptBoard) is { } kept
                && kept.Snapshot.Deserialize<Snapshot>(Wire.Wire.Tolerant) is { } snapshot
                ? new RememberedBoard(snapshot, kept.AsOf, kept.AheadMs)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or JSException or NotSupportedException)
        {
            return null;
        }
    }

    /// <exception cref="JSException">The device keeps nothing.</exception>
    public async Task Keep(RememberedBoard board) => await Tell("keepBoard", JsonSerializer.Serialize(
        new KeptBoard(board.Snapshot.Place, JsonSerializer.SerializeToElement(board.Snapshot, Wire.Wire.Tolerant), board.AsOf, board.AheadMs), PhoneJson.Default.KeptBoard));

    /// <summary>From now on the page opens without a network.</summary>
    public async Task KeepPage() => await Tell("keepPage");

    public async Task ForgetPage(string place) => await Tell("forgetPage", place);

    /// <summary>False where the address has no HTTPS: there no browser lets a page open without a network.</summary>
    public async Task<bool> OpensWithoutNetwork() => await Ask<bool>("opensWithoutNetwork");

    public async ValueTask DisposeAsync()
    {
        if (_phone is { IsCompletedSuccessfully: true })
        {
            await (await _phone).DisposeAsync();
        }
    }

    private async Task<T> Ask<T>(string what, params object?[] arguments) => await (await Phone()).InvokeAsync<T>(what, arguments);

    private async Task Tell(string what, params object?[] arguments) => await (await Phone()).InvokeVoidAsync(what, arguments);

    // Only a page that has something to keep needs the code for it.
    private Task<IJSObjectReference> Phone() => _phone ??= js.InvokeAsync<IJSObjectReference>("import", "./phone.js").AsTask();
}

/// <param name="Snapshot">As it travels from the house.</param>
internal sealed record KeptBoard(string Place, JsonElement Snapshot, DateTimeOffset AsOf, double AheadMs);

/// <summary>How the phone writes what it remembers. The names stay: an app of next month reads what this one left.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImmutableList<KeptTap>))]
[JsonSerializable(typeof(KeptBoard))]
internal sealed partial class PhoneJson : JsonSerializerContext;
