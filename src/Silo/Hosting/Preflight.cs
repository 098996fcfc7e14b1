using System.Net;
using Mal.Places;
using Mal.Storage;

namespace Mal.Hosting;

/// <summary>What would go wrong later is said before the start, in sentences, all at once.</summary>
internal sealed record Preflight(List<string> Errors)
{
    public static async Task<Preflight> Check(IConfiguration configuration, HouseOptions options)
    {
        var errors = new List<string>();
        var loopback = Urls(configuration).All(IsLoopback);
        if (options.ClockStart is not null && !loopback)
        {
            errors.Add("--clock-start: cudzy zegar działa tylko na adresie lokalnym (127.0.0.1).");
        }
        if (configuration["dev-key"] is not null && !loopback)
        {
            errors.Add("--dev-key: taki klucz działa tylko na adresie lokalnym (127.0.0.1). Na innym adresie sparuj urządzenia.");
        }
        var account = options.Storage is { } storage ? await AzureAccount.WhatIsWrong(storage) : null;
        if (account is not null)
        {
            errors.Add(account);
        }
        try
        {
            PublicPath.From(configuration);
            Storage.DiskOptions.From(configuration);
            if (Backups.BackupOptions.From(configuration).Days > 0 && options.Storage is { } sound && account is null)
            {
                // Only whether it can be one: copies that fail later are an alert and no reason to keep a house shut.
                AzureAccount.Copies(sound, AzureAccount.NamedForCopies(configuration));
            }
        }
        catch (FormatException wrong)
        {
            errors.Add(wrong.Message);
        }
        foreach (var path in options.PlaceFiles)
        {
            errors.AddRange(Read(path).Mistakes.Select(mistake => $"{path}: {mistake.Path}: {mistake.Reason}"));
        }
        return new Preflight(errors);
    }

    public static PlaceFiles Files(HouseOptions options) => new([.. options.PlaceFiles.Select(path => Read(path).File!)]);

    public static IReadOnlyList<string> Urls(IConfiguration configuration) =>
        (configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? HouseOptions.DefaultUrls).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)));

    private static PlaceReading Read(string path) =>
        File.Exists(path) ? PlaceReading.Of(File.ReadAllText(path)) : new PlaceReading(null, [new Mistake("$", "nie ma takiego pliku")]);
}
