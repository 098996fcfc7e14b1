using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Mal.Live;

/// <summary>
/// SignalR's own JSON, except that an invocation it cannot bind or read is answered with a sentence. As the framework has it,
/// a wrong number of arguments is "an error on the server", an unknown method is repeated back at any length, and arguments
/// nested too deep close the connection. What is no JSON at all still does: there is nobody's question to answer.
/// </summary>
internal sealed class ForgivingProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private const byte EndOfFrame = 0x1e;
    private const int Invocation = 1;

    private readonly JsonHubProtocol _json = new(options);

    public string Name => _json.Name;

    public int Version => _json.Version;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _json.GetMessageBytes(message);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var frames = new SequenceReader<byte>(input);
        if (!frames.TryReadTo(out ReadOnlySequence<byte> frame, EndOfFrame))
        {
            message = null;
            return false;
        }
        var rest = input.Slice(frames.Position);
        try
        {
            if (_json.TryParseMessage(ref input, binder, out message))
            {
                message = message is InvocationBindingFailureMessage failed ? Clear(failed.InvocationId, failed.Target, binder) : message;
                return true;
            }
            return false;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or InvalidOperationException && Asked(frame) is not null)
        {
            var (id, target) = Asked(frame)!.Value;
            message = Clear(id, target, binder);
            input = rest;
            return true;
        }
    }

    // Only the framework's own word for a method is passed on, never what was sent.
    private static InvocationBindingFailureMessage Clear(string? id, string? target, IInvocationBinder binder) => Arity(target, binder) is { } arguments
        ? Failure(id, target!, $"arguments: {target} przyjmuje ich {arguments}, jako JSON zagnieżdżony najwyżej 64 razy.")
        : Failure(id, "?", "target: nie ma takiej metody.");

    private static InvocationBindingFailureMessage Failure(string? id, string target, string says) =>
        new(id, target, ExceptionDispatchInfo.Capture(new HubException(says)));

    private static int? Arity(string? target, IInvocationBinder binder)
    {
        try
        {
            return target is null ? null : binder.GetParameterTypes(target).Count;
        }
        catch (HubException)
        {
            return null;
        }
    }

    /// <summary>Who asked for what in a frame that is JSON and could not be read as a message; null when it is no invocation.</summary>
    private static (string? Id, string? Target)? Asked(ReadOnlySequence<byte> frame)
    {
        try
        {
            // As deep as a frame is long: it is passed over by counting brackets, so depth costs nothing here.
            var reader = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = (int)Math.Min(int.MaxValue, frame.Length + 1) });
            var (type, id, target) = (0, (string?)null, (string?)null);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "type" when reader.TokenType == JsonTokenType.Number: type = reader.TryGetInt32(out var number) ? number : 0; break;
                    case "invocationId" when reader.TokenType == JsonTokenType.String: id = reader.GetString(); break;
                    case "target" when reader.TokenType == JsonTokenType.String: target = reader.GetString(); break;
                    default: reader.Skip(); break;
                }
            }
            return type == Invocation ? (id, target) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
