using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Mal.Archive;
using Mal.Backups;

namespace Mal.Storage;

// Copies of a house on a storage account: blobs of one container, one folder a copy, named by its local time. {place}.jsonl
// is what `export` writes; backup.json says what was counted, and is written last, when every file has been read back to its
// end. A folder without it is no copy.
//
// Words, contacts and devices are not in them: they stay in their table, which a restore leaves as it is. So nothing that
// was erased lives on here, whatever the account itself keeps of blobs that were deleted.
internal sealed class AzureBackups(BlobContainerClient container, TableServiceClient service, string tableName = AzureTableEventLog.DefaultTable) : IBackups
{
    private const string About = "backup.json";
    private const string Facts = ".jsonl";

    // What was cut off while it was made is cleared away when nobody can be at it any more.
    private static readonly TimeSpan HalfMade = TimeSpan.FromDays(1);

    // Without what a signed address has after it: that is a key.
    public string Address => container.Uri.GetLeftPart(UriPartial.Path);

    public async Task<IReadOnlyList<Backup>> All(CancellationToken stop = default)
    {
        var copies = new List<Backup>();
        foreach (var blob in (await Blobs("", stop)).Where(blob => Path.GetFileName(blob.Name) == About))
        {
            var about = await container.GetBlobClient(blob.Name).DownloadContentAsync(stop);
            copies.Add(new Backup(Folder(blob), Of(Folder(blob)), Read(blob, about.Value.Content)));
        }

        return [.. copies.OrderByDescending(copy => copy.Counted.At)];
    }

    public Task<Backup> Make(DateTimeOffset at, CancellationToken stop = default) => Make(Backup.NameOf(at), at, stop);

    private async Task<Backup> Make(string name, DateTimeOffset at, CancellationToken stop)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: stop);
        var (files, written, _) = await WriteAll(name, at, asItIs: false, stop);
        if (files.Count == 0)
        {
            throw new IOException("Na tym koncie magazynu nie ma faktów żadnego domu.");
        }

        try
        {
            var found = await Count(files, at, stop);
            return found == written ? await Describe(name, found, stop) : throw new IOException($"{Of(name)}: the copy holds {found} and {written} was written.");
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            // It is tried again every minute, and must not leave half a copy each time.
            await Discard(name, stop);
            throw;
        }
    }

    public async Task Keep(int days, DateTimeOffset now, CancellationToken stop = default)
    {
        foreach (var old in Backup.TooOld(await All(stop), days, now))
        {
            await Discard(old.Name, stop);
        }

        var left = (await Blobs("", stop)).GroupBy(Folder);
        foreach (var half in left.Where(folder => !folder.Any(blob => Path.GetFileName(blob.Name) == About) && folder.Max(blob => blob.Properties.LastModified)
            < now - (folder.Key.StartsWith(Backup.Before, StringComparison.Ordinal) ? TimeSpan.FromDays(days) : HalfMade)))
        {
            await Discard(half.Key, stop);
        }
    }

    /// <summary>There is nothing to forget: what can be erased is not copied.</summary>
    public Task ForgetErased(CancellationToken stop = default) => Task.CompletedTask;

    public async Task Restore(Backup chosen, DateTimeOffset at, CancellationToken stop = default)
    {
        var files = await FilesOf(chosen, stop);
        var found = await Count(files, chosen.Counted.At, stop);
        if (found != chosen.Counted with { House = null })
        {
            throw new Hosting.VerbException(BackupVerbs.Differs(chosen, found));
        }

        await new AzureRestore(service, tableName, chosen.Counted.House).Run(setAside: () => SetAside(at, stop), Open(files, stop), stop);
    }

    public async Task<Backup> Rewind(DateTimeOffset until, DateTimeOffset at, CancellationToken stop = default)
    {
        await AzureRestore.NobodyRuns(service, tableName, stop);
        var before = await Make(Backup.Before + Backup.NameOf(at), at, stop);
        await new AzureRestore(service, tableName, before.Counted.House).Run(setAside: () => Task.CompletedTask, Open(await FilesOf(before, stop), stop), stop, until);
        return before;
    }

    private async Task<List<string>> FilesOf(Backup copy, CancellationToken stop) =>
        [.. (await Blobs($"{copy.Name}/", stop)).Where(blob => blob.Name.EndsWith(Facts, StringComparison.Ordinal)).Select(blob => blob.Name)];

    private IReadOnlyList<Func<Task<Stream>>> Open(IEnumerable<string> files, CancellationToken stop) =>
        [.. files.Select(file => (Func<Task<Stream>>)(() => container.GetBlobClient(file).OpenReadAsync(cancellationToken: stop)))];

    /// <summary>What is there now may be all there is of the last hours. Facts that are not sound are kept as they are, and are no copy.</summary>
    private async Task SetAside(DateTimeOffset at, CancellationToken stop)
    {
        var name = Backup.Before + Backup.NameOf(at);
        var (files, written, isWhole) = await WriteAll(name, at, asItIs: true, stop);
        if (files.Count > 0 && isWhole && await IsSound(files, written, stop))
        {
            await Describe(name, written, stop);
        }
    }

    private async Task<bool> IsSound(List<string> files, Counted written, CancellationToken stop)
    {
        try
        {
            return await Count(files, written.At, stop) == written;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<Backup> Describe(string name, Counted counted, CancellationToken stop)
    {
        counted = counted with { House = await new AzureTableEventLog(service, tableName).Known(stop) };
        await container.GetBlobClient($"{name}/{About}").UploadAsync(BinaryData.FromObjectAsJson(counted, BackupJson.Default.Counted), overwrite: false, stop);
        return new Backup(name, Of(name), counted);
    }

    private async Task<(List<string> Files, Counted Written, bool IsWhole)> WriteAll(string name, DateTimeOffset at, bool asItIs, CancellationToken stop)
    {
        // Two copies of one name would be neither.
        if ((await Blobs($"{name}/", stop)).Count > 0)
        {
            throw new IOException($"{Of(name)}: taka kopia już jest. Spróbuj za chwilę.");
        }

        var archive = new AzureTableArchive(service, tableName, asItIs);
        var files = new List<string>();
        var written = new Counted(at, 0, 0, 0, null);
        try
        {
            foreach (var place in await archive.Places(stop))
            {
                files.Add($"{name}/{place}{Facts}");
                await using var blob = await container.GetBlockBlobClient(files[^1]).OpenWriteAsync(overwrite: true, cancellationToken: stop);
                using var writer = new FactFileWriter(blob);
                written = Add(written, await writer.Write(archive, place, at).WaitAsync(stop));
            }
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            await Discard(name, stop);
            throw;
        }

        return (files, written, archive.IsWhole);
    }

    /// <summary>Reads the files of a copy to their ends, every hash made again.</summary>
    /// <exception cref="IOException">One of them is torn or was changed.</exception>
    private async Task<Counted> Count(List<string> files, DateTimeOffset at, CancellationToken stop)
    {
        var counted = new Counted(at, 0, 0, 0, null);
        foreach (var file in files)
        {
            await using var blob = await container.GetBlobClient(file).OpenReadAsync(cancellationToken: stop);
            try
            {
                counted = Add(counted, (await new FactFileReader(blob).Read().WaitAsync(stop)).Carried);
            }
            catch (FactFileException torn)
            {
                throw new IOException($"{Of(file)}: kopia jest uszkodzona ({torn.Message})", torn);
            }
        }

        return counted;
    }

    private async Task Discard(string name, CancellationToken stop)
    {
        // What says that it is a copy goes first.
        foreach (var blob in (await Blobs($"{name}/", stop)).OrderByDescending(blob => Path.GetFileName(blob.Name) == About))
        {
            await container.DeleteBlobIfExistsAsync(blob.Name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: stop);
        }
    }

    private async Task<List<BlobItem>> Blobs(string prefix, CancellationToken stop)
    {
        try
        {
            return await container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, stop).ToListAsync(stop);
        }
        catch (RequestFailedException none) when (none.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return [];
        }
    }

    private static Counted Add(Counted sum, Carried carried) =>
        sum with { Streams = sum.Streams + carried.Streams, Events = sum.Events + carried.Events, Commands = sum.Commands + carried.Commands };

    private Counted Read(BlobItem blob, BinaryData about)
    {
        try
        {
            return about.ToObjectFromJson(BackupJson.Default.Counted)!;
        }
        catch (JsonException torn)
        {
            throw new IOException($"{Of(blob.Name)} jest uszkodzony. Usuń ten katalog, a pozostałe kopie będą znów dostępne.", torn);
        }
    }

    private static string Folder(BlobItem blob) => blob.Name.Split('/')[0];

    private string Of(string name) => $"{Address}/{name}";
}
