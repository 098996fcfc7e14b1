using Mal.Rooms;

namespace Mal.Board;

/// <summary>A shape for a state, so that colour is never the only word.</summary>
public enum Sign { People, Full, Clock, Over }

public enum Tone { Calm, Amber, Red }

/// <summary>What is on in one room, or starts within minutes.</summary>
/// <param name="What">The title, in the biggest letters of the wall; never cut.</param>
public sealed record LobbyRow(RoomFace Face, string What, Sign Sign, Tone Tone)
{
    public static bool IsOn(RoomFace face) => face.Condition is RoomCondition.InUse or RoomCondition.EndingSoon or RoomCondition.Overdue
        or RoomCondition.SettingUp or RoomCondition.AwaitingCheckIn or RoomCondition.Reserved;

    public static LobbyRow Of(RoomFace face) => new(face,
        face.Meeting is { } meeting && LobbyFace.TitleOf(meeting) is { Length: > 0 } title ? title : face.Says,
        SignOf(face), ToneOf(face));

    public static Sign SignOf(RoomFace face) => face.Condition switch
    {
        RoomCondition.Overdue => Sign.Over,
        RoomCondition.Reserved or RoomCondition.AwaitingCheckIn or RoomCondition.SettingUp or RoomCondition.EndingSoon => Sign.Clock,
        _ => face.Full ? Sign.Full : Sign.People,
    };

    // A full room is calm: a full class is a success.
    public static Tone ToneOf(RoomFace face) => face.Condition switch
    {
        RoomCondition.Overdue => Tone.Red,
        RoomCondition.Reserved or RoomCondition.AwaitingCheckIn or RoomCondition.SettingUp or RoomCondition.EndingSoon => Tone.Amber,
        _ => Tone.Calm,
    };
}
