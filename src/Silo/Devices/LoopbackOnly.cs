using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Mal.Devices;

/// <summary>
/// Some options (the development key, a clock of its own) are for programs on the same machine. With them the node
/// refuses to start on any address another machine could reach.
/// </summary>
internal sealed class LoopbackOnly(string option, IConfiguration configuration, IServer server) : IHostedLifecycleService
{
    /// <summary>The addresses a configuration asks for.</summary>
    public static IReadOnlyList<string> Asked(IConfiguration configuration)
    {
        // Ports without an address mean every address; they count only when no address is given.
        var urls = configuration["urls"];
        var ports = urls is null && (configuration["http_ports"] ?? configuration["https_ports"]) is { Length: > 0 } open ? [$"http://*:{open}"] : Array.Empty<string>();
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return [.. (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), .. ports, .. endpoints];
    }

    /// <summary>What is asked for is looked at before anything listens.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Check([.. Asked(configuration), .. Listening()]);
        return Task.CompletedTask;
    }

    /// <summary>And what came of it after: an address may be given in ways nobody thought of here.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Check(Listening());
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url.Trim()).Host;
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    private IEnumerable<string> Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private void Check(IEnumerable<string> urls)
    {
        if (urls.FirstOrDefault(url => !IsLoopback(url)) is { } open)
        {
            throw new InvalidOperationException($"--{option} is for this machine only, but {open} is reachable from others. Use --urls http://127.0.0.1:5080 or leave the option out.");
        }
    }
}
