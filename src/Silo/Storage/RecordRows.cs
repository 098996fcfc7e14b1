using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Orleans.Runtime;

namespace Mal.Storage;

// The stored form of Microsoft.Orleans.Persistence.AzureStorage, so that either program reads what the other wrote: the
// partition is the service and the grain, the row the name of the state, the content lies in Data, Data1 … Data14 of
// 64 KiB each, or in StringData, StringData1 … of 32 Ki characters where that package was told to write text.
internal static class RecordRows
{
    public const string Table = "OrleansGrainState";

    public const int MostBytes = MostChunks * ChunkBytes;

    private const int MostChunks = 15;
    private const int ChunkBytes = 64 * 1024;
    private const int MostKeyUnits = 1023;

    private const string Binary = "Data";
    private const string Text = "StringData";

    public static string Partition(string serviceId, GrainId grain) => Key($"{serviceId}_{grain}");

    /// <summary>The package's own way with keys. It is not without loss, but what is stored must be found under it.</summary>
    public static string Key(string name)
    {
        var key = name.Replace('/', '_').Replace('\\', '_').Replace('#', '_').Replace('?', '_');
        return key.Length <= MostKeyUnits ? key
            : throw new ArgumentException($"{name} takes {key.Length} characters as a key of a table, at most {MostKeyUnits} are allowed.", nameof(name));
    }

    /// <exception cref="ArgumentException">It is too large; it is not cut, and the message names its size.</exception>
    public static void Put(TableEntity row, ReadOnlySpan<byte> content)
    {
        if (content.Length > MostBytes)
        {
            throw new ArgumentException($"The record {row.RowKey} of {row.PartitionKey} takes {content.Length} bytes, at most {MostBytes} are allowed.", nameof(content));
        }

        for (var i = 0; i * ChunkBytes < content.Length; i++)
        {
            row[Column(Binary, i)] = content.Slice(i * ChunkBytes, Math.Min(ChunkBytes, content.Length - (i * ChunkBytes))).ToArray();
        }
    }

    /// <summary>The content, or null of a row that was cleared: it stays, empty, and keeps the fence.</summary>
    public static BinaryData? Content(TableEntity row)
    {
        using var bytes = new MemoryStream();
        foreach (var name in Columns(Binary))
        {
            // A reader that was not told the types of the columns is given base64.
            bytes.Write(row.TryGetValue(name, out var value) ? value as byte[] ?? Convert.FromBase64String(value as string ?? "") : []);
        }

        if (bytes.Length > 0)
        {
            return new BinaryData(bytes.ToArray());
        }

        var text = new StringBuilder();
        foreach (var name in Columns(Text))
        {
            text.Append(row.TryGetValue(name, out var value) ? value as string : null);
        }

        return text.Length > 0 ? new BinaryData(text.ToString()) : null;
    }

    private static IEnumerable<string> Columns(string name) => Enumerable.Range(0, MostChunks).Select(i => Column(name, i));

    private static string Column(string name, int number) => number == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
}
