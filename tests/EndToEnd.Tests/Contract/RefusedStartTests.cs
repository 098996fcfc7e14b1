using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Mal.Diagnosis;
using Mal.EndToEnd.House;

namespace Mal.EndToEnd.Contract;

/// <summary>Whatever keeps the published program from being a house is one sentence and 1: never a trace, never an abort.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RefusedStartTests : IDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mal-refused-");

    private string Data => Path.Combine(folder.FullName, "data");

    public void Dispose()
    {
        if (Directory.Exists(Data))
        {
            File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_before_anything_is_made()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        (await TriedStart.Of("--urls", url, "--data", Data)).SaidOnly(ListeningAddresses.Taken(url));
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task What_is_no_address_or_none_of_this_machine_is_told()
    {
        (await TriedStart.Of("--urls", "bzdura", "--data", Data)).SaidOnly(ListeningAddresses.NoAddress("bzdura"));
        (await TriedStart.Of("--urls", "http://192.0.2.1:5080", "--data", Data)).SaidOnly(ListeningAddresses.NotHere("http://192.0.2.1:5080"));
        // Whether there is a certificate only the server knows, and it writes to the log how it looked for one.
        var tried = await TriedStart.Of("--urls", "https://127.0.0.1:0", "--data", Data);
        Assert.Equal((1, ListeningAddresses.NoCertificate("z --urls")), (tried.Code, tried.Says.TrimEnd()));
    }

    [Fact]
    public async Task A_folder_that_is_a_file_or_lies_under_one_is_told_by_a_start_and_by_verbs()
    {
        await File.WriteAllTextAsync(Data, "");

        (await TriedStart.Of("--urls", AnyPort, "--data", Data)).SaidOnly(SystemSays.IsAFile(Data));
        var under = Path.Combine(Data, "dom");
        (await TriedStart.Of("--urls", AnyPort, "--data", under)).SaidOnly(SystemSays.IsAFile(under));
        (await TriedStart.Of("import", typeof(RefusedStartTests).Assembly.Location, "--data", Data)).SaidOnly(SystemSays.IsAFile(Data));
    }

    [Fact]
    public async Task A_folder_that_may_only_be_read_is_not_said_to_be_in_use()
    {
        await MakeHouse();
        var locked = Path.Combine(Data, "in-use.lock");
        File.Delete(locked);
        Directory.CreateDirectory(Path.Combine(Data, "backups"));
        ReadOnly(Path.Combine(Data, "backups"));
        ReadOnly(Data);

        (await TriedStart.Obeying("--urls", AnyPort, "--data", Data)).SaidOnly(SystemSays.MayNotWrite(locked));
        (await TriedStart.Obeying("import", typeof(RefusedStartTests).Assembly.Location, "--data", Data)).SaidOnly(SystemSays.MayNotWrite(locked));
        (await TriedStart.Obeying("backup", "--data", Data)).SaidOnly(SystemSays.MayNotWrite(Path.Combine(Data, "backups", ".making")));
        File.SetUnixFileMode(Path.Combine(Data, "backups"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_file_that_may_only_be_read_is_told_at_the_start_and_not_by_the_first_tap()
    {
        await MakeHouse();
        File.SetUnixFileMode(Path.Combine(Data, "facts.db"), UnixFileMode.UserRead);

        (await TriedStart.Obeying("--urls", AnyPort, "--data", Data)).SaidOnly(SystemSays.MayNotWrite(Path.Combine(Data, "facts.db")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public async Task A_disk_without_room_is_told(int kilobytes)
    {
        (await TriedStart.Within(kilobytes, "--urls", AnyPort, "--data", Data)).SaidOnly(SystemSays.Full(Data));
        // Where there is room again, there is nothing to mend.
        Assert.Equal(1, (await TriedStart.Of("--urls", "bzdura", "--data", Data)).Code);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_a_sentence_too_with_its_details_in_the_log()
    {
        var tried = await TriedStart.Of("--urls", AnyPort, "--data", Data, "--Logging:Console:FormatterName", "json", "--Logging:LogLevel:Default", "bzdura");

        Assert.Equal((1, StartFailure.Unforeseen(nameof(InvalidOperationException))), (tried.Code, tried.Says.TrimEnd()));
        Assert.Contains("   at ", tried.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export", PublishedHouse.Place)]
    [InlineData("backup")]
    public async Task A_verb_on_what_is_no_memory_says_so(params string[] verb)
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "facts.db"), new string('x', 5000));

        (await TriedStart.Of([.. verb, "--data", Data])).SaidOnly(SystemSays.Damaged(Data));
    }

    private async Task MakeHouse()
    {
        var (held, log) = FolderStart.ForNode(Data);
        log.Dispose();
        held.Dispose();
        await Task.CompletedTask;
    }

    private static void ReadOnly(string path) => File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
}
