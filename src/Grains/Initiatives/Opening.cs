using Mal.Facts;
using Mal.Places;
using Mal.Wire;

namespace Mal.Initiatives;

/// <summary>A new initiative is known to its place before it begins, so that a restart wakes it; one that is over leaves its room there to another.</summary>
public static class Opening
{
    /// <returns>Refused when the place has no room for one more.</returns>
    public static Task<Answer> Open(this IPlaceGrain place, string initiative, DateTimeOffset now) =>
        place.Send(Guid.CreateVersion7(now), new PlaceCommand.OpenInitiative(Guid.Parse(initiative)), 0, By.System);

    public static Task<Answer> Close(this IPlaceGrain place, string initiative, DateTimeOffset now) =>
        place.Send(Guid.CreateVersion7(now), new PlaceCommand.CloseInitiative(Guid.Parse(initiative)), 0, By.System);
}
