using Mal.Board;
using Microsoft.Extensions.Logging;

namespace Mal.Facts;

// The last step of the shell: the board is told the latest view until it has heard, and nobody waits for that.
internal abstract partial class EventSourcedGrain<TRules, TState, TCommand, TEvent, TView>
{
    private bool _telling;
    private long _told = -1;

    private Told Tell(Memory<TState> memory)
    {
        var house = House ?? throw new InvalidOperationException($"{Key}: the house is not known yet.");
        var context = Mal.Facts.Context.At(house, Id, Later(around.Time.GetUtcNow(), memory.LastAt));
        return new Told(TRules.View(memory.State, memory.Version, context), DueAt(memory.State, context));
    }

    /// <summary>Tells the board the latest view, again and again until it is heard; never on the way of an answer.</summary>
    private void TellBoard()
    {
        if (_telling || _memory is null || House is null || _told == _memory.Version)
        {
            return;
        }
        _telling = true;
        using (ExecutionContext.SuppressFlow())
        {
            _ = TellUntilHeard();
        }
    }

    private async Task TellUntilHeard()
    {
        try
        {
            for (var failures = 0; failures < 20 && _memory is { } memory && _told != memory.Version;)
            {
                try
                {
                    var told = Tell(memory);
                    await GrainFactory.GetGrain<IBoardGrain>(PlaceId).Tell(Key.ToString(), told);
                    _told = memory.Version;
                }
                catch (Exception failure)
                {
                    failures++;
                    LogUntold(around.Log, Key.ToString(), failure.Message);
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(100 * failures, 1000)));
                }
            }
        }
        finally
        {
            _telling = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Key}: the board did not hear, telling it again: {Reason}")]
    private static partial void LogUntold(ILogger log, string key, string reason);
}
