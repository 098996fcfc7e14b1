using System.Runtime.CompilerServices;
using Mal.Facts;

namespace Mal.Storage;

// A facts.db read whole, as it is at one moment, beside whoever may be writing to it. It takes no lock of the
// folder and changes nothing, so a house can be carried away while it is open.
public sealed class SqliteArchive : IFactArchive, IDisposable
{
    private const int PageRows = 512;

    private readonly FactReader reader;
    private readonly string dataSet;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public SqliteArchive(string file)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"Nie ma pliku {file}.", file);
        }

        reader = new FactReader(file, still: true);
        dataSet = reader.DataSet();
    }

    public async IAsyncEnumerable<string> Streams(string place, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var after = "";
        List<string> page;
        do
        {
            page = reader.Streams(place, after, PageRows);
            foreach (var stream in page)
            {
                stop.ThrowIfCancellationRequested();
                yield return after = stream;
            }
        }
        while (page.Count == PageRows);

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var from = fromVersion;
        List<StoredEvent> page;
        do
        {
            page = reader.Page(stream, from, PageRows);
            foreach (var one in page)
            {
                stop.ThrowIfCancellationRequested();
                yield return one;
                from = one.Version + 1;
            }
        }
        while (page.Count == PageRows);

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<AppliedCommand> Commands(string stream, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var (version, id) = (-1L, Guid.Empty);
        List<AppliedCommand> page;
        do
        {
            page = reader.Commands(stream, version, id, PageRows);
            foreach (var command in page)
            {
                stop.ThrowIfCancellationRequested();
                yield return command;
                (version, id) = (command.Version, command.Id);
            }
        }
        while (page.Count == PageRows);

        await Task.CompletedTask;
    }

    public Task<string> DataSet(CancellationToken stop = default) => Task.FromResult(dataSet);

    public void Dispose() => reader.Dispose();
}
