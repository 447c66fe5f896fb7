namespace Pharmacovigilance.Domain.Infusions;

/// <summary>Where an infusion stands. Ended and NotGiven are terminal. Stored by name.</summary>
public enum InfusionStatus
{
    /// <summary>On the calendar, nothing given yet.</summary>
    Planned = 1,

    /// <summary>At least one premedication drug is recorded as given.</summary>
    Premedicated = 2,

    /// <summary>The drug is running at a known rate.</summary>
    Running = 3,

    /// <summary>Stopped for the moment; may be resumed or ended.</summary>
    Interrupted = 4,

    /// <summary>Finished or stopped, with a statement about reactions. Terminal.</summary>
    Ended = 5,

    /// <summary>Planned, but not given; carries the reason. Terminal.</summary>
    NotGiven = 6,
}

/// <summary>What a step of an infusion records. Stored by name.</summary>
public enum InfusionStepKind
{
    /// <summary>Premedication drugs given; the drugs are rows of their own.</summary>
    Premedicated = 1,

    /// <summary>Start: weight, brand, batch number and initial rate.</summary>
    Started = 2,

    /// <summary>New rate while running.</summary>
    RateChanged = 3,

    /// <summary>Stopped for the moment, with a reason.</summary>
    Interrupted = 4,

    /// <summary>Running again at the stated rate.</summary>
    Resumed = 5,

    /// <summary>Finished or stopped for good, with the statement about reactions.</summary>
    Ended = 6,

    /// <summary>Will not be given, with a reason.</summary>
    NotGiven = 7,
}

/// <summary>
/// The statement about reactions without which an infusion cannot end: absence has to be said, or the denominator is
/// wrong. Stored by name.
/// </summary>
public enum ReactionStatement
{
    /// <summary>At least one adverse event of this infusion is recorded.</summary>
    ReactionsRecorded = 1,

    /// <summary>Somebody looked, and there was none.</summary>
    NoReactionObserved = 2,

    /// <summary>Not reported (records taken over from elsewhere): the patient leaves numerator and denominator.</summary>
    NotReported = 3,
}

/// <summary>One recorded step. Steps are never changed: a correction is a new row naming the row it replaces.</summary>
/// <param name="At">When it happened (UTC).</param>
/// <param name="RateMicrolitresPerHour">Rate from this step on, µL/h (12.5 mL/h = 12 500); set for start, rate change, resume.</param>
/// <param name="WeightGrams">Body weight at start, g; null = unknown, and then the dose is unknown too.</param>
/// <param name="Supersedes">The step this row corrects.</param>
/// <param name="Reason">Why it was interrupted or not given, or why the rate is another than offered; mandatory there.</param>
/// <param name="CorrectionReason">Why the earlier row was wrong; mandatory for every correction, and never in place of <paramref name="Reason"/>.</param>
/// <param name="TakenOver">
/// Taken over afterwards from another record: what that record does not say (rate, brand, batch, premedication) is unknown,
/// where a nurse at the bedside would have to say it.
/// </param>
/// <param name="TimeKnown">False = only the day is known; <paramref name="At"/> is then noon on the unit's wall, for the order alone.</param>
/// <param name="Route">Of a start: how the drug is given, and which trials it may be compared with. A subcutaneous one has no rate.</param>
/// <param name="FlatDoseMicrograms">Dose of a subcutaneous start, µg, as it stood in the data on that day.</param>
/// <param name="OfferedRateMicrolitresPerHour">The rate that was offered, µL/h; another one needs a reason. Null = none was offered.</param>
/// <param name="Confirmation">The answer to what the step was asked about; null where it was asked about nothing.</param>
public sealed record InfusionStep(
    InfusionStepId Id,
    InfusionId InfusionId,
    InfusionStepKind Kind,
    DateTimeOffset At,
    long? RateMicrolitresPerHour = null,
    long? WeightGrams = null,
    string? Brand = null,
    string? BatchNumber = null,
    ReactionStatement? Reaction = null,
    string? Reason = null,
    InfusionStepId? Supersedes = null,
    string? CorrectionReason = null,
    bool TakenOver = false,
    bool TimeKnown = true,
    InfusionRoute Route = InfusionRoute.Intravenous,
    long? FlatDoseMicrograms = null,
    long? OfferedRateMicrolitresPerHour = null,
    StepConfirmation? Confirmation = null
);

/// <summary>One premedication drug as given.</summary>
/// <param name="Drug">Drug code of the regimen's premedication plan, e.g. <c>dexamethasone</c>.</param>
/// <param name="DoseMicrograms">Dose, µg; null = not stated.</param>
/// <param name="Route">Null = not stated.</param>
/// <param name="GivenBy">Who gave it, who need not be who recorded it; null = not stated.</param>
/// <param name="RecordedBy">Read for pages only; the rules never look at it.</param>
public sealed record PremedicationGiven(
    InfusionStepId StepId,
    InfusionId InfusionId,
    string Drug,
    long? DoseMicrograms,
    PremedicationRoute? Route,
    DateTimeOffset GivenAt,
    Giver? GivenBy = null,
    string? RecordedBy = null
);

/// <summary>The person who gave a drug.</summary>
/// <param name="UserId">Null for somebody without an account in this unit.</param>
/// <param name="Name">As it was then.</param>
public sealed record Giver(UserId? UserId, string Name);
