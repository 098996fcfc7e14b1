using System.Threading.Channels;
using Mal.Facts;
using Mal.Live;
using Mal.Storage;

namespace Mal.Backups;

/// <summary>
/// A copy every night, by itself, and kept for some days: nobody has to think of it. A house that was off at night makes it
/// when it is on again. Whenever words were erased, they are taken out of every copy too; and once at the start, in case
/// the last time was cut off.
/// </summary>
internal sealed partial class NightlyBackup : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _erased = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IBackups _backups;
    private readonly BackupOptions _options;
    private readonly Surroundings _around;
    private readonly NodeTrouble _trouble;
    private readonly ILogger<NightlyBackup> _log;
    private DateTime _lastNight;
    private bool _erasedStays;

    /// <param name="records">Of a house in a folder: they tell when something was erased.</param>
    public NightlyBackup(IBackups backups, BackupOptions options, Surroundings around, NodeTrouble trouble, ILogger<NightlyBackup> log, SqliteGrainStorage? records = null)
    {
        (_backups, _options, _around, _trouble, _log) = (backups, options, around, trouble, log);
        records?.Cleared += () => _erased.Writer.TryWrite(true);
        _erased.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            soon.CancelAfter(Every);
            try
            {
                await _erased.Reader.ReadAsync(soon.Token);
                // Several that go together are taken out together.
                await Task.Delay(TimeSpan.FromMilliseconds(200), stoppingToken);
                await Forget(stoppingToken);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                await Look(stoppingToken);
            }
        }
    }

    /// <summary>What is done every minute.</summary>
    internal async Task Look(CancellationToken stop)
    {
        if (_erasedStays)
        {
            await Forget(stop);
        }

        await Try(MakeWhenDue, stop);
    }

    /// <summary>A copy, if there is none since the last night.</summary>
    internal async Task MakeWhenDue(CancellationToken stop)
    {
        var now = _around.Time.GetUtcNow().ToLocalTime();
        var night = now.Date.Add(_options.At.ToTimeSpan());
        night = night <= now.DateTime ? night : night.AddDays(-1);
        if (_options.Days == 0 || night == _lastNight)
        {
            return;
        }

        // A copy of later than tomorrow is of a clock that was wrong, and must not keep every night until then from its own.
        var newest = Backup.Newest(await _backups.All(stop), now)?.Counted.At;
        if (newest is null || newest.Value.LocalDateTime < night || newest > now.AddDays(1))
        {
            var made = await _backups.Make(now, stop);
            LogMade(_log, made.Name, made.Counted.Events);
            // Copies grow old with the nights that were copied and not with the clock: one that leaps takes none of them at once.
            await _backups.Keep(_options.Days, newest < now.AddDays(-1) ? newest.Value.AddDays(1) : now, stop);
        }

        // Asked of the store once a night and not every minute.
        _lastNight = night;
    }

    /// <summary>Takes what was erased out of every copy; what cannot be taken out now is tried again with the next look.</summary>
    internal async Task Forget(CancellationToken stop)
    {
        _erasedStays = true;
        await Try(async stopping =>
        {
            await _backups.ForgetErased(stopping);
            _erasedStays = false;
        }, stop);
    }

    internal async Task Try(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            await work(stop);
            _trouble.Backup(failed: _erasedStays);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // Whatever it was, the house goes on without this copy, and says so until one is made.
            _trouble.Backup(failed: true);
            LogFailed(_log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Name} made and counted: {Events} facts.")]
    private static partial void LogMade(ILogger log, string name, long events);

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup failed; it is tried again in a minute.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}

/// <param name="At">Local time of the machine.</param>
/// <param name="Days">How long copies are kept; 0 makes none.</param>
internal sealed record BackupOptions(TimeOnly At, int Days)
{
    public const string HelpText = """
          --backup-at GODZINA  o której robić co noc kopię pamięci domu (domyślnie 03:00)
          --backup-days DNI    jak długo trzymać kopie (domyślnie 14; 0 wyłącza)
        """;

    /// <exception cref="FormatException">Naming the option.</exception>
    public static BackupOptions From(IConfiguration configuration) => new(
        configuration["backup-at"] is not { } at ? new TimeOnly(3, 0)
            : TimeOnly.TryParseExact(at, "HH:mm", out var time) ? time : throw new FormatException("--backup-at: podaj godzinę, na przykład 03:00."),
        configuration["backup-days"] is not { } days ? 14
            : int.TryParse(days, out var number) && number is >= 0 and <= 366 ? number : throw new FormatException("--backup-days: podaj liczbę dni od 0 do 366."));
}
