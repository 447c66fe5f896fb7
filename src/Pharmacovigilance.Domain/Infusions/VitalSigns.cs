using System.Globalization;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>Vital signs beside the blood pressure, which has a record of its own; null = not measured.</summary>
/// <param name="PulsePerMinute">Beats per minute.</param>
/// <param name="TemperatureTenthsCelsius">Tenths of °C (37.2 °C = 372).</param>
/// <param name="OxygenSaturationPercent">SpO₂, %.</param>
/// <param name="RespiratoryRatePerMinute">Breaths per minute.</param>
public sealed record VitalSigns(
    int? PulsePerMinute = null,
    int? TemperatureTenthsCelsius = null,
    int? OxygenSaturationPercent = null,
    int? RespiratoryRatePerMinute = null
)
{
    public static readonly VitalSigns None = new();

    /// <summary>When they are due next while the drug runs.</summary>
    /// <param name="startedAt">Start of the infusion.</param>
    /// <param name="lastAt">The last measurement, also one before the start; null = none yet.</param>
    /// <param name="every">The unit's interval; no label states minutes.</param>
    public static DateTimeOffset DueAt(DateTimeOffset startedAt, DateTimeOffset? lastAt, TimeSpan every) =>
        (lastAt is { } last && last > startedAt ? last : startedAt) + every;

    // The product's own bounds: beyond them two digits were swapped or a unit was mistaken. Not clinical limits.
    private const int LowestPulse = 20;
    private const int HighestPulse = 300;
    private const int LowestTemperatureTenths = 300;
    private const int HighestTemperatureTenths = 440;
    private const int LowestSaturation = 40;
    private const int HighestSaturation = 100;
    private const int LowestBreaths = 4;
    private const int HighestBreaths = 80;

    /// <summary>Everything that cannot be a measurement of a living adult.</summary>
    public IEnumerable<Refusal> Check()
    {
        if (PulsePerMinute is < LowestPulse or > HighestPulse)
            yield return Refusal.Of(
                "vital-signs.pulse-implausible",
                "pulse",
                Text(PulsePerMinute.Value),
                Text(LowestPulse),
                Text(HighestPulse)
            );
        if (TemperatureTenthsCelsius is < LowestTemperatureTenths or > HighestTemperatureTenths)
            yield return Refusal.Of(
                "vital-signs.temperature-implausible",
                "temperature",
                Tenths(TemperatureTenthsCelsius.Value),
                Tenths(LowestTemperatureTenths),
                Tenths(HighestTemperatureTenths)
            );
        if (OxygenSaturationPercent is < LowestSaturation or > HighestSaturation)
            yield return Refusal.Of(
                "vital-signs.saturation-implausible",
                "saturation",
                Text(OxygenSaturationPercent.Value),
                Text(LowestSaturation),
                Text(HighestSaturation)
            );
        if (RespiratoryRatePerMinute is < LowestBreaths or > HighestBreaths)
            yield return Refusal.Of(
                "vital-signs.breaths-implausible",
                "breaths",
                Text(RespiratoryRatePerMinute.Value),
                Text(LowestBreaths),
                Text(HighestBreaths)
            );
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(int value) => (value / 10m).ToString("0.0", CultureInfo.InvariantCulture);
}
