using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Web;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Request = Azure.Core.Request;

namespace Mal.Silo.Tests.Storage.Faults;

/// <summary>
/// As much of the table service as an event log uses, spoken over its own protocol but in this process: rows with ETags,
/// read one by one or by a range of keys, inserted or replaced under an ETag, alone or all-or-nothing in a transaction.
/// </summary>
internal sealed class TableServiceInMemory : HttpPipelineTransport
{
    private static readonly HttpClientTransport Requests = new();

    private readonly Lock door = new();
    private readonly SortedDictionary<(string Partition, string Row), (string Body, string Tag)> rows =
        new(Comparer<(string Partition, string Row)>.Create(static (one, other) =>
            string.CompareOrdinal(one.Partition, other.Partition) is not 0 and var order ? order : string.CompareOrdinal(one.Row, other.Row)));

    private long tags;

    private sealed record Operation(string Method, string Url, string? Tag, string Body);

    public override Request CreateRequest() => Requests.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message) => message.Response = Answer(message.Request, await Content(message.Request, message.CancellationToken));

    /// <summary>What is asked, so that it can be done later too.</summary>
    public static async Task<string> Content(Request request, CancellationToken stop)
    {
        if (request.Content is null)
        {
            return "";
        }

        using var bytes = new MemoryStream();
        await request.Content.WriteToAsync(bytes, stop);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public Response Answer(Request request, string content)
    {
        var path = request.Uri.Path;
        var tag = request.Headers.TryGetValue("If-Match", out var given) ? given : null;
        lock (door)
        {
            return path.EndsWith("/$batch", StringComparison.Ordinal) ? Batch(content)
                : path.EndsWith("/Tables", StringComparison.Ordinal) ? new TableResponse(204)
                : path.EndsWith("()", StringComparison.Ordinal) ? Range(HttpUtility.ParseQueryString(request.Uri.Query)["$filter"]!)
                : request.Method == RequestMethod.Get ? Get(Keys(path))
                : Write(new Operation(request.Method.Method, path, tag, content)) is (var status, var written) && status == 204
                    ? new TableResponse(204) { Tag = written } : Failed(status, request.Method.Method);
        }
    }

    private Response Get((string Partition, string Row) key) => rows.TryGetValue(key, out var row)
        ? new TableResponse(200, WithTag(row)) { Tag = row.Tag } : Failed(404, "GET");

    // The one shape of filter a log asks with: PartitionKey eq 'a' and RowKey ge 'b' and RowKey lt 'c'.
    private TableResponse Range(string filter)
    {
        var parts = filter.Split('\'');
        var found = rows.Where(row => row.Key.Partition == parts[1] && string.CompareOrdinal(row.Key.Row, parts[3]) >= 0 && string.CompareOrdinal(row.Key.Row, parts[5]) < 0);
        return new TableResponse(200, $$"""{"value":[{{string.Join(',', found.Select(row => WithTag(row.Value)))}}]}""");
    }

    private TableResponse Batch(string content)
    {
        var operations = Operations(content);
        // All or nothing: looked at first, done after.
        foreach (var operation in operations)
        {
            if (Refusal(operation) is var status and not 0)
            {
                return Multipart([Failure(status)]);
            }
        }

        return Multipart([.. operations.Select(operation => $"HTTP/1.1 204 No Content\r\nETag: {Write(operation).Tag}\r\n\r\n")]);
    }

    private (int Status, string Tag) Write(Operation operation)
    {
        if (Refusal(operation) is var status and not 0)
        {
            return (status, "");
        }

        var tag = string.Create(CultureInfo.InvariantCulture, $"W/\"{++tags}\"");
        rows[KeyOf(operation)] = (operation.Body, tag);
        return (204, tag);
    }

    private int Refusal(Operation operation) => (operation.Method, rows.TryGetValue(KeyOf(operation), out var row)) switch
    {
        ("POST", true) => 409,
        ("POST", false) => 0,
        (_, false) => 404,
        _ => operation.Tag == "*" || operation.Tag == row.Tag ? 0 : 412,
    };

    private static (string Partition, string Row) KeyOf(Operation operation)
    {
        if (operation.Method != "POST")
        {
            return Keys(operation.Url);
        }

        using var body = JsonDocument.Parse(operation.Body);
        return (body.RootElement.GetProperty("PartitionKey").GetString()!, body.RootElement.GetProperty("RowKey").GetString()!);
    }

    private static (string Partition, string Row) Keys(string url)
    {
        var parts = url.Split('\'');
        return (Uri.UnescapeDataString(parts[1]), Uri.UnescapeDataString(parts[3]));
    }

    private static List<Operation> Operations(string content)
    {
        var operations = new List<Operation>();
        (string Method, string Url)? begun = null;
        string? tag = null;
        foreach (var line in content.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.EndsWith(" HTTP/1.1", StringComparison.Ordinal))
            {
                begun = (line.Split(' ')[0], line.Split(' ')[1]);
                tag = null;
            }
            else if (line.StartsWith("If-Match: ", StringComparison.Ordinal))
            {
                tag = line["If-Match: ".Length..];
            }
            else if (begun is var (method, url) && line.StartsWith('{'))
            {
                operations.Add(new Operation(method, url, tag, line));
                begun = null;
            }
        }

        return operations;
    }

    private static string WithTag((string Body, string Tag) row) => $$"""{"odata.etag":{{JsonSerializer.Serialize(row.Tag)}},{{row.Body.AsSpan(1)}}""";

    private static TableResponse Multipart(IReadOnlyList<string> answers)
    {
        var body = new StringBuilder("--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n");
        foreach (var answer in answers)
        {
            body.Append("--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n").Append(answer).Append("\r\n");
        }

        body.Append("--changesetresponse_1--\r\n--batchresponse_1--\r\n");
        return new TableResponse(202, body.ToString(), "multipart/mixed; boundary=batchresponse_1");
    }

    private static string Failure(int status) => $"HTTP/1.1 {status} Failed\r\nContent-Type: application/json\r\n\r\n{Error(status)}\r\n";

    private static string Error(int status) => $$$"""{"odata.error":{"code":"{{{Code(status)}}}","message":{"lang":"en-US","value":"0:{{{Code(status)}}}" } } }""";

    private static string Code(int status) => status switch
    {
        404 => "ResourceNotFound",
        409 => "EntityAlreadyExists",
        412 => "UpdateConditionNotSatisfied",
        _ => "ServerBusy",
    };

    /// <summary>The answer of a service that did not, or does not say that it did.</summary>
    public static Response Failed(int status, string method) =>
        method == "BATCH" && status != 503 ? Multipart([Failure(status)]) : new TableResponse(status, Error(status));

    private sealed class TableResponse(int status, string body = "", string type = "application/json;odata=minimalmetadata") : Response
    {
        public string? Tag { get; init; }

        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(body));

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => (value = name.ToUpperInvariant() switch
        {
            "CONTENT-TYPE" => type,
            "ETAG" => Tag,
            _ => null,
        }) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) =>
            (values = TryGetHeader(name, out var value) ? [value] : null) is not null;

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
            new[] { "Content-Type", "ETag" }.Where(ContainsHeader).Select(name => new HttpHeader(name, TryGetHeader(name, out var value) ? value : ""));
    }
}
