namespace Mal.EndToEnd.House;

/// <summary>An open house in which a room has been asked for and an initiative handed in, so that no page of the desk is empty.</summary>
public sealed class AskedHouse : IAsyncLifetime
{
    public const string Initiative = "0197a000-0000-7000-8000-0000000000aa";

    private readonly OpenHouse open = new();

    public HouseClient Client => open.Client;

    internal PublishedHouse House => open.House;

    public async Task InitializeAsync()
    {
        await open.InitializeAsync();
        await Client.Send(Guid.NewGuid(), HouseClient.Hall, $$"""
            { "$type": "request-booking", "contact": { "email": "proba@example.org" },
              "booking": { "id": "{{Guid.NewGuid()}}", "title": "Wielopokoleniowe śpiewanie sąsiedzkie", "from": "2026-12-02T18:00", "until": "2026-12-02T19:30", "people": 10, "organizer": { "kind": "informalGroup" } } }
            """);
        await Client.Send(Guid.NewGuid(), $"initiative/{PublishedHouse.Place}/{Initiative}", """
            { "$type": "submit", "description": "Śpiewamy w każdy piątek.", "initiative": { "title": "Chór sąsiedzki", "ledBy": "residents", "organizer": { "kind": "informalGroup" }, "kind": "culture", "people": 20,
              "goals": [{ "id": "koncert", "target": 1 }], "series": { "room": "sala-glowna", "rrule": "FREQ=WEEKLY;BYDAY=FR;COUNT=6", "firstDay": "2026-12-04", "start": "17:40", "end": "19:20" } } }
            """);
    }

    public Task DisposeAsync() => open.DisposeAsync();
}
