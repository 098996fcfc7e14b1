namespace Mal.Polish;

/// <summary>The four Polish plural forms (CLDR <c>pl</c>).</summary>
public enum PluralForm { One, Few, Many, Other }

/// <summary>
/// A whole phrase in its four forms, <c>#</c> standing for the number: verbs and adjectives agree with it
/// ("1 wolne miejsce", "5 wolnych miejsc"), so a stem with endings would not do.
/// </summary>
public sealed record Phrase(string One, string Few, string Many, string Other)
{
    public static PluralForm FormOf(decimal number)
    {
        var whole = Math.Abs(number);
        if (whole != decimal.Truncate(whole))
        {
            return PluralForm.Other;
        }
        if (whole == 1)
        {
            return PluralForm.One;
        }
        return (whole % 10, whole % 100) switch
        {
            (_, >= 12 and <= 14) => PluralForm.Many,
            ( >= 2 and <= 4, _) => PluralForm.Few,
            _ => PluralForm.Many,
        };
    }

    public string Say(decimal number) => (FormOf(number) switch
    {
        PluralForm.One => One,
        PluralForm.Few => Few,
        PluralForm.Many => Many,
        _ => Other,
    }).Replace("#", Numbers.Say(number), StringComparison.Ordinal);
}
