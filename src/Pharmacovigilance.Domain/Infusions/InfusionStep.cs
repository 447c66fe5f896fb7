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
public sealed record InfusionStep
{
    public required InfusionStepId Id { get; init; }

    public required InfusionId InfusionId { get; init; }

    public required InfusionStepKind Kind { get; init; }

    /// <summary>When it happened (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Rate from this step on, µL/h (12.5 mL/h = 12 500); set for start, rate change, resume.</summary>
    public long? RateMicrolitresPerHour { get; init; }

    /// <summary>Body weight at start, g; null = unknown, and then the dose is unknown too.</summary>
    public long? WeightGrams { get; init; }

    public string? Brand { get; init; }

    public string? BatchNumber { get; init; }

    public ReactionStatement? Reaction { get; init; }

    /// <summary>Why it was interrupted or not given, or why the rate is another than offered; mandatory there.</summary>
    public string? Reason { get; init; }

    /// <summary>The step this row corrects.</summary>
    public InfusionStepId? Supersedes { get; init; }

    /// <summary>Why the earlier row was wrong; mandatory for every correction, and never in place of <see cref="Reason"/>.</summary>
    public string? CorrectionReason { get; init; }

    /// <summary>
    /// Taken over afterwards from another record: what that record does not say (rate, brand, batch, premedication) is unknown,
    /// where a nurse at the bedside would have to say it.
    /// </summary>
    public bool TakenOver { get; init; }

    /// <summary>False = only the day is known; <see cref="At"/> is then noon on the unit's wall, for the order alone.</summary>
    public bool TimeKnown { get; init; } = true;

    /// <summary>Of a start: how the drug is given, and which trials it may be compared with. A subcutaneous one has no rate.</summary>
    public InfusionRoute Route { get; init; } = InfusionRoute.Intravenous;

    /// <summary>Dose of a subcutaneous start, µg, as it stood in the data on that day.</summary>
    public long? FlatDoseMicrograms { get; init; }

    /// <summary>The rate that was offered, µL/h; another one needs a reason. Null = none was offered.</summary>
    public long? OfferedRateMicrolitresPerHour { get; init; }

    /// <summary>The answer to what the step was asked about; null where it was asked about nothing.</summary>
    public StepConfirmation? Confirmation { get; init; }
}

/// <summary>One premedication drug as given.</summary>
public sealed record PremedicationGiven
{
    public required InfusionStepId StepId { get; init; }

    public required InfusionId InfusionId { get; init; }

    /// <summary>Drug code of the regimen's premedication plan, e.g. <c>dexamethasone</c>.</summary>
    public required string Drug { get; init; }

    /// <summary>Dose, µg; null = not stated.</summary>
    public required long? DoseMicrograms { get; init; }

    /// <summary>Null = not stated.</summary>
    public required PremedicationRoute? Route { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>Who gave it, who need not be who recorded it; null = not stated.</summary>
    public Giver? GivenBy { get; init; }

    /// <summary>Read for pages only; the rules never look at it.</summary>
    public string? RecordedBy { get; init; }
}

/// <summary>The person who gave a drug.</summary>
/// <param name="UserId">Null for somebody without an account in this unit.</param>
/// <param name="Name">As it was then.</param>
public sealed record Giver(UserId? UserId, string Name);
