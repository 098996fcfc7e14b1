using System.Collections.Immutable;
using System.Text.Json;

namespace Mal.Shelves;

/// <summary>
/// How much a shelf can list. What lies on it is its state, and a state is written whole with every tap: it has to fit into
/// 32 KB whatever people write about their food, so it is the bytes that are counted and not the lots.
/// </summary>
internal static class ShelfSize
{
    private const int ListBytesMax = 20_000;
    private const int EmptiedBytesMax = 4_000;
    private const int EmptiedMax = 6;
    // Ids, dates, numbers and the names of the fields, rounded up.
    private const int LotBytes = 280;
    private const int AllergenBytes = 24;
    private const int WeighedBytes = 64;

    public static bool IsFull(ShelfState state) => state.Lots.Sum(BytesOf) >= ListBytesMax;

    /// <summary>The last few that are empty, and the newest of them in any case: it is the one whose tap may be undone.</summary>
    public static ImmutableList<Lot> Remembered(ImmutableList<Lot> emptied)
    {
        while (emptied.Count > 1 && (emptied.Count > EmptiedMax || emptied.Sum(BytesOf) > EmptiedBytesMax))
        {
            emptied = emptied.RemoveAt(0);
        }
        return emptied;
    }

    private static int BytesOf(Lot lot) => LotBytes + Written(lot.Name) + Written(lot.Ingredients ?? "") + (AllergenBytes * (lot.Allergens?.Count ?? 0)) + (lot.Weighed is null ? 0 : WeighedBytes);

    // As it is stored, where a Polish letter takes six bytes.
    private static int Written(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length;
}
