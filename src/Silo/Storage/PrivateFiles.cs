using System.Runtime.InteropServices;

namespace Mal.Storage;

/// <summary>What people leave with the house is nobody else's on this machine, whoever made the folder it lies in.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const uint TakenFromOthers = 0b000_111_111;

    // All that a node or a verb keeps there: the files beside a database carry its name.
    private static readonly string[] Ours = ["facts.db*", "records.db*", "in-use.lock", "backups"];

    /// <summary>From now on a file or a folder that this process makes is its user's alone, also those that SQLite makes.</summary>
    public static void ByDefault()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = TakeFromNewFiles(TakenFromOthers);
        }
    }

    /// <summary>Closes what lies open there from before.</summary>
    public static void Close(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var entry in Ours.SelectMany(name => Directory.EnumerateFileSystemEntries(folder, name)))
        {
            try
            {
                File.SetUnixFileMode(entry, File.GetUnixFileMode(entry) & OwnersAlone);
            }
            catch (Exception kept) when (kept is UnauthorizedAccessException or IOException)
            {
                // It is another user's, or the disk knows no rights: a house runs there as well as it can.
            }
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint TakeFromNewFiles(uint mask);
}
