namespace Mal.Devices;

/// <summary>Tells the rest of this node that a device was just put out, so that what it holds open is closed now.</summary>
internal sealed class Revocations
{
    public event Action<string, string>? Revoked;

    public void Tell(string place, string device) => Revoked?.Invoke(place, device);
}
