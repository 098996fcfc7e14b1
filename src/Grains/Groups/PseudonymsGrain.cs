using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;

namespace Mal.Groups;

internal sealed class PseudonymsGrain([PersistentState("pseudonyms", "records")] IPersistentState<PseudonymsState> record) : Grain, IPseudonymsGrain
{
    // A Polish number with its country or without is the same telephone.
    private const int NationalDigits = 9;

    public async Task Join(Guid subject, string? email, string? phone)
    {
        var key = record.State.Key ?? RandomNumberGenerator.GetBytes(32);
        var hashes = new[] { Normal(email, Mail), Normal(phone, Digits) }.OfType<string>().Select(contact => Hash(key, contact)).ToList();
        var known = record.State.Askers;
        if (hashes.TrueForAll(hash => known.Exists(asker => asker.Contact == hash && asker.Subjects.Contains(subject))))
        {
            return;
        }
        var group = known.Find(asker => hashes.Contains(asker.Contact))?.Group ?? new Guid(RandomNumberGenerator.GetBytes(16));
        foreach (var hash in hashes)
        {
            var asker = known.Find(other => other.Contact == hash) ?? new Asker(hash, group, []);
            known = known.RemoveAll(other => other.Contact == hash).Add(asker with { Subjects = asker.Subjects.Contains(subject) ? asker.Subjects : asker.Subjects.Add(subject) });
        }
        await Write(new PseudonymsState { Key = key, Askers = known });
    }

    public Task<Guid?> Of(Guid subject) => Task.FromResult(record.State.Askers.Find(asker => asker.Subjects.Contains(subject))?.Group);

    public Task Leave(Guid subject)
    {
        var left = record.State.Askers;
        return left.Exists(asker => asker.Subjects.Contains(subject))
            ? Write(record.State with { Askers = [.. left.Select(asker => asker with { Subjects = asker.Subjects.Remove(subject) }).Where(asker => !asker.Subjects.IsEmpty)] })
            : Task.CompletedTask;
    }

    private static string? Normal(string? typed, Func<string, string> normal) => typed is not null && normal(typed) is { Length: > 0 } contact ? contact : null;

    private static string Mail(string email) => email.Trim().ToLowerInvariant();

    private static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit)) is var digits && digits.Length > NationalDigits ? digits[^NationalDigits..] : digits;

    // Keyed, because there are few telephone numbers: who finds a hash without the key cannot try them all.
    private static string Hash(byte[] key, string contact) => Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(contact)));

    private async Task Write(PseudonymsState next)
    {
        record.State = next;
        try
        {
            await record.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}

/// <param name="Contact">A keyed hash of it.</param>
/// <param name="Subjects">Whose words hold it.</param>
[GenerateSerializer, Immutable, Alias("Mal.Asker")]
internal sealed record Asker([property: Id(0)] string Contact, [property: Id(1)] Guid Group, [property: Id(2)] ImmutableList<Guid> Subjects);

[GenerateSerializer, Alias("Mal.PseudonymsState")]
internal sealed record PseudonymsState
{
    [Id(0)] public byte[]? Key { get; init; }

    [Id(1)] public ImmutableList<Asker> Askers { get; init; } = [];
}
