using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Request = Azure.Core.Request;

namespace Mal.Silo.Tests.Storage.Faults;

/// <summary>
/// The network between a log and its table, with a seed: requests that never arrive, answers that never do, answers of the
/// wrong kind, and requests that arrive after their sender has given them up. It lies under the client's own retries.
/// </summary>
internal sealed class Weather(TableServiceInMemory service, int seed) : HttpPipelinePolicy
{
    private const double Calm = 0.65;

    private readonly Lock door = new();
    private readonly Random random = new(seed);
    private readonly Queue<(Request Request, string Content)> underWay = new();
    private readonly Dictionary<Fault, int> met = [];

    public enum Fault
    {
        None,
        Unreachable,
        Busy,
        ConflictInstead,
        PreconditionInstead,
        TimeOut,
        AnswerDropped,
        BusyAfterCommit,
        ConflictAfterCommit,
        PreconditionAfterCommit,
        TimeOutAfterCommit,
        Late,
        Slow,
    }

    public bool IsStormy { get; set; }

    /// <summary>The storm is over, and everything that was still on its way arrives.</summary>
    public void Clear()
    {
        IsStormy = false;
        while (underWay.TryDequeue(out var late))
        {
            service.Answer(late.Request, late.Content);
        }
    }

    /// <summary>How often each has happened, so that a run that met none is not called proof.</summary>
    public IReadOnlyDictionary<Fault, int> Met => met;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var isWrite = message.Request.Method == RequestMethod.Post;
        switch (Next(isWrite))
        {
            case Fault.Unreachable:
                throw new IOException("connection refused");
            case Fault.Busy:
                Say(503);
                return;
            case Fault.ConflictInstead:
                Say(409);
                return;
            case Fault.PreconditionInstead:
                Say(412);
                return;
            case Fault.TimeOut:
                throw new TaskCanceledException("no answer in time");
            case Fault.AnswerDropped:
                await ProcessNextAsync(message, pipeline);
                throw new IOException("connection reset");
            case Fault.TimeOutAfterCommit:
                await ProcessNextAsync(message, pipeline);
                throw new TaskCanceledException("no answer in time");
            case Fault.BusyAfterCommit:
                await ProcessNextAsync(message, pipeline);
                Say(503);
                return;
            case Fault.ConflictAfterCommit:
                await ProcessNextAsync(message, pipeline);
                Say(409);
                return;
            case Fault.PreconditionAfterCommit:
                await ProcessNextAsync(message, pipeline);
                Say(412);
                return;
            case Fault.Late:
                // Given up here, and still on its way there.
                var content = await TableServiceInMemory.Content(message.Request, CancellationToken.None);
                lock (door)
                {
                    underWay.Enqueue((message.Request, content));
                }

                throw new TaskCanceledException("no answer in time");
            case Fault.Slow:
                await Task.Delay(1);
                break;
        }

        await ProcessNextAsync(message, pipeline);

        void Say(int status) => message.Response = TableServiceInMemory.Failed(status, isWrite ? "BATCH" : "GET");
    }

    private Fault Next(bool isWrite)
    {
        (Request Request, string Content)? arrives = null;
        Fault fault;
        lock (door)
        {
            if (!IsStormy)
            {
                return Fault.None;
            }

            fault = random.NextDouble() < Calm ? Fault.None : isWrite ? (Fault)random.Next(1, 13)
                : (Fault[])[Fault.Unreachable, Fault.Busy, Fault.TimeOut, Fault.Slow] is var reading ? reading[random.Next(reading.Length)] : default;
            met[fault] = met.GetValueOrDefault(fault) + 1;
            if (underWay.Count > 0 && random.Next(3) == 0)
            {
                arrives = underWay.Dequeue();
            }
        }

        if (arrives is var (request, content))
        {
            service.Answer(request, content);
        }

        return fault;
    }
}
