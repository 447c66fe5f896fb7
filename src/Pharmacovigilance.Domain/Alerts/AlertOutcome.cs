using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Alerts;

/// <summary>What became of the patient after a decision, as the next infusion showed it. Stored by name.</summary>
public enum AlertOutcome
{
    /// <summary>The count had reached the limit of its rule.</summary>
    CountRecovered = 1,

    /// <summary>The count was still below it.</summary>
    CountNotRecovered = 2,

    /// <summary>No count was taken in between: whether it recovered is not known.</summary>
    CountNotRepeated = 3,

    /// <summary>The next infusion was given and no reaction observed.</summary>
    NoReaction = 4,

    /// <summary>The reaction came again.</summary>
    ReactionRepeated = 5,

    /// <summary>The next infusion was given and nothing stated about reactions: unknown.</summary>
    ReactionNotReported = 6,

    /// <summary>The blood pressure was below the limit again.</summary>
    PressureRecovered = 7,

    /// <summary>The blood pressure was still at or above the limit.</summary>
    PressureNotRecovered = 8,

    /// <summary>No reading was taken in between: unknown.</summary>
    PressureNotRepeated = 9,

    /// <summary>The next infusion was given with all planned premedication in time.</summary>
    PremedicationComplete = 10,

    /// <summary>Premedication was missing or out of time again.</summary>
    PremedicationIncomplete = 11,

    /// <summary>No further infusion: the course has ended.</summary>
    TreatmentEnded = 12,

    /// <summary>A count was obtained before the next infusion.</summary>
    CountObtained = 13,
}

/// <summary>The outcome of a decision and what it was read from.</summary>
/// <param name="InfusionId">The infusion that showed it; null where there is none any more.</param>
/// <param name="Monitored">Whether what "will monitor" promises was done; null where nothing can say so.</param>
public sealed record OutcomeFinding(
    AlertOutcome Outcome,
    InfusionId? InfusionId,
    bool? Monitored,
    IReadOnlyList<Fact> Facts
)
{
    /// <summary>Only what was hoped for closes an alert by itself; unknown is not good news.</summary>
    public bool IsFavourable =>
        Outcome
            is AlertOutcome.CountRecovered
                or AlertOutcome.CountObtained
                or AlertOutcome.NoReaction
                or AlertOutcome.PressureRecovered
                or AlertOutcome.PremedicationComplete
                or AlertOutcome.TreatmentEnded;
}
