namespace Mal.Polish;

/// <summary>How long until something, in whole minutes: a minute begun counts, so that a screen never says "za 0 minut" before the time.</summary>
public static class Durations
{
    /// <summary>"za 18 minut", "za 1 godzinę", "za 2 godziny 5 minut"; "teraz" when it has come.</summary>
    public static string In(TimeSpan ahead)
    {
        var minutes = (long)Math.Ceiling(ahead.TotalMinutes);
        return minutes switch
        {
            <= 0 => "teraz",
            < 60 => $"za {Phrases.InMinutes.Say(minutes)}",
            _ when minutes % 60 == 0 => $"za {Phrases.InHours.Say(minutes / 60)}",
            _ => $"za {Phrases.InHours.Say(minutes / 60)} {Phrases.InMinutes.Say(minutes % 60)}",
        };
    }
}
