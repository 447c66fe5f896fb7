using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// Everything the rules may look at: one course, and only that course. The evaluation is a pure function of it, so the
/// same facts give the same findings in whatever order they arrived.
/// </summary>
/// <param name="AsOf">The instant of the evaluation (UTC).</param>
/// <param name="AgeYears">Age at the evaluation; null = unknown.</param>
/// <param name="Infusions">All infusions of the course that are not on a far future date, in calendar order.</param>
/// <param name="NeutrophilCounts">All ANC values as they stand after corrections, in any order.</param>
/// <param name="Reactions">Reactions to infusions, by any term of the family, as they stand after corrections.</param>
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
    IReadOnlyDictionary<string, DateTimeOffset> OverriddenHolds
)
{
    /// <summary>All platelet counts as they stand after corrections, in any order.</summary>
    public IReadOnlyList<CellCount> PlateletCounts { get; init; } = [];

    /// <summary>What was ordered in place of the label's premedication, oldest first.</summary>
    public IReadOnlyList<PremedicationOrder> PremedicationOrders { get; init; } = [];

    /// <summary>Infections and neutropenia reported as events, as they stand after corrections.</summary>
    public IReadOnlyList<ConditionFacts> Conditions { get; init; } = [];

    /// <summary>Events for which isatuximab was withdrawn, as they stand after corrections.</summary>
    public IReadOnlyList<WithdrawalFacts> Withdrawals { get; init; } = [];

    /// <summary>The patient's death; null while nothing says so. After it no finding asks anybody for anything.</summary>
    public PatientDeath? Death { get; init; }

    /// <summary>Blood-pressure readings as they stand; read only where a rule may look at them.</summary>
    public IReadOnlyList<PressureFacts> Pressures { get; init; } = [];

    /// <summary>Infusions, started or attempted, that do not keep the regimen's interval.</summary>
    public IReadOnlyList<TooSoonFacts> TooSoon { get; init; } = [];

    /// <summary>Rates above the table; at most one for an infusion, the one furthest above.</summary>
    public IReadOnlyList<RateFacts> RatesAbove { get; init; } = [];
}

/// <summary>An infusion sooner after its neighbour than the regimen leaves.</summary>
/// <param name="At">Its start, or the last attempt of one.</param>
/// <param name="AttemptedAt">The first attempt of a start that was stopped; null where it was entered without one.</param>
public sealed record TooSoonFacts(
    InfusionFacts Infusion,
    DateTimeOffset At,
    DateTimeOffset? AttemptedAt,
    SpacingGap Gap
);

/// <summary>A rate above the table.</summary>
public sealed record RateFacts(InfusionFacts Infusion, RateExcess Excess);

/// <summary>One infusion as the rules see it.</summary>
/// <param name="CalendarOrdinal">Position on the course's calendar, 1-based.</param>
/// <param name="StartedOn">The unit's date of the start: what is stated where the time of day is unknown.</param>
/// <param name="BeginsCycle">The cycle whose first day it is; null on any other day.</param>
public sealed record InfusionFacts(
    InfusionId InfusionId,
    int CalendarOrdinal,
    DateOnly PlannedOn,
    InfusionState State,
    IReadOnlyList<PremedicationGiven> Premedication,
    DateOnly? StartedOn = null,
    int? BeginsCycle = null
)
{
    /// <summary>The day of a start whose time of day is unknown, as an interval; null otherwise.</summary>
    public PartialTime? StartedDay { get; init; }

    /// <summary>The start as precisely as it is known; null before it.</summary>
    public PartialTime? Started => State.StartedAt is { } at ? StartedDay ?? PartialTime.At(at) : null;

    /// <summary>Its interruptions, in time order; read only where a reaction is on record.</summary>
    public IReadOnlyList<InfusionPause> Pauses { get; init; } = [];

    /// <summary>The start as a fact: an instant, a date where only the day is known, or "not started".</summary>
    internal string StartedFact =>
        State.StartedAt is not { } started ? FactWords.NotStarted
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
public sealed record CellCount(
    ObservationId ObservationId,
    long MicroGigaPerLitre,
    DateTimeOffset CollectedAt,
    DateTimeOffset RecordedAt
) : IMeasured
{
    /// <summary>Of two counts of one instant the lower stands; of one number, what is below it.</summary>
    public static ClinicalOrder<CellCount> Order { get; } =
        new(
            count => count.Collected,
            (one, other) => (other.MicroGigaPerLitre, other.Bound).CompareTo((one.MicroGigaPerLitre, one.Bound)),
            count => count.RecordedAt,
            count => count.ObservationId.ToString()
        );

    /// <summary>The day of collection where the time of day is unknown; null otherwise.</summary>
    public PartialTime? CollectedDay { get; init; }

    public PartialTime Collected => CollectedDay ?? PartialTime.At(CollectedAt);

    PartialTime IMeasured.Measured => Collected;

    /// <summary>Whether it was counted, or is only a bound, such as &lt;0.1.</summary>
    public ValueBound Bound { get; init; }

    /// <summary>Invariant, with the sign of a bound.</summary>
    public string Printed => Bound.Sign() + FactValues.GigaPerLitre(MicroGigaPerLitre);

    /// <summary>Surely below: of a bound only where it decides.</summary>
    public bool IsBelow(long microGigaPerLitre) => Bound.SurelyBelow(MicroGigaPerLitre, microGigaPerLitre);

    /// <summary>Surely at the limit or above: of a bound only where it decides, so that no bound releases by chance.</summary>
    public bool IsAtLeast(long microGigaPerLitre) => Bound.SurelyAtLeast(MicroGigaPerLitre, microGigaPerLitre);
}

/// <summary>A blood-pressure reading.</summary>
/// <param name="MeasuredOn">The unit's date of it.</param>
/// <param name="InfusionId">The infusion it was entered for; null when it was entered for none.</param>
/// <param name="DuringReaction">Then it is a sign of the reaction and no pressure of its own.</param>
public sealed record PressureFacts(
    ObservationId ObservationId,
    int SystolicMmHg,
    int DiastolicMmHg,
    DateTimeOffset MeasuredAt,
    DateOnly MeasuredOn,
    DateTimeOffset RecordedAt,
    InfusionId? InfusionId,
    bool DuringReaction
) : IMeasured
{
    /// <summary>Of two readings of one instant the higher stands.</summary>
    public static ClinicalOrder<PressureFacts> Order { get; } =
        new(
            reading => PartialTime.At(reading.MeasuredAt),
            (one, other) =>
                BloodPressureReading.Compare(
                    one.SystolicMmHg,
                    one.DiastolicMmHg,
                    other.SystolicMmHg,
                    other.DiastolicMmHg
                ),
            reading => reading.RecordedAt,
            reading => reading.ObservationId.ToString()
        );

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
    AdverseEventId EventId,
    string LltCode,
    ConditionKind Kind,
    Grade? Grade,
    DateTimeOffset? OnsetAt,
    DateTimeOffset RecordedAt,
    long? BelowMicroGigaPerLitre = null
)
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

/// <summary>An event for which isatuximab was recorded as withdrawn.</summary>
public sealed record WithdrawalFacts(
    AdverseEventId EventId,
    string LltCode,
    Grade? Grade,
    DateTimeOffset? OnsetAt,
    DateTimeOffset RecordedAt
)
{
    /// <summary>When the event began; where that is not known, when it was entered.</summary>
    public DateTimeOffset Since => OnsetAt ?? RecordedAt;
}

/// <summary>A reaction to an infusion, by whatever term of <see cref="ReactionFamily"/>.</summary>
/// <param name="Grade">The worst so far.</param>
/// <param name="InfusionId">Null when it belongs to no infusion.</param>
public sealed record ReactionFacts(
    AdverseEventId EventId,
    string LltCode,
    Grade? Grade,
    InfusionId? InfusionId,
    DateTimeOffset? OnsetAt,
    DateTimeOffset RecordedAt,
    bool Hospitalised
)
{
    /// <summary>How severe it was when, from its onset on: by its own course and at the bedside. Empty = only the worst grade is known.</summary>
    public IReadOnlyList<ReactionStatementAt> Said { get; init; } = [];

    /// <summary>When it began; where that is not known, when it was entered.</summary>
    public DateTimeOffset Since => OnsetAt ?? RecordedAt;

    /// <summary>Whether the last that somebody said about it since its onset is that it is above grade 1. Silence since the onset says nothing.</summary>
    public bool IsSaidToGoOn(DateTimeOffset at) =>
        Said.Skip(1)
            .Where(said => said.At <= at)
            .OrderBy(said => said.At)
            .ThenByDescending(said => said.Now)
            .LastOrDefault()
            ?.Now is ReactionNow.AboveGrade1;

    /// <summary>A recorded event as the rules look at it.</summary>
    /// <param name="infusion">The infusion it belongs to; see <see cref="ReactionFamily.InfusionOf"/>.</param>
    /// <param name="bedside">What was said at that infusion.</param>
    public static ReactionFacts Of(AdverseEventRow row, InfusionId? infusion, IEnumerable<ReactionStatementAt> bedside)
    {
        var told = InfusionReaction.Of(row.Content, row.RecordedAt, row.Course);
        var first = new ReactionStatementAt(
            told.From,
            told.Grade <= AdverseEvents.Grade.Grade1 ? ReactionNow.AtMostGrade1 : ReactionNow.AboveGrade1
        );
        return new ReactionFacts(
            row.EventId,
            row.Content.LltCode,
            row.Course.Worst,
            infusion,
            row.Content.OnsetAt,
            row.RecordedAt,
            row.Content.Seriousness.HasFlag(SeriousnessCriteria.Hospitalisation)
        )
        {
            Said = [first, .. told.Course.Concat(bedside).Where(said => said.At >= told.From)],
        };
    }
}
