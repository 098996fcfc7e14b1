using QRCoder;

namespace Mal.Screens;

/// <summary>The code on the lobby screen: its own public address, as this host was asked for.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 8;

    public static IResult Draw(string place, HttpRequest request)
    {
        using var data = QRCodeGenerator.GenerateQrCode($"{request.Scheme}://{request.Host}{request.PathBase}/ekran/{Uri.EscapeDataString(place)}", QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return Results.Text(code.GetGraphic(PixelsPerModule), "image/svg+xml");
    }
}
