using Mal.Api;
using Mal.Devices;
using Mal.Diagnosis;
using Mal.Hosting;
using Mal.Live;
using Mal.Public;
using Mal.Screens;
using Mal.Storage;
using Mal.Words;

StartFailure.TellInASentence();
PrivateFiles.ByDefault();
var line = CommandLine.Of(args);
if (line.Flags.Contains("help"))
{
    Console.WriteLine(HouseOptions.HelpText);
    return 0;
}
HouseEnvironment.TellUnknown(Console.Error);
if (line.Mistakes is [_, ..])
{
    return Refuse(line.Mistakes);
}
var builder = HouseEnvironment.NewBuilder(line);
if (Verbs.Of(line.Words) is { } verb)
{
    return await Verbs.Run(verb, builder.Configuration);
}
var options = HouseOptions.From(builder.Configuration, line);
if (await Preflight.Check(builder.Configuration, options, builder.Environment.WebRootFileProvider) is { Errors: [_, ..] } failed)
{
    return Refuse(failed.Errors);
}
if (await StartDiagnosis.Says(builder.Configuration, options) is { } sentence)
{
    return Refuse([sentence]);
}
builder.AddHouse(options, Preflight.Files(options));
builder.AddDevices(DevKey.For(options));
builder.AddLive();
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
return await StartFailure.Run(app);

static int Refuse(IEnumerable<string> sentences)
{
    Console.Error.WriteLine(string.Join('\n', sentences));
    return 1;
}
