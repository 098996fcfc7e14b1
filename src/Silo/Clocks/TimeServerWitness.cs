using System.Runtime.InteropServices;

namespace Mal.Clocks;

/// <summary>
/// The time servers this machine listens to. Whatever program does that (chrony, ntpd, systemd-timesyncd) tells the Linux kernel,
/// and the kernel forgets it when somebody sets the clock by hand or nobody was heard for hours. Elsewhere it knows nothing.
/// </summary>
internal sealed partial class TimeServerWitness : IClockWitness
{
    // linux/timex.h
    private const int TimeError = 5;
    private const int StatusUnsynchronised = 0x40;

    // struct timex is 208 bytes where a long has eight. Its status follows "modes", padded to a long, and four longs.
    private const int TimexBytes = 512;
    private static readonly int StatusAt = 5 * IntPtr.Size;

    public string Name => "time server";

    public Task<IReadOnlyList<DateTimeOffset>> Ask(CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<DateTimeOffset>>(IsSynchronised() ? [TimeProvider.System.GetUtcNow()] : []);

    /// <param name="state">What adjtimex answered; -1 when it may not be asked, as in some containers.</param>
    /// <param name="status">The status bits it filled in.</param>
    internal static bool IsSynchronised(int state, int status) => state is >= 0 and < TimeError && (status & StatusUnsynchronised) == 0;

    private static bool IsSynchronised()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }
        try
        {
            // All zero: nothing is to be changed.
            var timex = new byte[TimexBytes];
            var state = Adjtimex(timex);
            return IsSynchronised(state, BitConverter.ToInt32(timex, StatusAt));
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "adjtimex"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Adjtimex([In, Out] byte[] timex);
}
