using System.Globalization;
using Mal.Diagnosis;

namespace Mal.Storage;

// The folder a node keeps everything in. Two writing processes would each believe in their own queue and
// their own fence, so the folder is held by a lock file for as long as the process lives; the operating
// system lets go of it even after a kill.
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    public string Facts => System.IO.Path.Combine(Path, "facts.db");

    public string Records => System.IO.Path.Combine(Path, "records.db");

    /// <summary>Makes the folder if it is missing and holds it for this process.</summary>
    /// <exception cref="DataFolderInUseException">Another process holds it.</exception>
    /// <exception cref="MemoryTroubleException">It cannot be written to, and why not.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            if (File.Exists(full))
            {
                throw new MemoryTroubleException(SystemSays.IsAFile(full));
            }

            Make(full);
            held = Hold(full);
            // Whether anything can be written at all, before a database is asked to. It tells whoever looks who holds the folder.
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            held.Flush(flushToDisk: true);
            MayWrite(full);
            PrivateFiles.Close(full);
            return new DataFolder(full, held);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or ArgumentOutOfRangeException or IOException and not MemoryTroubleException)
        {
            held?.Dispose();
            throw new MemoryTroubleException(SystemSays.Of(failure, full), failure);
        }
    }

    private static void Make(string full)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(full);
        }
        else
        {
            // What people leave with the house is nobody else's on this machine.
            Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStream Hold(string full)
    {
        try
        {
            // Without a buffer, so that closing it has nothing left to write.
            return new FileStream(System.IO.Path.Combine(full, "in-use.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException inUse) when (SystemSays.IsHeld(inUse))
        {
            throw new DataFolderInUseException(SystemSays.InUse(full), inUse);
        }
    }

    // A folder may be ours and a file in it somebody else's: SQLite would open it to read and say so only at the first write.
    private static void MayWrite(string full)
    {
        foreach (var file in Directory.EnumerateFiles(full, "*.db*"))
        {
            new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
        }
    }

    public void Dispose() => held.Dispose();
}

public sealed class DataFolderInUseException(string message, Exception inner) : MemoryTroubleException(message, inner);
