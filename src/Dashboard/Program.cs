using Mal.Board;
using Mal.Coordination;
using Mal.Taps;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress), DefaultRequestHeaders = { { "X-Mal", "1" } } });
builder.Services.AddScoped<IBoardSource, LiveBoard>();
builder.Services.AddScoped<PhoneMemory>();
builder.Services.AddScoped<ITapStore>(services => services.GetRequiredService<PhoneMemory>());
builder.Services.AddScoped<PendingTaps>();
builder.Services.AddDesk();
await builder.Build().RunAsync();
