namespace Mal.Board;

/// <summary>One node that watches: the first change goes at once, what comes while that call is under way goes merged in the next.</summary>
internal sealed class Watcher(IBoardObserver observer, Func<long, Changes?> since)
{
    private long _shown;
    private bool _sending;

    /// <summary>In milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long HeardAt { get; set; }

    /// <summary>The node says itself how far it has come, so a lost call is sent again.</summary>
    public void StandsAt(long seq)
    {
        if (!_sending)
        {
            _shown = seq;
            Show();
        }
    }

    public void Show()
    {
        if (!_sending)
        {
            _sending = true;
            using (ExecutionContext.SuppressFlow())
            {
                _ = Send();
            }
        }
    }

    private async Task Send()
    {
        try
        {
            while (since(_shown) is { } changes)
            {
                await observer.Changed(changes);
                _shown = changes.To;
            }
        }
        catch (Exception)
        {
            // The node says where it stands within a second, and is sent from there.
        }
        finally
        {
            _sending = false;
        }
    }
}
