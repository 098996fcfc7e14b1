namespace Mal.Rooms;

/// <summary>What is no command at all: a number nobody can mean. Not a refusal of the house but a mistake of the sender.</summary>
public sealed partial class Room
{
    private const int DeltaMax = 1000;
    private const int CountMax = 10_000;
    private const int MinutesMax = 480;
    private const int TextMax = 120;

    /// <returns>The wrong field and the reason, as in <c>delta: from -1000 to 1000</c>; null when the command is well-formed.</returns>
    public static string? Malformed(RoomCommand command) => command switch
    {
        RoomCommand.ChangeCount { Delta: < -DeltaMax or > DeltaMax } => $"delta: from -{DeltaMax} to {DeltaMax}",
        RoomCommand.SetCount { Count: < 0 or > CountMax } => $"count: from 0 to {CountMax}, or null",
        RoomCommand.WalkIn { People: < 0 or > CountMax } => $"people: from 0 to {CountMax}",
        RoomCommand.WalkIn { PublicTitle: { } title } when string.IsNullOrWhiteSpace(title) || title.Length > TextMax => $"publicTitle: from 1 to {TextMax} characters",
        RoomCommand.Extend { Minutes: < 1 or > MinutesMax } => $"minutes: from 1 to {MinutesMax}",
        RoomCommand.TakeOutOfService { ReasonCode: var code } when string.IsNullOrWhiteSpace(code) || code.Length > TextMax => $"reasonCode: from 1 to {TextMax} characters",
        _ => LendingMistake(command) is var (field, why) && why is not null ? $"{field}: {why}" : null,
    };
}
