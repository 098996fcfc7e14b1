using System.Globalization;

namespace Mal.Polish;

/// <summary>Numbers as they are read in Polish: a decimal comma, no empty zeros. No culture of the machine is asked: a browser may carry none.</summary>
public static class Numbers
{
    public static string Say(decimal number) =>
        number.ToString("0.############", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>"2,5 godz."</summary>
    public static string Hours(decimal hours) => $"{Say(hours)} godz.";

    /// <summary>"4 °C", with a space that does not break.</summary>
    public static string Celsius(decimal degrees) => $"{Say(degrees)}\u00a0°C";

    /// <summary>"2,5 kg".</summary>
    public static string Kilograms(decimal kilograms) => $"{Say(kilograms)} kg";
}
