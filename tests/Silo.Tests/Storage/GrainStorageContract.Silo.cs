using Mal.Facts;
using Mal.Groups;
using Mal.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mal.Silo.Tests.Storage;

// The same promise as actors see it, through a silo of their own.
public abstract partial class GrainStorageContract
{
    [Fact]
    public async Task Records_survive_a_restart_of_the_silo()
    {
        var subject = Guid.NewGuid();
        Guid? drawn;
        using (var first = await Silo())
        {
            // Every house has facts before it has records: records alone are a memory that was lost, and are not opened.
            await first.Services.GetRequiredService<IEventLog>().Add($"shelf/x/{subject}", 0);
            await Pseudonyms(first).Join(subject, "sasiedzi@example.org", null);
            drawn = await Pseudonyms(first).Of(subject);
            await first.StopAsync();
        }

        using var second = await Silo();
        Assert.NotNull(drawn);
        // A pseudonym is drawn by chance, so only a record can say the same one twice.
        Assert.Equal(drawn, await Pseudonyms(second).Of(subject));
        await second.StopAsync();

        static IPseudonymsGrain Pseudonyms(IHost silo) => silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IPseudonymsGrain>("rejonowa-6-8");

        async Task<IHost> Silo()
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.UseOrleans(silo => Keep(silo.UseLocalhostClustering(FreePort(), FreePort())));
            builder.Services.AddHouseSerialization();
            var host = builder.Build();
            await host.StartAsync();
            return host;
        }
    }

    /// <summary>Gives a silo of its own the same records.</summary>
    protected abstract void Keep(ISiloBuilder silo);

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
