using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Mal.Facts;

namespace Mal.Storage;

// How facts lie in the rows of a table; see AzureTableEventLog for what the rows mean.
internal static class FactRows
{
    public const string HeadKey = "$head";

    /// <summary>The first key after those of all events.</summary>
    public const string AfterEvents = "f";

    public const string WriteId = "WriteId";

    /// <summary>What one transaction may hold.</summary>
    public const int MostRows = 100;

    // A row may have 252 columns; an event takes five of them at most.
    private const int MostEventsInRow = 50;

    private const int MostTextUnits = 32 * 1024;
    private const int MostBinaryBytes = 64 * 1024;

    public static string EventKey(long version) => string.Create(CultureInfo.InvariantCulture, $"e{version:D12}");

    public static string CommandKey(Guid id) => $"c{id:N}";

    /// <exception cref="ArgumentException">It is too large for a row; the message names its size.</exception>
    public static TableEntity Of(string partition, Head head) => new(partition, HeadKey)
    {
        ["Version"] = head.Version,
        [WriteId] = head.WriteId,
        ["DataSet"] = head.DataSet,
        ["Schema"] = head.Schema,
        ["State"] = Fitting(System.Text.Encoding.UTF8.GetBytes(head.State), "state", partition),
        ["Commands"] = Fitting(JsonSerializer.SerializeToUtf8Bytes(head.Commands, HeadCommands.Default.ImmutableListAppliedCommand), "commands", partition),
    };

    public static Head Head(TableEntity row) => new(
        row.GetInt64("Version")!.Value,
        row.GetGuid(WriteId)!.Value,
        row.GetString("DataSet"),
        row.GetInt32("Schema")!.Value,
        System.Text.Encoding.UTF8.GetString(row.GetBinary("State")),
        JsonSerializer.Deserialize(row.GetBinary("Commands"), HeadCommands.Default.ImmutableListAppliedCommand) ?? []);

    public static TableEntity Of(string partition, AppliedCommand command, Guid writeId) => new(partition, CommandKey(command.Id))
    {
        ["Version"] = command.Version,
        ["RefusalCode"] = command.RefusalCode,
        ["RefusalMessage"] = command.RefusalMessage,
        ["Fingerprint"] = command.Fingerprint,
        [WriteId] = writeId,
    };

    public static AppliedCommand Command(Guid id, TableEntity row) =>
        new(id, row.GetInt64("Version")!.Value, row.GetString("RefusalCode"), row.GetString("RefusalMessage"), row.GetString("Fingerprint"));

    /// <summary>A row an event, named by its version. Only when a transaction has no room for that do neighbours share a row, and then it bears the version of its last.</summary>
    public static IEnumerable<TableEntity> Of(string partition, IReadOnlyList<StoredEvent> events, int freeRows, Guid writeId)
    {
        var together = Math.Max(1, (events.Count + freeRows - 1) / freeRows);
        if (together > MostEventsInRow)
        {
            throw new ArgumentException($"{events.Count} events do not fit into {freeRows} rows.", nameof(events));
        }

        foreach (var some in events.Chunk(together))
        {
            var row = new TableEntity(partition, EventKey(some[^1].Version)) { [WriteId] = writeId };
            for (var i = 0; i < some.Length; i++)
            {
                var one = some[i];
                // As text: the table's own instant would lose the offset.
                row[Column("At", i)] = one.At.ToString("O", CultureInfo.InvariantCulture);
                row[Column("Command", i)] = one.Command;
                row[Column("By", i)] = one.By;
                row[Column("Json", i)] = one.Json[..Math.Min(MostTextUnits, one.Json.Length)];
                if (one.Json.Length > MostTextUnits)
                {
                    row[Column("JsonRest", i)] = one.Json[MostTextUnits..];
                }
            }

            yield return row;
        }
    }

    public static IEnumerable<StoredEvent> Events(TableEntity row)
    {
        var count = 1;
        while (row.ContainsKey(Column("At", count)))
        {
            count++;
        }

        var last = long.Parse(row.RowKey.AsSpan(1), CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            yield return new StoredEvent(
                last - count + 1 + i,
                DateTimeOffset.ParseExact(row.GetString(Column("At", i)), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
                row.GetGuid(Column("Command", i))!.Value,
                row.GetString(Column("By", i)),
                row.GetString(Column("Json", i)) + row.GetString(Column("JsonRest", i)));
        }
    }

    private static string Column(string name, int number) => number == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{number}");

    private static byte[] Fitting(byte[] bytes, string what, string partition) => bytes.Length <= MostBinaryBytes ? bytes
        : throw new ArgumentException($"The {what} in the head of {TableKey.Read(partition)} take {bytes.Length} bytes, at most {MostBinaryBytes} are allowed.", what);
}
