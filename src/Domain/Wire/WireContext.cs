using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Alerts;
using Mal.Board;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Words;

namespace Mal.Wire;

/// <summary>Every type that travels or is stored, generated at build time so that nothing is lost when the browser's copy is trimmed.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(ClockTime), typeof(LocalTime),
        typeof(Named<AnswerStatus>), typeof(Named<Audience>),
        typeof(Named<ClosureChoice>), typeof(Named<FoodAccessState>), typeof(Named<ShelfKind>), typeof(Named<LedBy>), typeof(Named<FoodUnit>), typeof(Named<DateKind>),
        typeof(Named<BookingOutcome>), typeof(Named<CountSource>), typeof(Named<Filling>), typeof(Named<Standing>), typeof(Named<OrganizerKind>), typeof(Named<Departure>),
        typeof(Named<Level>), typeof(Named<DonorKind>), typeof(Named<Correction>), typeof(Named<Effect>), typeof(Named<CheckSource>),
        typeof(Named<AgeGroup>), typeof(Named<InitiativeStage>), typeof(Named<MeetingStanding>), typeof(Named<MeetingOutcome>), typeof(Named<TrialAnswer>),
        typeof(Named<ErasedBecause>), typeof(Named<Role>), typeof(Named<AlertSeverity>), typeof(Named<AskedNumber>), typeof(Named<AlertPage>),
    ])]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(ImmutableList<Envelope>))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(ImmutableList<Answer>))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Facts.By))]
[JsonSerializable(typeof(View))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(Joined))]
[JsonSerializable(typeof(Changes))]
[JsonSerializable(typeof(Beat))]
[JsonSerializable(typeof(PlaceFile))]
[JsonSerializable(typeof(House))]
[JsonSerializable(typeof(PlaceCommand))]
[JsonSerializable(typeof(PlaceEvent))]
[JsonSerializable(typeof(PlaceState))]
[JsonSerializable(typeof(PlaceTextsAnswer))]
[JsonSerializable(typeof(ClosureQuestion))]
[JsonSerializable(typeof(ClosureHits))]
[JsonSerializable(typeof(ClosureRequest))]
[JsonSerializable(typeof(ClosureAnswer))]
[JsonSerializable(typeof(History.HistoryPage))]
[JsonSerializable(typeof(RoomCommand))]
[JsonSerializable(typeof(RoomEvent))]
[JsonSerializable(typeof(RoomState))]
[JsonSerializable(typeof(PlaceCalendar))]
[JsonSerializable(typeof(Wish))]
[JsonSerializable(typeof(ShelfCommand))]
[JsonSerializable(typeof(ShelfEvent))]
[JsonSerializable(typeof(ShelfState))]
[JsonSerializable(typeof(InitiativeCommand))]
[JsonSerializable(typeof(InitiativeEvent))]
[JsonSerializable(typeof(InitiativeState))]
[JsonSerializable(typeof(RecordEvent))]
[JsonSerializable(typeof(AlertAction))]
[JsonSerializable(typeof(ImmutableList<Alert>))]
[JsonSerializable(typeof(SeriesTrial))]
[JsonSerializable(typeof(SeriesTried))]
// The generator names a type by its last word; where two share one, each gets its own.
[JsonSerializable(typeof(RoomCommand.Undo), TypeInfoPropertyName = "RoomUndo")]
[JsonSerializable(typeof(RoomEvent.Undone), TypeInfoPropertyName = "RoomUndone")]
[JsonSerializable(typeof(ShelfCommand.Undo), TypeInfoPropertyName = "ShelfUndo")]
[JsonSerializable(typeof(ShelfCommand.UndoPast), TypeInfoPropertyName = "ShelfUndoPast")]
[JsonSerializable(typeof(Rooms.Undoable), TypeInfoPropertyName = "RoomUndoable")]
[JsonSerializable(typeof(Shelves.Undoable), TypeInfoPropertyName = "ShelfUndoable")]
[JsonSerializable(typeof(ImmutableList<Rooms.Undoable>), TypeInfoPropertyName = "RoomUndoables")]
[JsonSerializable(typeof(ImmutableList<Shelves.Undoable>), TypeInfoPropertyName = "ShelfUndoables")]
[JsonSerializable(typeof(ShelfEvent.Undone), TypeInfoPropertyName = "ShelfUndone")]
[JsonSerializable(typeof(InitiativeCommand.Answer), TypeInfoPropertyName = "InitiativeAnswer")]
public sealed partial class WireContext : JsonSerializerContext;
