using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;

namespace Mal.Meetings;

internal sealed class MeetingLinksGrain([PersistentState("meeting-links", "records")] IPersistentState<MeetingSecret> record) : Grain, IMeetingLinksGrain
{
    // Without letters that look alike, as the codes of pairing: a link is also read out over the telephone.
    private const string Letters = "ACEFHJKMNPRTWXY34679";
    private const int Length = 12;

    public async Task<string> Code(Guid booking) => Of(await Secret(), booking);

    public async Task<Guid?> Find(string code, ImmutableList<Guid> bookings)
    {
        var secret = await Secret();
        var asked = Encoding.UTF8.GetBytes(code);
        var found = bookings.FindIndex(booking => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(secret, booking)), asked));
        return found < 0 ? null : bookings[found];
    }

    private static string Of(byte[] secret, Guid booking)
    {
        var number = BinaryPrimitives.ReadUInt128BigEndian(HMACSHA256.HashData(secret, booking.ToByteArray(bigEndian: true)));
        return string.Create(Length, number, static (code, left) =>
        {
            for (var i = 0; i < code.Length; i++)
            {
                (left, var letter) = UInt128.DivRem(left, (UInt128)Letters.Length);
                code[i] = Letters[(int)letter];
            }
        });
    }

    // Made at the first need and kept: with another secret every link that was handed out would be dead.
    private async Task<byte[]> Secret()
    {
        if (record.State.Key is { } known)
        {
            return known;
        }
        var made = RandomNumberGenerator.GetBytes(32);
        record.State = new MeetingSecret { Key = made };
        try
        {
            await record.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
        return made;
    }
}

[GenerateSerializer, Alias("Mal.MeetingSecret")]
internal sealed record MeetingSecret
{
    [Id(0)] public byte[]? Key { get; init; }
}
