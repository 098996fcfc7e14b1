using System.Collections.Immutable;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;

namespace Mal.Hosting;

/// <summary>Rules that repeat, as dates; what a person can write by mistake or in bad faith is answered and runs for no longer than three years.</summary>
public sealed class IcalSeriesTests
{
    private static readonly IcalSeries Series = new();

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    private static string[] Days(string rrule, string first, string? last = null)
    {
        var read = Series.Read(rrule, Day(first), last is null ? null : Day(last));
        Assert.Null(read.Fault);
        return [.. read.Days.Select(day => $"{day:yyyy-MM-dd}")];
    }

    [Fact]
    public void A_rule_counts_from_its_first_day_and_only_days_it_gives()
    {
        Assert.Equal(["2026-12-04", "2026-12-11"], Days("FREQ=WEEKLY;BYDAY=FR", "2026-12-04", "2026-12-17"));
        // The first day is a Wednesday: not one of the three.
        Assert.Equal(["2026-12-04", "2026-12-11", "2026-12-18"], Days("FREQ=WEEKLY;BYDAY=FR;COUNT=3", "2026-12-02"));
        Assert.Equal(["2026-12-02", "2026-12-16", "2026-12-30"], Days("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "2026-12-02", "2026-12-31"));
        Assert.Equal(["2027-01-07", "2027-02-04"], Days("FREQ=MONTHLY;BYDAY=1TH;COUNT=2", "2026-12-10"));
        Assert.Equal(["2026-12-25", "2027-01-29"], Days("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270131", "2026-12-01"));
        Assert.Equal(["2027-01-31", "2027-03-31"], Days("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-10", "2027-04-30"));
        Assert.Equal(["2026-12-31"], Days("FREQ=DAILY;COUNT=1", "2026-12-31"));
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=FR", null, SeriesFault.WithoutEnd)]
    [InlineData("FREQ=DAILY;COUNT=10000", null, SeriesFault.TooMany)]
    [InlineData("FREQ=DAILY;COUNT=371", null, SeriesFault.TooMany)]
    [InlineData("FREQ=DAILY;UNTIL=21991231", null, SeriesFault.TooMany)]
    [InlineData("FREQ=WEEKLY", "2100-12-31", SeriesFault.TooMany)]
    [InlineData("FREQ=YEARLY;COUNT=9", null, SeriesFault.TooMany)]
    [InlineData("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=3", null, SeriesFault.None)]
    [InlineData("FREQ=WEEKLY;BYDAY=FR", "2026-12-03", SeriesFault.None)]
    [InlineData("FREQ=SECONDLY;COUNT=5", null, SeriesFault.Unreadable)]
    [InlineData("FREQ=DAILY;BYHOUR=1,2,3;COUNT=5", null, SeriesFault.Unreadable)]
    [InlineData("FREQ=WEEKLY;BYDAY=XX;COUNT=5", null, SeriesFault.Unreadable)]
    [InlineData("FREQ=WEEKLY;COUNT=-1", null, SeriesFault.Unreadable)]
    [InlineData("FREQ=WEEKLY;COUNT=99999999999", null, SeriesFault.Unreadable)]
    [InlineData("FREQ=WEEKLY;INTERVAL=0;COUNT=5", null, SeriesFault.Unreadable)]
    [InlineData("FREQ=WEEKLY;FREQ=DAILY;COUNT=5", null, SeriesFault.Unreadable)]
    [InlineData("co tydzień w piątek", null, SeriesFault.Unreadable)]
    [InlineData("", null, SeriesFault.Unreadable)]
    public void What_cannot_be_a_series_says_why(string rrule, string? last, SeriesFault fault) =>
        Assert.Equal(fault, Series.Read(rrule, Day("2026-12-02"), last is null ? null : Day(last)).Fault);

    [Fact]
    public void Three_hundred_and_seventy_dates_are_still_a_series() =>
        Assert.Equal(370, Days("FREQ=DAILY;COUNT=370", "2026-12-01").Length);

    /// <summary>RULES §1: a year and a day of the sample house, both clock changes in it, against weekdays counted by hand.</summary>
    [Fact]
    public void A_year_of_the_sample_house_is_the_one_counted_by_hand()
    {
        var house = new House(1, PlaceFile.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "places", "rejonowa-6-8.json"))).File!);
        var (first, last) = (Day("2026-11-25"), Day("2027-11-30"));
        var meetings = 0;
        var reasons = new Dictionary<string, int>();
        Assert.Equal(16, house.File.Initiatives.Count);
        foreach (var series in house.File.Initiatives)
        {
            var plan = new InitiativeCommand.Plan(Series.Days(series.Rrule, first, last), last);
            var context = Context.At(house, series.Id, house.At(first, TimeOnly.MinValue));
            var events = Initiative.Decide(Initiative.Empty, plan, context).Events;
            var planned = events.OfType<InitiativeEvent.MeetingPlanned>().ToDictionary(meeting => house.Day(meeting.From));
            var skipped = events.OfType<InitiativeEvent.MeetingSkipped>().ToDictionary(day => day.Day, day => day.ReasonCode);
            for (var day = first; day <= last; day = day.AddDays(1))
            {
                var expected = ByHand.Falls(series.Rrule, day) ? ByHand.WhyNot(series, day) ?? "" : null;
                Assert.True(expected == (planned.ContainsKey(day) ? "" : skipped.GetValueOrDefault(day)), $"{series.Id} {day:yyyy-MM-dd}: {expected ?? "no date"}");
                if (expected is null or { Length: > 0 })
                {
                    reasons[expected ?? "no date"] = reasons.GetValueOrDefault(expected ?? "no date") + 1;
                    continue;
                }
                var offset = ByHand.Offset(day);
                Assert.Equal(new DateTimeOffset(day.ToDateTime(series.Start), offset), planned[day].From);
                Assert.Equal(new DateTimeOffset(day.ToDateTime(series.End), offset), planned[day].Until);
                Assert.Equal(planned[day].From.Offset, offset);
                meetings++;
            }
            Assert.Equal(planned.Count + skipped.Count + 1, events.Count);
        }
        // The year does hold what it is meant to prove.
        Assert.InRange(meetings, 700, 900);
        Assert.All(["public-holiday", "house-closed", "out-of-season"], reason => Assert.True(reasons[reason] > 0));
    }

    /// <summary>The same year with neither the library, nor the calendar of the house, nor a time zone.</summary>
    private static class ByHand
    {
        // Fixed ones, and those that follow Easter 2027 (28 March), written out.
        private static readonly HashSet<string> Holidays =
        [
            "2026-12-24", "2026-12-25", "2026-12-26", "2027-01-01", "2027-01-06", "2027-03-28", "2027-03-29", "2027-05-01", "2027-05-03", "2027-05-16",
            "2027-05-27", "2027-08-15", "2027-11-01", "2027-11-11",
        ];

        private static readonly string[] Names = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

        public static bool Falls(string rrule, DateOnly day)
        {
            var by = rrule.Split("BYDAY=")[1].Split(',');
            var name = Names[(int)day.DayOfWeek];
            var lastOfMonth = day.AddDays(7).Month != day.Month;
            return rrule.StartsWith("FREQ=WEEKLY", StringComparison.Ordinal) ? by.Contains(name) : by.Contains($"1{name}") ? day.Day <= 7 : by.Contains($"-1{name}") && lastOfMonth;
        }

        // Open from Tuesday to Friday; 31 December is a closure of the sample.
        public static string? WhyNot(InitiativeDetails series, DateOnly day) =>
            Holidays.Contains($"{day:yyyy-MM-dd}") ? "public-holiday"
            : day == Day("2026-12-31") ? "house-closed"
            : series.Room == "ogrod" && day.Month is (< 4 or > 10) ? "out-of-season"
            : null;

        public static TimeSpan Offset(DateOnly day) => TimeSpan.FromHours(day >= Day("2027-03-28") && day < Day("2027-10-31") ? 2 : 1);
    }
}
