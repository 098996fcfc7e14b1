using System.Text.Json;
using Mal.Facts;

namespace Mal.Benchmarks;

/// <summary>What one tap makes the product write and send, taken from the product itself, so that the floors move the same bytes.</summary>
/// <param name="Frame">The argument of a <c>Changed</c> message.</param>
internal sealed record Bytes(Head Head, StoredEvent Event, JsonElement Frame)
{
    private const int CommandsInHead = 64;

    public static async Task<Bytes> Of(IEventLog log, string stream, JsonElement frame)
    {
        var head = await log.Read(stream) ?? throw new InvalidOperationException($"{stream} has no head.");
        await foreach (var last in log.History(stream, head.Version))
        {
            // As of a stream that has been written to for a while.
            var commands = Enumerable.Range(0, CommandsInHead).Select(_ => new AppliedCommand(Guid.CreateVersion7(), head.Version, null, null));
            return new Bytes(head with { Commands = [.. commands] }, last, frame.Clone());
        }

        throw new InvalidOperationException($"{stream} has no events.");
    }

    /// <summary>The next write of a stream, as the product would make it.</summary>
    public (StoredEvent Event, AppliedCommand Command, Head Head) At(long version)
    {
        var command = new AppliedCommand(Guid.CreateVersion7(), version, null, null);
        return (Event with { Version = version, Command = command.Id }, command, Head with { Version = version, WriteId = Guid.CreateVersion7() });
    }
}
