using System.Collections.Immutable;
using Mal.Board;
using Mal.Places;

namespace Mal.Alerts;

/// <summary>The alerts of some views at an instant of the sample house, which is open Tuesday to Friday, 12:00 to 20:00.</summary>
public abstract class AlertTest
{
    private protected static ImmutableList<Alert> Of(string now, params View[] views) => Alerts.Of(Rejonowa.Sample, views, Rejonowa.At(now));

    private protected static Alert? Find(string code, string now, params View[] views) => Of(now, views).SingleOrDefault(alert => alert.Code == code);

    /// <summary>It is there, since then, with this one action.</summary>
    private protected static Alert Is(string code, string since, string now, params View[] views)
    {
        var alert = Find(code, now, views);
        Assert.NotNull(alert);
        Assert.Equal(Rejonowa.At(since), alert.Since);
        Assert.NotEmpty(alert.Action.Label);
        Assert.NotEmpty(alert.Where);
        return alert;
    }
}
