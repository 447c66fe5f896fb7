using System.Text.Json.Serialization;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What the patients of a line, followed so far, could have shown, and what they say against a doubled hazard. Rounded: more digits say nothing.</summary>
/// <param name="Complete">c, known patients whose window is closed.</param>
/// <param name="Known">Patients with an event or known to have had none so far.</param>
/// <param name="Unknown">Treated patients of whom it cannot be told, lost ones too.</param>
/// <param name="Expected">E, first events by now if the unit were the trial, among the known.</param>
/// <param name="LnNotDoubled">ln e' against twice the trial's hazard, by what is known.</param>
/// <param name="LnNotDoubledIfEvents">The same if every unknown outcome was an event.</param>
/// <param name="MonthsAtRisk">P; null where time is not what counts: infusion reactions, and hazards that may rise.</param>
/// <param name="MonthsStillNeeded">Further patient-months to exclude a doubling; null where none are needed, none would do, or time is not what counts.</param>
/// <param name="Power">Probability that twice the trial's hazard would have put the line on watch by now.</param>
/// <param name="FurtherMonths">Months for which every patient with an open window would have to stay for a power of 0.8; null where not needed or not within reach.</param>
public sealed record Maturity(
    int Complete,
    int Known,
    int Unknown,
    double Expected,
    double LnNotDoubled,
    double LnNotDoubledIfEvents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MonthsAtRisk,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MonthsStillNeeded,
    double Power,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? FurtherMonths
)
{
    private const double Precision = 0.05;

    /// <summary>Whether a doubling is excluded by what is known.</summary>
    [JsonIgnore]
    public bool IsExcluded => LnNotDoubled >= NotDoubled.Enough;

    /// <summary>Whether it is excluded whatever the unknown outcomes were.</summary>
    [JsonIgnore]
    public bool IsExcludedIfEvents => LnNotDoubledIfEvents >= NotDoubled.Enough;

    /// <param name="patients">In the order of first infusion.</param>
    /// <param name="definition">Says by which evidence the line would have been put on watch, and whether its hazard may rise.</param>
    public static Maturity Of(
        IReadOnlyList<PatientFollowUp> patients,
        FirstEventTiming timing,
        StreamDefinition definition
    )
    {
        var known = patients.Where(patient => patient.Status is not FollowUpStatus.Unknown).ToList();
        var reassurance = Reassurance.Of(patients, timing, definition.Timing.MayRise);
        var watch = DoublingPower.With(timing.Reference, definition.Margin, definition.Spread);
        double power = watch.Watch(patients, timing);
        return new Maturity(
            Complete: known.Count(patient => patient.Status is FollowUpStatus.Closed),
            Known: known.Count,
            Unknown: patients.Count - known.Count,
            Expected: Shown(known.Sum(patient => patient.Time is { } time ? timing.Part(time) : timing.ClosedPart)),
            LnNotDoubled: Shown(reassurance.LnE),
            LnNotDoubledIfEvents: Shown(reassurance.LnEIfEvents),
            MonthsAtRisk: Shown(reassurance.MonthsAtRisk),
            MonthsStillNeeded: Shown(reassurance.MonthsStillNeeded),
            Power: Shown(power),
            FurtherMonths: timing is TreatmentTiming treatment && power < DoublingPower.Enough
                ? Month(watch.FurtherMonths(patients, treatment, Precision))
                : null
        );
    }

    private static double Shown(double value) => Math.Round(value, 9);

    /// <summary>Nobody plans in days.</summary>
    private static double? Month(double? value) => value is { } number ? Math.Round(number, 1) : null;

    private static double? Shown(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
