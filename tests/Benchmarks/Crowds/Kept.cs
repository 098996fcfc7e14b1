using System.Globalization;
using Mal.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Mal.Benchmarks.Crowds;

/// <summary>What the server keeps for its screens at one moment: messages of the relay, and bytes the kernel has not yet got rid of.</summary>
internal readonly record struct Kept(int Messages, long MessageBytes, long? KernelBytes)
{
    private static readonly JsonHubProtocol Json = new(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = WireBytes.Options }));

    public static Kept Of(PlaceRelay relay, int port)
    {
        var held = relay.Held;
        return new Kept(held.Count, held.Sum(frame => (long)frame.Message.GetSerializedMessage(Json).Length), Unsent(port));
    }

    public Kept Most(Kept other) => new(Math.Max(Messages, other.Messages), Math.Max(MessageBytes, other.MessageBytes),
        KernelBytes is { } mine && other.KernelBytes is { } its ? Math.Max(mine, its) : null);

    /// <summary>The send queues of all connections to this port, where the kernel tells.</summary>
    private static long? Unsent(int port)
    {
        string[] tables = ["/proc/net/tcp", "/proc/net/tcp6"];
        if (!File.Exists(tables[0]))
        {
            return null;
        }
        var local = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return tables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 4 && fields[1].EndsWith(local, StringComparison.Ordinal))
            .Sum(fields => long.Parse(fields[4].AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
