using Mal.Devices;
using Mal.Diagnosis;
using Mal.Places;
using Mal.Public;
using Mal.Screens;
using Mal.Storage;
using Microsoft.Extensions.FileProviders;

namespace Mal.Hosting;

/// <summary>What would go wrong later is said before the start, in sentences, all at once.</summary>
internal sealed record Preflight(List<string> Errors)
{
    /// <param name="screens">Where the web server finds the files of the screens.</param>
    public static async Task<Preflight> Check(IConfiguration configuration, HouseOptions options, IFileProvider screens)
    {
        List<string> errors = [.. options.Mistakes];
        if (ScreenFiles.WhatIsMissing(AppContext.BaseDirectory, screens) is { } missing)
        {
            errors.Add(missing);
        }
        var urls = LoopbackOnly.Asked(configuration);
        var unread = urls.Where(url => !ListeningAddresses.IsAddress(url)).ToList();
        errors.AddRange(unread.Select(ListeningAddresses.NoAddress));
        var open = urls.Except(unread).Any(url => !LoopbackOnly.IsLoopback(url));
        if (options.ClockStart is not null && open)
        {
            errors.Add("--clock-start: cudzy zegar działa tylko na adresie lokalnym (127.0.0.1).");
        }
        if (options.Dev && open)
        {
            errors.Add("--dev: taki klucz działa tylko na adresie lokalnym (127.0.0.1). Na innym adresie sparuj urządzenia.");
        }
        if (options.Demo && open)
        {
            errors.Add("--demo: pokaz działa tylko na adresie lokalnym (127.0.0.1).");
        }
        var account = options.Storage is { } storage ? await AzureAccount.WhatIsWrong(storage) : null;
        if (account is not null)
        {
            errors.Add(account);
        }
        try
        {
            PublicPath.From(configuration);
            PublicLimits.From(configuration);
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

    private static PlaceReading Read(string path) =>
        File.Exists(path) ? PlaceReading.Of(File.ReadAllText(path)) : new PlaceReading(null, [new Mistake("$", "nie ma takiego pliku")]);
}
