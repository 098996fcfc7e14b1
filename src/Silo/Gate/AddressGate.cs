using Mal.Devices;

namespace Mal.Gate;

/// <summary>
/// What a request calls us, by its Host and by what a proxy says of the scheme, has to be an address. A page is drawn with it,
/// and one that is none would fail in the middle of the drawing.
/// </summary>
internal static class AddressGate
{
    public static Task Pass(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!request.Host.HasValue)
        {
            // HTTP/1.0 knows no Host. Nothing that people keep is made of it.
            request.Host = new HostString("localhost");
        }
        if (request.Scheme is not ("http" or "https"))
        {
            return Refuse("X-Forwarded-Proto", "The scheme a proxy passes on is http or https.").ExecuteAsync(context);
        }
        return Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}/", UriKind.Absolute, out _)
            ? next(context)
            : Refuse("Host", "The header Host is no name of a host.").ExecuteAsync(context);
    }

    private static IResult Refuse(string field, string detail) => Refusals.Malformed(field, detail);
}
