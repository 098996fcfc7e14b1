using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mal.Board;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Mal.Live;

internal static class WireBytes
{
    /// <summary>The house's own types from their generated context; plain arguments (a number, a text) from the framework.</summary>
    public static JsonSerializerOptions Options { get; } = new(Wire.Wire.Tolerant)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(Wire.WireContext.Default, new DefaultJsonTypeInfoResolver()),
    };

    /// <summary>A call of a client's method, serialised once per protocol however many screens it goes to.</summary>
    public static SerializedHubMessage Message(string method, object argument) => new(new InvocationMessage(method, [argument]));

    public static bool Same(View one, View other) =>
        JsonSerializer.SerializeToUtf8Bytes(one, Wire.Wire.Tolerant).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, Wire.Wire.Tolerant));
}
