using System.Collections.Immutable;
using Mal.Backups;
using Mal.Facts;

namespace Mal.Archive;

/// <summary>
/// Brings a file of facts into a log, whatever it is kept in. The file is read to its end before anything is written; an
/// import that was interrupted goes on where it ended when it is started again; a house that knows other facts is left alone.
/// </summary>
/// <param name="open">Opens the file from its beginning; it is read twice.</param>
/// <param name="until">What was written later is left out, with what came after it in its stream.</param>
internal sealed class Import(IEventLog log, Func<Task<Stream>> open, Action<long>? progress = null, DateTimeOffset? until = null)
{
    // With their commands and the head they fit into one transaction of every log.
    private const int MostInOneWrite = 45;
    private const int CommandsInHead = 64;

    // A shape no program writes: whoever wakes such a stream makes its state from the facts.
    private const int NoSchema = 0;

    private readonly List<StoredEvent> _events = [];
    private readonly List<AppliedCommand> _commands = [];
    private ImmutableList<AppliedCommand> _recent = [];
    private IAsyncEnumerator<StoredEvent>? _known;
    private string _stream = "";
    private string _dataSet = "";
    private long _knownUntil;
    private long _written;
    private long _brought;
    private long? _leftOutFrom;
    private bool _looksOnly;

    public Import(IEventLog log, string file, Action<long>? progress = null)
        : this(log, () => Task.FromResult<Stream>(File.OpenRead(file)), progress)
    {
    }

    /// <exception cref="FactFileException">Nothing was written.</exception>
    /// <exception cref="OtherFactsException">Nothing was written, unless somebody else wrote meanwhile.</exception>
    public async Task<(FactFileHeader Header, Carried Carried)> Run()
    {
        // Once only to compare: neither a torn file nor a house with other facts is to be noticed half-way.
        _looksOnly = true;
        await using (var once = await open())
        {
            await new FactFileReader(once).Read(Begin, Take);
            await End();
        }

        _looksOnly = false;
        _dataSet = await log.DataSet();
        await using var again = await open();
        var read = await new FactFileReader(again).Read(Begin, Take);
        await End();
        return read;
    }

    private async Task Begin(string stream)
    {
        await End();
        (_stream, _written, _recent, _leftOutFrom) = (stream, 0, [], null);
        _knownUntil = (await log.Read(stream))?.Version ?? 0;
        _known = _knownUntil > 0 ? log.History(stream, 1).GetAsyncEnumerator() : null;
    }

    private async Task Take(Entry entry)
    {
        if (entry.Fact is { } one && _leftOutFrom is null && until is { } instant && LaterFacts.IsLater(_stream, one, instant))
        {
            _leftOutFrom = one.Version;
        }

        if (entry.Version >= _leftOutFrom)
        {
            return;
        }

        if (entry.Fact is { } fact)
        {
            if (!_looksOnly)
            {
                progress?.Invoke(++_brought);
            }

            if (fact.Version <= _knownUntil)
            {
                if (!await _known!.MoveNextAsync() || _known.Current != fact)
                {
                    throw new OtherFactsException($"{_stream}: ten dom ma od wersji {fact.Version} inne fakty niż plik. Nic nie zapisano.");
                }

                _written = fact.Version;
                return;
            }

            if (_events.Count == MostInOneWrite || _events.Sum(AppendRules.EventBytes) + AppendRules.EventBytes(fact) > AppendRules.MostEventBytes)
            {
                await Write();
            }

            _events.Add(fact);
        }
        else if (entry.Version > _knownUntil || await log.FindCommand(_stream, entry.Applied!.Id) is null)
        {
            _commands.Add(entry.Applied!);
            if (_commands.Count > MostInOneWrite)
            {
                await Write();
            }
        }
    }

    private async Task End()
    {
        if (_known is { } known)
        {
            var more = _written >= _knownUntil && await known.MoveNextAsync();
            await known.DisposeAsync();
            _known = null;
            if (_written < _knownUntil || more)
            {
                throw new OtherFactsException($"{_stream}: ten dom wie już więcej niż plik. Nic nie zapisano.");
            }
        }

        await Write();
    }

    private async Task Write()
    {
        if (_looksOnly)
        {
            _events.Clear();
            _commands.Clear();
            return;
        }

        if (_events.Count == 0 && _commands.Count == 0)
        {
            return;
        }

        var version = _written + _events.Count;
        // Commands go with the last fact they led to; those of later facts wait for them.
        var applied = _commands.Where(command => command.Version <= version).ToList();
        _recent = [.. _recent.AddRange(applied).TakeLast(CommandsInHead)];
        var head = new Head(version, Guid.CreateVersion7(), _dataSet, NoSchema, "{}", _recent);
        if (await log.Append(_stream, _written, _events, applied, head) != AppendOutcome.Written)
        {
            throw new OtherFactsException($"{_stream}: ktoś inny zapisuje w tym domu. Zatrzymaj węzeł i zacznij jeszcze raz.");
        }

        _written = version;
        _events.Clear();
        _commands.RemoveAll(applied.Contains);
    }
}

/// <summary>The house holds facts that are not in the file.</summary>
internal sealed class OtherFactsException(string message) : Exception(message);
