using System.Globalization;
using System.Net;

namespace Mal.EndToEnd.House;

/// <summary>Where a process of this machine listens, as the system has it and not as the program says.</summary>
internal static class ListeningPorts
{
    private const string Listens = "0A";
    private const int Local = 1;
    private const int State = 3;
    private const int Socket = 9;

    public static List<IPEndPoint> Of(int process)
    {
        var held = Directory.EnumerateFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget).ToHashSet(StringComparer.Ordinal);
        return [.. from table in (string[])["tcp", "tcp6"]
                   from line in File.ReadLines($"/proc/{process}/net/{table}").Skip(1)
                   let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                   where columns[State] == Listens && held.Contains($"socket:[{columns[Socket]}]")
                   select EndPoint(columns[Local])];
    }

    // The address stands there in words of the machine's own order, the port as it is said.
    private static IPEndPoint EndPoint(string written)
    {
        var (address, port) = (written.Split(':')[0], written.Split(':')[1]);
        var bytes = address.Chunk(8).SelectMany(word => BitConverter.GetBytes(uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        return new IPEndPoint(new IPAddress([.. bytes]), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
