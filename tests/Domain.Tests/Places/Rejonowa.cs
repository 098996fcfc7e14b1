using Mal.Facts;

namespace Mal.Places;

/// <summary>The sample house of the tests, read from the place file that is shipped.</summary>
internal static class Rejonowa
{
    public static string Json { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "places", "rejonowa-6-8.json"));

    public static House Sample { get; } = new(1, PlaceFile.Read(Json).File!);

    /// <summary>The instant of a local time at the house: <c>At("2026-11-25 16:42")</c>.</summary>
    public static DateTimeOffset At(string local)
    {
        var time = DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        return Sample.At(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time));
    }

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static House With(params Closure[] closures) =>
        Sample with { File = Sample.File with { Place = Sample.File.Place with { Closures = [.. closures] } } };

    public static Context Staff(string now, string? seenAt = null) =>
        new(Sample, "", At(now), At(seenAt ?? now), Guid.CreateVersion7(), new By(Role.Staff, "phone-1"));
}
