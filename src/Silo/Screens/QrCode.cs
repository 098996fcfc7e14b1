using Mal.Gate;
using Mal.Live;
using Mal.Places;
using QRCoder;

namespace Mal.Screens;

/// <summary>The code on the lobby screen: its own address as people reach it from outside. A place without one has no code.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 8;

    public static async Task<IResult> Draw(KnownPlace place, BoardRelay relay) =>
        await relay.Of(place) is { House.File.Place: { } known } && PublicAddress.Of(known, $"/ekran/{known.Id}") is { } address
            ? Results.Text(Of(address), "image/svg+xml")
            : Results.NotFound();

    internal static string Of(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }
}
