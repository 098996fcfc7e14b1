using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;

namespace Mal.Storage;

// The way to the storage account: a connection string with a key, or the account's address and who this machine is.
internal static class AzureAccount
{
    /// <summary>Asked twice at most, so that a command still gets its answer within the five seconds it waits.</summary>
    private static readonly TimeSpan EachTry = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    /// <exception cref="FormatException">It is neither a connection string nor the https address of an account.</exception>
    public static TableServiceClient Connect(string storage, Action<TableClientOptions>? more = null)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 1, Mode = RetryMode.Fixed, Delay = BetweenTries, NetworkTimeout = EachTry } };
        more?.Invoke(options);
        if (Uri.TryCreate(storage, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            return address.Scheme == Uri.UriSchemeHttps ? new TableServiceClient(address, new DefaultAzureCredential(), options)
                : throw new FormatException("An identity is shown over https only.");
        }

        try
        {
            return new TableServiceClient(storage, options);
        }
        catch (Exception malformed) when (malformed is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new FormatException("This is not a connection string.", malformed);
        }
    }
}
