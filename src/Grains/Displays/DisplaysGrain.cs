using System.Collections.Immutable;
using Mal.Board;
using Mal.Devices;
using Mal.Facts;
using Mal.Wire;
using Microsoft.Extensions.Logging;

namespace Mal.Displays;

internal sealed partial class DisplaysGrain(Surroundings around) : Grain, IDisplaysGrain
{
    private readonly DisplayRegister _register = new();
    private DisplaysView? _view;
    private bool _told;

    private string PlaceId => this.GetPrimaryKeyString();

    public async Task Here(string node, ImmutableList<string> connected)
    {
        var now = around.Time.GetUtcNow();
        _register.Hear(node, connected, now, Environment.TickCount64);
        var paired = (await GrainFactory.GetGrain<IDevicesGrain>(PlaceId).All()).FindAll(device => device.Role == Role.Display);
        var seen = _register.Of([.. paired.Select(device => (device.Id, device.Name))], now);
        if (!seen.SequenceEqual(_view?.Displays ?? []))
        {
            // By the clock and not from 1, so that what a new life of this actor says is newer than what an earlier one said.
            _view = new DisplaysView(Math.Max((_view?.Version ?? 0) + 1, now.ToUnixTimeMilliseconds()), seen);
            _told = false;
        }
        if (_view is { } view && !_told)
        {
            try
            {
                await GrainFactory.GetGrain<IBoardGrain>(PlaceId).Tell(Key.OfDisplays(PlaceId).ToString(), new Told(view, null));
                _told = true;
            }
            catch (Exception failure)
            {
                // The next report tells it again.
                LogUntold(around.Log, PlaceId, failure.Message);
            }
        }
    }

    public Task<Told?> View() => Task.FromResult(_view is { } view ? new Told(view, null) : null);

    [LoggerMessage(Level = LogLevel.Information, Message = "displays/{Place}: the board did not hear: {Reason}")]
    private static partial void LogUntold(ILogger log, string place, string reason);
}
