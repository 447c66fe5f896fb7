using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Alerts.Rules;

/// <summary>
/// Everything the rules may look at: one course, and only that course. The evaluation is a pure function of it, so the
/// same facts give the same findings in whatever order they arrived.
/// </summary>
/// <param name="AsOf">The instant of the evaluation (UTC).</param>
/// <param name="AgeYears">Age at the evaluation; null = unknown.</param>
/// <param name="Infusions">All infusions of the course that are not on a far future date, in calendar order.</param>
/// <param name="NeutrophilCounts">All ANC values as they stand after corrections, in any order.</param>
/// <param name="Reactions">Infusion reactions and anaphylaxis of the course as they stand after corrections.</param>
/// <param name="OverriddenHolds">Hold subjects a physician has overridden, with the instant.</param>
public sealed record CourseFacts(
    CourseId CourseId,
    PatientId PatientId,
    Regimen Regimen,
    int? AgeYears,
    DateTimeOffset AsOf,
    IReadOnlyList<InfusionFacts> Infusions,
    IReadOnlyList<CellCount> NeutrophilCounts,
    IReadOnlyList<ReactionFacts> Reactions,
    IReadOnlyDictionary<string, DateTimeOffset> OverriddenHolds)
{
    /// <summary>All platelet counts as they stand after corrections, in any order.</summary>
    public IReadOnlyList<CellCount> PlateletCounts { get; init; } = [];

    /// <summary>Infections and neutropenia reported as events, as they stand after corrections.</summary>
    public IReadOnlyList<ConditionFacts> Conditions { get; init; } = [];

    /// <summary>Blood-pressure readings as they stand; read only where a rule may look at them.</summary>
    public IReadOnlyList<PressureFacts> Pressures { get; init; } = [];
}

/// <summary>One infusion as the rules see it.</summary>
/// <param name="CalendarOrdinal">Position on the course's calendar, 1-based.</param>
/// <param name="StartedOn">The unit's date of the start: what is stated where the time of day is unknown.</param>
/// <param name="BeginsCycle">The cycle whose first day it is; null on any other day.</param>
public sealed record InfusionFacts(
    InfusionId InfusionId, int CalendarOrdinal, DateOnly PlannedOn, InfusionState State, IReadOnlyList<PremedicationGiven> Premedication,
    DateOnly? StartedOn = null, int? BeginsCycle = null)
{
    /// <summary>The day of a start whose time of day is unknown, as an interval; null otherwise.</summary>
    public PartialTime? StartedDay { get; init; }

    /// <summary>The start as precisely as it is known; null before it.</summary>
    public PartialTime? Started => State.StartedAt is { } at ? StartedDay ?? PartialTime.At(at) : null;

    /// <summary>The start as a fact: an instant, a date where only the day is known, or "not started".</summary>
    internal string StartedFact => State.StartedAt is not { } started ? FactWords.NotStarted
        : State.StartTimeKnown ? FactValues.Of(started)
        : StartedOn is { } day ? FactValues.Of(day)
        : FactWords.Unknown;
}

/// <summary>What an episode is made of.</summary>
internal interface IMeasured
{
    ObservationId ObservationId { get; }

    PartialTime Measured { get; }

    DateTimeOffset RecordedAt { get; }
}

/// <summary>A neutrophil or platelet count.</summary>
/// <param name="MicroGigaPerLitre">Millionths of 10⁹/L, ≥ 0: 0.49 ×10⁹/L = 490 000.</param>
/// <param name="CollectedAt">Where <see cref="CollectedDay"/> is set, any instant of it.</param>
/// <param name="RecordedAt">When it was entered: a value counts against an override only if it was entered after it.</param>
public sealed record CellCount(ObservationId ObservationId, long MicroGigaPerLitre, DateTimeOffset CollectedAt, DateTimeOffset RecordedAt) : IMeasured
{
    /// <summary>Of two counts of one instant the lower stands.</summary>
    public static ClinicalOrder<CellCount> Order { get; } = new(
        count => count.Collected, (one, other) => other.MicroGigaPerLitre.CompareTo(one.MicroGigaPerLitre), count => count.RecordedAt, count => count.ObservationId.ToString());

    /// <summary>The day of collection where the time of day is unknown; null otherwise.</summary>
    public PartialTime? CollectedDay { get; init; }

    public PartialTime Collected => CollectedDay ?? PartialTime.At(CollectedAt);

    PartialTime IMeasured.Measured => Collected;
}

/// <summary>A blood-pressure reading.</summary>
/// <param name="MeasuredOn">The unit's date of it.</param>
/// <param name="InfusionId">The infusion it was entered for; null when it was entered for none.</param>
/// <param name="DuringReaction">Then it is a sign of the reaction and no pressure of its own.</param>
public sealed record PressureFacts(
    ObservationId ObservationId, int SystolicMmHg, int DiastolicMmHg, DateTimeOffset MeasuredAt, DateOnly MeasuredOn, DateTimeOffset RecordedAt,
    InfusionId? InfusionId, bool DuringReaction) : IMeasured
{
    /// <summary>Of two readings of one instant the higher stands.</summary>
    public static ClinicalOrder<PressureFacts> Order { get; } = new(
        reading => PartialTime.At(reading.MeasuredAt),
        (one, other) => BloodPressureReading.Compare(one.SystolicMmHg, one.DiastolicMmHg, other.SystolicMmHg, other.DiastolicMmHg),
        reading => reading.RecordedAt, reading => reading.ObservationId.ToString());

    PartialTime IMeasured.Measured => PartialTime.At(MeasuredAt);
}

/// <summary>What kind of reported event a rule may look at beside infusion reactions.</summary>
public enum ConditionKind
{
    /// <summary>Neutropenia reported with a grade and without a value.</summary>
    ReportedNeutropenia = 1,

    /// <summary>Febrile neutropenia.</summary>
    FebrileNeutropenia = 2,

    /// <summary>Any term of the system organ class of infections.</summary>
    Infection = 3,

    /// <summary>Low platelets reported with a grade and without a value.</summary>
    ReportedThrombocytopenia = 4,
}

/// <summary>A reported event other than an infusion reaction.</summary>
/// <param name="Grade">The worst so far.</param>
/// <param name="BelowMicroGigaPerLitre">
/// What that grade says about the count by its own CTCAE version: below this many millionths of 10⁹/L. Null = nothing.
/// </param>
public sealed record ConditionFacts(
    AdverseEventId EventId, string LltCode, ConditionKind Kind, Grade? Grade, DateTimeOffset? OnsetAt, DateTimeOffset RecordedAt,
    long? BelowMicroGigaPerLitre = null)
{
    /// <summary>The day it began where the time of day is unknown; null otherwise.</summary>
    public PartialTime? OnsetDay { get; init; }

    /// <summary>When it became as severe as <see cref="Grade"/>, where that was after its onset.</summary>
    public DateTimeOffset? WorsenedAt { get; init; }

    /// <summary>The last instant of the unit's day on which it reached its grade: a count of that day may be the one behind the report.</summary>
    public DateTimeOffset? ReachedDayEnd { get; init; }

    /// <summary>When it began, as precisely as known; null = unknown.</summary>
    public PartialTime? Onset => OnsetDay ?? (OnsetAt is { } at ? PartialTime.At(at) : null);

    /// <summary>When it began; where that is not known, when it was entered.</summary>
    public PartialTime Since => Onset ?? PartialTime.At(RecordedAt);

    /// <summary>Since when it is as severe as its grade says.</summary>
    public PartialTime Reached => WorsenedAt is { } at ? PartialTime.At(at) : Since;
}

/// <summary>An infusion reaction or anaphylaxis.</summary>
/// <param name="InfusionId">Null when it is not linked to an infusion.</param>
public sealed record ReactionFacts(
    AdverseEventId EventId, string LltCode, Grade? Grade, InfusionId? InfusionId, DateTimeOffset? OnsetAt, DateTimeOffset RecordedAt, bool Hospitalised);
