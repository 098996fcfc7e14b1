namespace Mal.EndToEnd.House;

/// <summary>One node for all tests of a class: open, on a Wednesday afternoon.</summary>
public sealed class OpenHouse : IAsyncLifetime
{
    private readonly PublishedHouse house = new();

    public HouseClient Client { get; private set; } = null!;

    public HouseClient Stranger { get; private set; } = null!;

    internal PublishedHouse House => house;

    public async Task InitializeAsync()
    {
        await house.Start();
        (Client, Stranger) = (house.Client(), house.Stranger());
    }

    /// <summary>A board hears of a change a moment after the answer; a test waits for it, never for a time.</summary>
    internal Task Eventually(Func<Task<bool>> holds, string what) => Mal.EndToEnd.House.Eventually.True(holds, what, TimeSpan.FromSeconds(20));

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        Stranger?.Dispose();
        await house.DisposeAsync();
    }
}
