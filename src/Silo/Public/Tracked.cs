using System.Collections.Immutable;
using Mal.Initiatives;
using Mal.Rooms;
using Mal.Words;

namespace Mal.Public;

/// <summary>A request as the requester finds it again by its code.</summary>
internal abstract record Tracked(Guid Id, WordsRecord? Words);

internal sealed record TrackedBooking(Guid Id, string Room, CalendarEntry Entry, WordsRecord? Words) : Tracked(Id, Words);

/// <param name="Meetings">What the rooms hold, or held, of it.</param>
/// <param name="Later">How many dates are too far ahead to be held yet.</param>
internal sealed record TrackedSeries(Guid Id, InitiativeView View, Proposal Proposal, ImmutableList<(string Room, CalendarEntry Entry)> Meetings, int Later, WordsRecord? Words)
    : Tracked(Id, Words);
