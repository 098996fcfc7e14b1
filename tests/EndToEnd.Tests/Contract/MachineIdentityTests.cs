using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Mal.EndToEnd.House;
using Mal.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Contract;

/// <summary>
/// A storage account to which the machine itself is the key: nothing but its address is configured. The identity is given
/// out on loopback, as the machine's host does it, and the account is Azurite over https, which looks at the token.
/// </summary>
public sealed class MachineIdentityTests : IAsyncLifetime
{
    private const string Secret = "only-of-this-machine";

    private readonly WebApplication host;
    private Azurite store = null!;
    private string audience = "https://storage.azure.com";
    private int tokens;

    public MachineIdentityTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        host = builder.Build();
        host.Urls.Add("http://127.0.0.1:0");
        host.MapGet("/token", (HttpContext asked, string resource) => asked.Request.Headers["X-IDENTITY-HEADER"] == Secret ? Token(resource) : Results.Unauthorized());
    }

    private Dictionary<string, string> Machine => new()
    {
        ["IDENTITY_ENDPOINT"] = $"{host.Urls.First()}/token",
        ["IDENTITY_HEADER"] = Secret,
        ["SSL_CERT_FILE"] = store.Certificate,
        ["ConnectionStrings__storage"] = store.Tables.ToString(),
        ["ConnectionStrings__backups"] = store.Blobs.ToString(),
    };

    public async Task InitializeAsync()
    {
        await host.StartAsync();
        store = await Azurite.StartSecure();
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_house_lives_on_an_account_and_is_copied_there_without_any_key()
    {
        await using var house = new PublishedHouse { Environment = Machine };
        await house.Start();
        using var client = house.Client();
        Assert.Equal("accepted", (await client.Send(Guid.NewGuid(), Hall, """{ "$type": "set-count", "count": 7 }""")).GetProperty("status").GetString());

        var copied = await PublishedHouse.Verb(Machine, "backup");

        Assert.True(copied.Code == 0, copied.Said);
        Assert.Contains($"/{Azurite.Account}/mal-backups-{Azurite.Account}/", copied.Said, StringComparison.Ordinal);
        Assert.True(tokens > 0);
        await house.Stop();
        var restored = await PublishedHouse.Verb(Machine, "restore");
        Assert.True(restored.Code == 0, restored.Said);
        await house.Start();
        await Eventually.True(async () => await client.Count(Hall) == 7, "the hall counts 7 people", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_machine_that_is_not_let_in_ends_the_start_with_one_sentence()
    {
        audience = "https://elsewhere.example";

        var (code, said) = await PublishedHouse.Verb(Machine, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains("odmawia dostępu", said, StringComparison.Ordinal);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private IResult Token(string resource)
    {
        Assert.Equal("https://storage.azure.com", resource);
        Interlocked.Increment(ref tokens);
        var (now, later) = (DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds());
        var token = string.Join('.', new[]
        {
            """{"alg":"none","typ":"JWT"}""",
            $$"""{"aud":"{{audience}}","iss":"https://sts.windows.net/dom/","iat":{{now}},"nbf":{{now}},"exp":{{later}}}""",
            "not looked at",
        }.Select(part => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part))));
        return Results.Json(new { access_token = token, expires_on = later.ToString(System.Globalization.CultureInfo.InvariantCulture), resource, token_type = "Bearer" }, (JsonSerializerOptions?)null);
    }
}
