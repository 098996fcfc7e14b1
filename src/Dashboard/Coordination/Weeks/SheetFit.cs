namespace Mal.Coordination.Weeks;

/// <summary>How big the letters of the week's sheet may be so that the fullest day still fits on one A4 lying on its side, no title cut.</summary>
public static class SheetFit
{
    public const int LettersPxMax = 20;
    public const int LettersPxMin = 9;

    // At 96 px an inch: A4 less its margins, the sheet's head and foot, and a day's own head.
    private const int WidthPx = 1047;
    private const int HeightPx = 530;
    private const int GapPx = 30;
    private const int AroundMeetingPx = 13;

    // Of the height of its letters: how wide a bold one is on average, taken generously, and how far rows are apart.
    private const double LetterWide = 0.6;
    private const double RowHigh = 1.25;

    public static int LettersPx(PublicWeek week) =>
        Enumerable.Range(LettersPxMin, LettersPxMax - LettersPxMin + 1).Reverse().FirstOrDefault(size => Fits(week, size), LettersPxMin);

    private static bool Fits(PublicWeek week, int size)
    {
        var letters = Math.Max(1, (int)(((double)WidthPx / week.Days.Count - GapPx) / (size * LetterWide)));
        return week.Days.TrueForAll(day => day.Lines.Sum(line => AroundMeetingPx + (1 + Rows(line.Title, letters) + Rows(line.Room, letters)) * size * RowHigh) <= HeightPx);
    }

    private static int Rows(string text, int letters) => (text.Length + letters - 1) / letters;
}
