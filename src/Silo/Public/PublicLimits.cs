using System.Threading.RateLimiting;

namespace Mal.Public;

/// <summary>How often strangers may ask. Forms are few and lookups are guesses, so each has a limit of its own.</summary>
/// <param name="FormsAMinute">From one address.</param>
/// <param name="FormsAnHour">To one place, from everywhere.</param>
/// <param name="LooksAMinute">At codes, from one address.</param>
internal sealed record PublicLimits(int FormsAMinute = 6, int FormsAnHour = 60, int LooksAMinute = 60);

/// <summary>Answers in the page itself and not before it: who is told to wait keeps what was typed.</summary>
internal sealed class PublicPatience(PublicLimits limits) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _forms = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(context => Window(Address(context), limits.FormsAMinute, TimeSpan.FromMinutes(1))),
        PartitionedRateLimiter.Create<HttpContext, string>(context => Window($"{context.GetRouteValue("place")}", limits.FormsAnHour, TimeSpan.FromHours(1))));

    private readonly PartitionedRateLimiter<HttpContext> _looks =
        PartitionedRateLimiter.Create<HttpContext, string>(context => Window(Address(context), limits.LooksAMinute, TimeSpan.FromMinutes(1)));

    public bool MaySend(HttpContext context) => May(_forms, context);

    public bool MayLook(HttpContext context) => May(_looks, context);

    public void Dispose()
    {
        _forms.Dispose();
        _looks.Dispose();
    }

    private static bool May(PartitionedRateLimiter<HttpContext> limiter, HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context);
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
