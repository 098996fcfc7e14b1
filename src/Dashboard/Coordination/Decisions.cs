using System.Text.Json;
using Mal.Board;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Coordination;

/// <summary>
/// Decisions of a coordinator on their way. A tap waits on the phone until the house is back; a decision is answered at once
/// or not made at all, because whoever decides must see what came of it. The same decision asked again after a lost answer
/// goes under the id it had, so it is made once.
/// </summary>
public sealed class Decisions(IBoardSource board, TimeProvider time)
{
    private const int UnknownMax = 10;
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Key, string Command), Guid> _unanswered = [];

    public Task<Answer> Send(string key, RoomCommand command) => Send(key, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant));

    public Task<Answer> Send(string key, InitiativeCommand command) => Send(key, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant));

    public Task<Answer> Send(string key, PlaceCommand command) => Send(key, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant));

    public Task<Answer> Send(string key, ShelfCommand command) => Send(key, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant));

    /// <summary>What a person reads when it was not done; null when it was.</summary>
    public static string? WhyNot(Answer answer) => answer.Status switch
    {
        AnswerStatus.Unknown => "Brak połączenia: nie wiadomo, czy dotarło. Spróbuj ponownie za chwilę, nic nie zapisze się dwa razy.",
        AnswerStatus.Refused => answer.Refusal?.Message ?? "Nie przyjęto.",
        _ => null,
    };

    private async Task<Answer> Send(string key, JsonElement command)
    {
        var same = (key, command.GetRawText());
        if (!_unanswered.TryGetValue(same, out var id))
        {
            _unanswered[same] = id = Guid.CreateVersion7(time.GetUtcNow());
        }
        var answer = await Ask(new Envelope(id, key, command));
        if (answer.Status != AnswerStatus.Unknown)
        {
            _unanswered.Remove(same);
        }
        return answer;
    }

    private async Task<Answer> Ask(Envelope envelope)
    {
        for (var attempt = 0; attempt < UnknownMax; attempt++)
        {
            try
            {
                var answer = (await board.Send([envelope]))[0];
                if (answer.Status != AnswerStatus.Unknown)
                {
                    return answer;
                }
                await Task.Delay(UnknownWait, time);
            }
            catch (Exception)
            {
                // The connection broke on the way: the screen says so, and the next attempt goes under the same id.
                return Answer.Unknown;
            }
        }
        return Answer.Unknown;
    }
}
