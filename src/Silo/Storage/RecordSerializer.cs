using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace Mal.Storage;

/// <summary>Records as JSON, the same in every store.</summary>
public sealed class RecordSerializer : IGrainStorageSerializer
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Json));

    public T Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return JsonSerializer.Deserialize<T>(input.ToMemory().Span, Json) ?? throw new InvalidDataException($"A stored {typeof(T).Name} was null.");
    }
}
