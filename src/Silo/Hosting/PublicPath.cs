using System.Text.RegularExpressions;

namespace Mal.Hosting;

/// <summary>
/// Under which path of its host the house is reached from outside (<c>--path-base /mal</c>), as <c>/mal</c>, or empty at the
/// root. Whether the proxy takes the path away or hands it on makes no difference: a request is understood with it and
/// without, and everything that is served names it.
/// </summary>
internal sealed partial record PublicPath(string Value)
{
    private const string Option = "path-base";

    public static PublicPath Root { get; } = new("");

    /// <exception cref="FormatException">It is no path.</exception>
    public static PublicPath From(IConfiguration configuration)
    {
        var said = (configuration[Option] ?? "").TrimEnd('/');
        return said.Length == 0 || Path().IsMatch(said) ? new(said)
            : throw new FormatException($"--{Option}: ścieżka zaczyna się od „/” i ma tylko litery bez ogonków, cyfry i znaki . _ - "
                + $"(na przykład /mal), a jest „{said}”.");
    }

    // Nothing that would have to be written otherwise in an address, a cookie or a script.
    [GeneratedRegex("^(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$")]
    private static partial Regex Path();
}

/// <summary>Before everything else, routing included: the path goes from the request's own into its base.</summary>
internal sealed class PublicPathFirst(PublicPath path) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (path.Value.Length > 0)
        {
            app.Use((HttpContext context, RequestDelegate then) =>
            {
                if (context.Request.Path.StartsWithSegments(path.Value, StringComparison.Ordinal, out var rest))
                {
                    context.Request.Path = rest.HasValue ? rest : "/";
                }
                context.Request.PathBase = path.Value;
                return then(context);
            });
        }
        next(app);
    };
}
