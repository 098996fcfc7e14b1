using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.RateLimiting;
using Mal.Gate;

namespace Mal.Public;

/// <summary>How often strangers may ask. Forms are few and lookups are guesses, so each has a limit of its own.</summary>
/// <param name="FormsAMinute">From one address.</param>
/// <param name="FormsAnHour">To one place, from everywhere.</param>
/// <param name="LooksAMinute">At codes, from one address.</param>
/// <param name="RequestsADay">To one place, from everywhere, that reach its rooms: more than any house can decide in a day.</param>
internal sealed record PublicLimits(int FormsAMinute = 6, int FormsAnHour = 60, int LooksAMinute = 60, int RequestsADay = 60)
{
    /// <summary>As the configuration says under <c>public-limits</c>; what is not there stays as it is.</summary>
    /// <exception cref="FormatException">Naming the option.</exception>
    public static PublicLimits From(IConfiguration configuration)
    {
        var section = configuration.GetSection("public-limits");
        if (section.GetChildren().FirstOrDefault(limit => !int.TryParse(limit.Value, out var number) || number < 1) is { } wrong)
        {
            throw new FormatException($"--public-limits:{wrong.Key}: podaj liczbę większą od 0, na przykład 60.");
        }
        return section.Get<PublicLimits>() ?? new PublicLimits();
    }
}

/// <summary>Answers in the page itself and not before it: who is told to wait keeps what was typed.</summary>
internal sealed class PublicPatience(PublicLimits limits) : IDisposable
{
    // By place, the codes of one day, so that copies of one form count once. A node counts for itself and forgets when it starts again: it holds off a flood, it is no rule of the house.
    private readonly ConcurrentDictionary<string, (DateOnly Day, ImmutableHashSet<string> Codes)> _requests = [];

    private readonly PartitionedRateLimiter<(string Address, string Place)> _forms = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<(string Address, string Place), string>(sent => Window(sent.Address, limits.FormsAMinute, TimeSpan.FromMinutes(1))),
        PartitionedRateLimiter.Create<(string Address, string Place), string>(sent => Window(sent.Place, limits.FormsAnHour, TimeSpan.FromHours(1))));

    private readonly PartitionedRateLimiter<string> _looks =
        PartitionedRateLimiter.Create<string, string>(address => Window(address, limits.LooksAMinute, TimeSpan.FromMinutes(1)));

    public bool MaySend(HttpContext context, KnownPlace place) => May(_forms, (Address(context), place.Id), context);

    /// <summary>Counts one more of those that are handed on to the house today; what was counted before may always be asked again.</summary>
    public bool MayAsk(KnownPlace place, DateOnly today, string code) =>
        _requests.AddOrUpdate(place.Id, _ => (today, One(code)), (_, before) => before.Day != today ? (today, One(code))
            : before.Codes.Count < limits.RequestsADay ? (today, before.Codes.Add(code)) : before).Codes.Contains(code);

    private ImmutableHashSet<string> One(string code) => limits.RequestsADay > 0 ? [code] : [];

    public bool MayLook(HttpContext context) => May(_looks, Address(context), context);

    public void Dispose()
    {
        _forms.Dispose();
        _looks.Dispose();
    }

    private static bool May<T>(PartitionedRateLimiter<T> limiter, T asked, HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(asked);
        if (!lease.IsAcquired)
        {
            context.Response.Headers.RetryAfter = "60";
        }
        return lease.IsAcquired;
    }

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static RateLimitPartition<string> Window(string key, int most, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window });
}
