using Mal.Api;
using Mal.Devices;
using Mal.Hosting;
using Mal.Live;
using Mal.Public;
using Mal.Screens;
using Mal.Storage;
using Mal.Words;

PrivateFiles.ByDefault();
var builder = WebApplication.CreateBuilder(HouseOptions.Pairs(args));
if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls(HouseOptions.DefaultUrls);
}
var options = HouseOptions.From(builder.Configuration, args);
if (options.Help)
{
    Console.WriteLine(HouseOptions.HelpText);
    return 0;
}
if (Verbs.Of(args) is { } verb)
{
    return await Verbs.Run(verb, new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(Verbs.Options(args)).Build());
}
if (await Preflight.Check(builder.Configuration, options) is { Errors.Count: > 0 } failed)
{
    failed.Errors.ForEach(Console.Error.WriteLine);
    return 1;
}

if (options.Demo)
{
    // The simulated staff hold a key of their own, made for this run and told to nobody.
    builder.Configuration["dev-key"] ??= Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}

try
{
    builder.AddHouse(options, Preflight.Files(options));
}
catch (DataFolderInUseException inUse)
{
    Console.Error.WriteLine(inUse.Message);
    return 1;
}
builder.AddLive();
builder.AddDevices();
builder.AddWords();
builder.AddPublicPages();
builder.AddScreens(options.Demo);
builder.Services.AddSingleton<CommandDoor>();

var app = builder.Build();
app.MapDevices();
app.MapLive();
app.MapHouseApi();
app.MapWords();
app.MapPublicPages();
app.MapScreens();
await app.RunAsync();
return 0;
