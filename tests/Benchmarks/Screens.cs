using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Mal.Benchmarks;

/// <summary>So many screens of one hub, each a real SignalR client over a WebSocket of its own.</summary>
internal sealed class Screens : IAsyncDisposable
{
    private const int ConnectingAtOnce = 32;

    private readonly List<HubConnection> connections = [];

    public int Count => connections.Count;

    public static HubConnection Connection(string url, string? key) => new HubConnectionBuilder()
        .WithUrl(url, HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true;
            options.AccessTokenProvider = () => Task.FromResult(key);
        })
        .ConfigureLogging(logging => logging.ClearProviders())
        .Build();

    /// <param name="listen">Subscribes a screen before it starts; it is given the screen's number.</param>
    /// <param name="join">What a screen says once it is connected.</param>
    public static async Task<Screens> Open(
        string url, string? key, int count, Action<HubConnection, int> listen, Func<HubConnection, int, Task>? join = null)
    {
        var screens = new Screens();
        for (var number = 0; number < count; number++)
        {
            var connection = Connection(url, key);
            listen(connection, number);
            screens.connections.Add(connection);
        }

        await Parallel.ForEachAsync(
            screens.connections.Select((connection, number) => (connection, number)),
            new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce },
            async (screen, stop) =>
            {
                await screen.connection.StartAsync(stop);
                await (join?.Invoke(screen.connection, screen.number) ?? Task.CompletedTask);
            });
        return screens;
    }

    public async ValueTask DisposeAsync() =>
        await Parallel.ForEachAsync(connections, new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce }, (connection, _) => connection.DisposeAsync());
}

/// <summary>Which screens have come how far, and who waits until all of them have. Numbers only rise, and a merged frame skips some.</summary>
internal sealed class Progress(int screens)
{
    private readonly Lock door = new();
    private readonly long[] seen = new long[screens];
    private readonly SortedDictionary<long, int> standing = new() { [0] = screens };
    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();

    public void Saw(int screen, long number)
    {
        lock (door)
        {
            if (number <= seen[screen])
            {
                return;
            }

            var before = seen[screen];
            seen[screen] = number;
            standing[number] = standing.GetValueOrDefault(number) + 1;
            if (--standing[before] == 0)
            {
                standing.Remove(before);
            }

            var slowest = standing.First().Key;
            while (waiting.TryPeek(out var done, out var awaited) && awaited <= slowest)
            {
                waiting.Dequeue();
                done.SetResult();
            }
        }
    }

    /// <summary>Ends when every screen has seen this number or a later one.</summary>
    public Task All(long number)
    {
        lock (door)
        {
            if (standing.First().Key >= number)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(done, number);
            return done.Task;
        }
    }
}
