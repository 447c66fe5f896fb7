using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Alerts;

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
    IReadOnlyList<NeutrophilCount> NeutrophilCounts,
    IReadOnlyList<ReactionFacts> Reactions,
    IReadOnlyDictionary<string, DateTimeOffset> OverriddenHolds);

/// <summary>One infusion as the rules see it.</summary>
/// <param name="CalendarOrdinal">Position on the course's calendar, 1-based.</param>
/// <param name="StartedOn">The unit's date of the start: what is stated where the time of day is unknown.</param>
public sealed record InfusionFacts(
    InfusionId InfusionId, int CalendarOrdinal, DateOnly PlannedOn, InfusionState State, IReadOnlyList<PremedicationGiven> Premedication,
    DateOnly? StartedOn = null)
{
    /// <summary>The start as a fact: an instant, a date where only the day is known, or "not started".</summary>
    internal string StartedFact => State.StartedAt is not { } started ? FactWords.NotStarted
        : State.StartTimeKnown ? FactValues.Of(started)
        : StartedOn is { } day ? FactValues.Of(day)
        : FactWords.Unknown;
}

/// <summary>An absolute neutrophil count.</summary>
/// <param name="MicroGigaPerLitre">Millionths of 10⁹/L, ≥ 0: 0.49 ×10⁹/L = 490 000.</param>
/// <param name="RecordedAt">When it was entered: a value counts against an override only if it was entered after it.</param>
public sealed record NeutrophilCount(ObservationId ObservationId, long MicroGigaPerLitre, DateTimeOffset CollectedAt, DateTimeOffset RecordedAt);

/// <summary>An infusion reaction or anaphylaxis.</summary>
/// <param name="InfusionId">Null when it is not linked to an infusion.</param>
public sealed record ReactionFacts(
    AdverseEventId EventId, string LltCode, Grade? Grade, InfusionId? InfusionId, DateTimeOffset? OnsetAt, DateTimeOffset RecordedAt, bool Hospitalised);
