namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>
/// Everything the demonstration unit is made from besides the reference set. The same parameters give the same unit. These
/// numbers shape invented patients; they claim nothing about the drug, and no screen shows them.
/// </summary>
public sealed record DemoParameters
{
    public static readonly DemoParameters Default = new();

    public int Seed { get; init; } = 114;

    /// <summary>The unit's date on which every demonstration begins: a Monday.</summary>
    public DateOnly Today { get; init; } = new(2026, 11, 23);

    /// <summary>Wall-clock time at which the visitor comes in.</summary>
    public TimeOnly Opens { get; init; } = new(8, 30);

    /// <summary>Patients registered before the visitor comes.</summary>
    public int Patients { get; init; } = 40;

    /// <summary>A new patient begins every so many days from then on.</summary>
    public int DaysBetweenNewPatients { get; init; } = 9;

    /// <summary>Share of courses on IsaPd; the others are on IsaKd.</summary>
    public double ShareIsaPd { get; init; } = 0.5;

    /// <summary>The first patients began so many weeks ago, each of which makes an infusion due today.</summary>
    public IReadOnlyList<int> WeeksTreatedOfThoseDueToday { get; init; } = [0, 0, 1, 4, 10, 8, 18, 30];

    /// <summary>Index of a patient due today whose neutrophil count of this morning is below the limit of the hold rule.</summary>
    public int OnHoldToday { get; init; } = 5;

    /// <summary>
    /// The one stream in which this unit really differs from its trial, so that the board has something to find: upper
    /// respiratory infections under IsaPd are this many times as likely.
    /// </summary>
    public double RespiratoryInfectionRiskRatioIsaPd { get; init; } = 2.9;

    /// <summary>Median treatment, weeks: ICARIA-MM 47.6, IKEMA 94.0 at the final analyses.</summary>
    public double MedianTreatmentWeeksIsaPd { get; init; } = 47.6;

    /// <inheritdoc cref="MedianTreatmentWeeksIsaPd"/>
    public double MedianTreatmentWeeksIsaKd { get; init; } = 94.0;

    /// <summary>Of the IsaKd patients who react, how many do so in cycle 1 (SmPC 4.4: 94.4 %). Under IsaPd all react at the first infusion.</summary>
    public double FirstCycleShareOfReactorsIsaKd { get; init; } = 0.944;

    /// <summary>Median minute of a reaction's onset (ICARIA-MM: median time to interruption 55 min).</summary>
    public double MedianReactionMinute { get; init; } = 55;

    /// <summary>Median days from the first dose to an event that can happen at any time. Chosen, not published.</summary>
    public double MedianEventDays { get; init; } = 60;

    /// <summary>Chances of the slips that the rules exist for, per infusion. Chosen.</summary>
    public double StaleCountChance { get; init; } = 0.02;

    /// <inheritdoc cref="StaleCountChance"/>
    public double MissingFirstCountChance { get; init; } = 0.08;

    /// <inheritdoc cref="StaleCountChance"/>
    public double PremedicationOutsideWindowChance { get; init; } = 0.03;

    /// <inheritdoc cref="StaleCountChance"/>
    public double PremedicationForgottenChance { get; init; } = 0.015;

    /// <summary>Chance that an event is first recorded without its grade. Chosen.</summary>
    public double UnknownGradeChance { get; init; } = 0.08;

    /// <summary>Chance that a physician decides against a hold. Chosen.</summary>
    public double HoldOverriddenChance { get; init; } = 0.08;

    /// <summary>Chance that an alert is only acknowledged at first and decided a working day later. Chosen.</summary>
    public double AcknowledgedFirstChance { get; init; } = 0.2;

    /// <summary>The physicians have not decided on the alerts of so many days, and do so only this afternoon.</summary>
    public int DaysLeftUndecided { get; init; } = 6;

    internal bool IsOnHoldToday(int index) => index == OnHoldToday && index < Patients;
}
