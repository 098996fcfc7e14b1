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
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(full);
        }
        else
        {
            // What people leave with the house is nobody else's on this machine.
            Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        try
        {
            var file = System.IO.Path.Combine(full, "in-use.lock");
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            PrivateFiles.Close(full);
            return new DataFolder(full, held);
        }
        catch (IOException inUse)
        {
            throw new DataFolderInUseException(
                $"Katalog danych {full} jest w użyciu przez inny proces. W jednym katalogu zapisuje jeden proces: "
                + "zatrzymaj tamten albo podaj inny katalog (--data).", inUse);
        }
    }

    public void Dispose() => held.Dispose();
}

public sealed class DataFolderInUseException(string message, Exception inner) : IOException(message, inner);
