using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Mal.Storage;

// The way to the storage account: a connection string with a key, or the account's address and who this machine is.
internal static class AzureAccount
{
    public const string HelpText = """
          --ConnectionStrings:storage KONTO
                               zamiast katalogu konto magazynu Azure: ciąg połączenia (UseDevelopmentStorage=true to Azurite)
                               albo adres https://KONTO.table.core.windows.net dla tożsamości tej maszyny; z kluczem lepiej
                               w zmiennej ConnectionStrings__storage niż w wierszu poleceń
          --ConnectionStrings:backups KONTO
                               konto, na którym leżą kopie (domyślnie to samo): ciąg połączenia albo adres
                               https://KONTO.blob.core.windows.net
        """;

    private const string CopiesContainer = "mal-backups";

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

    /// <summary>For the looks before a start: nobody taps yet, and a program that has just begun is slow on a busy machine.</summary>
    public static TableServiceClient BeforeStart(string storage) =>
        Connect(storage, options => (options.Retry.MaxRetries, options.Retry.NetworkTimeout) = (2, TimeSpan.FromSeconds(5)));

    /// <summary>For work that nobody waits for with a finger on the glass: copies, and what is carried in and out.</summary>
    public static TableServiceClient Patient(string storage) =>
        Connect(storage, options => (options.Retry.MaxRetries, options.Retry.Mode, options.Retry.NetworkTimeout) = (5, RetryMode.Exponential, TimeSpan.FromSeconds(30)));

    /// <summary>Where copies of a house on an account lie.</summary>
    /// <param name="storage">The account of its tables, whose blobs it is unless another is named.</param>
    /// <param name="named">The account named for copies.</param>
    /// <exception cref="FormatException">It is no account; the message is for whoever wrote it.</exception>
    public static BlobContainerClient Copies(string storage, string? named)
    {
        var account = named ?? BlobsOf(storage);
        if (account.Length == 0)
        {
            throw new FormatException("Konto podane w ConnectionStrings__storage nie mówi, gdzie ma obiekty blob. Podaj ConnectionStrings__backups albo wyłącz kopie (--backup-days 0).");
        }

        // Nobody waits for a copy, and a year of a house is some thirty megabytes.
        var options = new BlobClientOptions { Retry = { MaxRetries = 3, NetworkTimeout = TimeSpan.FromSeconds(30) } };
        try
        {
            var service = Uri.TryCreate(account, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal)
                ? address.Scheme == Uri.UriSchemeHttps ? new BlobServiceClient(address, new DefaultAzureCredential(), options) : throw new FormatException("An identity is shown over https only.")
                : new BlobServiceClient(account, options);
            // An account of copies may serve several houses, and none must take another's for its own.
            return service.GetBlobContainerClient(named is null ? CopiesContainer : $"{CopiesContainer}-{Connect(storage).AccountName}");
        }
        catch (Exception malformed) when (malformed is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new FormatException("ConnectionStrings__backups: to nie jest ciąg połączenia ani adres https obiektów blob konta magazynu (https://KONTO.blob.core.windows.net).", malformed);
        }
    }

    // Of an account that names the address of its tables alone nobody may guess where its blobs are.
    private static string BlobsOf(string storage) => storage.Contains("TableEndpoint=", StringComparison.OrdinalIgnoreCase) && !storage.Contains("BlobEndpoint=", StringComparison.OrdinalIgnoreCase)
        ? ""
        : storage.Replace(".table.", ".blob.", StringComparison.Ordinal);

    /// <summary>The account the configuration names; null when the house lies in its folder.</summary>
    public static string? Named(IConfiguration configuration) => configuration.GetConnectionString("storage") is { Length: > 0 } storage ? storage : null;

    /// <summary>The account the configuration names for copies; null when they lie on the same.</summary>
    public static string? NamedForCopies(IConfiguration configuration) => configuration.GetConnectionString("backups") is { Length: > 0 } copies ? copies : null;

    /// <summary>Tries the account before the start.</summary>
    /// <returns>What is wrong, in a sentence without the key; null when the tables can be used.</returns>
    /// <param name="halfRestored">A table into which a restore was cut off will do.</param>
    public static async Task<string?> WhatIsWrong(string storage, bool halfRestored = false)
    {
        try
        {
            var service = BeforeStart(storage);
            try
            {
                // Looked at only: a table that is made here would pass for the memory that is gone.
                await new AzureTableEventLog(service).Known();
                return null;
            }
            catch (Exception failure) when (Refused(failure))
            {
                return $"Magazyn {service.Uri.GetLeftPart(UriPartial.Authority)} odmawia dostępu: klucz jest nie ten albo tożsamość tej maszyny nie ma roli „Storage Table Data Contributor”.";
            }
            catch (HalfRestoredException half)
            {
                return halfRestored ? null : half.Message;
            }
            catch (InvalidOperationException newer)
            {
                return $"Magazyn {service.Uri.GetLeftPart(UriPartial.Authority)} zapisał nowszy program: {newer.Message}";
            }
            catch (Exception failure) when (failure is RequestFailedException or AggregateException or OperationCanceledException or IOException)
            {
                return $"Magazyn {service.Uri.GetLeftPart(UriPartial.Authority)} nie odpowiada. Sprawdź adres, sieć i czy usługa działa.";
            }
        }
        catch (FormatException)
        {
            return "ConnectionStrings__storage: to nie jest ciąg połączenia ani adres https konta magazynu (https://KONTO.table.core.windows.net).";
        }
    }

    /// <summary>A failure of an account as a sentence for whoever typed a verb; null when it is of another kind.</summary>
    public static string? Says(Exception failure) => failure switch
    {
        _ when Refused(failure) => "Konto magazynu odmawia dostępu: klucz jest nie ten albo tożsamość tej maszyny nie ma roli do tabel lub do obiektów blob.",
        RequestFailedException { ErrorCode: { } code } => $"Konto magazynu odpowiedziało odmową ({code}). Spróbuj jeszcze raz.",
        RequestFailedException or AggregateException => "Konto magazynu nie odpowiada. Sprawdź adres, sieć i czy usługa działa.",
        _ => null,
    };

    // Signing in that fails is wrapped by the retries like anything else.
    private static bool Refused(Exception failure) => failure is RequestFailedException { Status: 401 or 403 } or AuthenticationFailedException
        || (failure as AggregateException)?.InnerExceptions.Any(Refused) == true;
}
