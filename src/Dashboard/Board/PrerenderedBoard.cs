using System.Collections.Immutable;
using System.Text.Json;
using Mal.Wire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Mal.Board;

/// <summary>The board while the server draws a page: one snapshot, handed over to the browser so that the picture stays when the page comes alive.</summary>
public sealed class PrerenderedBoard(Func<string, Audience, Task<Snapshot?>> read, Func<Trouble?> trouble, TimeProvider time, PersistentComponentState handedOver)
    : IBoardSource, IDisposable
{
    internal const string Seed = "board";
    private PersistingComponentStateSubscription _handing;

    public Snapshot? Current { get; private set; }
    public DateTimeOffset Now => time.GetUtcNow();
    public DateTimeOffset AsOf => Current?.ServerTime ?? Now;
    public bool Connected => false;
    public string? Refused => null;
    public Trouble? Trouble => trouble();

    // Nothing changes during one drawing.
    public event Action? Changed { add { } remove { } }

    public async Task Watch(string place, Audience audience)
    {
        Current = await read(place, audience);
        _handing = handedOver.RegisterOnPersisting(HandOver, RenderMode.InteractiveWebAssembly);
    }

    public void Recall(RememberedBoard remembered) => throw new NotSupportedException("A page that is being drawn remembers nothing.");

    public RememberedBoard? Remember() => null;

    public Task<ImmutableList<Answer>> Send(ImmutableList<Envelope> envelopes) => Task.FromResult(envelopes.ConvertAll(_ => Answer.Unknown));

    public Task Drawn() => Task.CompletedTask;

    public void Dispose() => _handing.Dispose();

    private Task HandOver()
    {
        if (Current is not null)
        {
            handedOver.PersistAsJson(Seed, JsonSerializer.Serialize(Current, Wire.Wire.Tolerant));
        }
        return Task.CompletedTask;
    }
}
