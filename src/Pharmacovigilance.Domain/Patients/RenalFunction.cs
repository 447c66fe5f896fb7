using System.Globalization;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>
/// The estimated glomerular filtration rate as the laboratory reports it: nothing is worked out from creatinine here. That nobody
/// entered anything is null in its place.
/// </summary>
/// <param name="Egfr">mL/min/1.73 m² in thousandths; null = somebody said that it is not known.</param>
/// <param name="MeasuredOn">The day of the sample; null = unknown.</param>
public sealed record RenalFunction(long? Egfr, DateOnly? MeasuredOn)
{
    /// <summary>Bounds that catch typing errors, in mL/min/1.73 m²; not numbers from a source.</summary>
    public const int Least = 2;

    /// <inheritdoc cref="Least"/>
    public const int Most = 200;

    /// <summary>A value older than this at the first dose is taken for a slip of the pen; not a number from a source.</summary>
    public const int MostDaysBefore = 366;

    public static readonly RenalFunction NotKnown = new(null, null);

    /// <summary>What is wrong with it; a date nobody gave contradicts nothing.</summary>
    /// <param name="firstDoseOn">Null where it is not asked about.</param>
    /// <param name="today">The unit's date; null where it is not asked about.</param>
    internal IEnumerable<Refusal> Check(DateOnly? firstDoseOn, DateOnly? today)
    {
        if (Egfr is { } value && (value < Least * 1000L || value > Most * 1000L))
            yield return Refusal.Of(
                "course.egfr-range",
                "egfr",
                (value / 1000m).ToString("0.###", CultureInfo.InvariantCulture),
                Text(Least),
                Text(Most)
            );
        if (Egfr is null && MeasuredOn is not null)
            yield return Refusal.Of("course.egfr-date-alone", "egfrDate");
        if (MeasuredOn is { } on && (on > today || on.DayNumber < firstDoseOn?.DayNumber - MostDaysBefore))
            yield return Refusal.Of(
                "course.egfr-date-implausible",
                "egfrDate",
                on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
