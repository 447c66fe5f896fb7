using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>A laboratory value as entered: the unit travels with the number.</summary>
/// <param name="LowerLimitOfNormal">The laboratory's LLN in the same unit; null = not known.</param>
/// <param name="TimeKnown">False = only the day of collection is known.</param>
public sealed record LabEntry(
    CourseId CourseId,
    LabTest Test,
    decimal Value,
    string Unit,
    decimal? LowerLimitOfNormal,
    DateTimeOffset CollectedAt,
    bool TimeKnown = true
)
{
    /// <summary>Whether the value was measured, or is only a bound, such as &lt;0.1.</summary>
    public ValueBound Bound { get; init; }
}

/// <summary>A laboratory value as it stands.</summary>
public sealed record LabResult
{
    public required ObservationId Id { get; init; }

    public required CourseId CourseId { get; init; }

    public required LabValue Value { get; init; }

    public required LabValue? LowerLimitOfNormal { get; init; }

    public required string EnteredValue { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>False = only the day of collection is known; <see cref="CollectedAt"/> is then its first instant.</summary>
    public bool TimeKnown { get; init; } = true;

    public PartialTime Collected(UnitClock clock) => PartialTime.Of(CollectedAt, TimeKnown, clock);

    /// <summary>Of two values of one instant the worse stands: in every test of the product that is the lower.</summary>
    public static ClinicalOrder<LabResult> Order(UnitClock clock) =>
        new(
            lab => lab.Collected(clock),
            (one, other) =>
                (other.Value.CanonicalMicro, other.Value.Bound).CompareTo((one.Value.CanonicalMicro, one.Value.Bound)),
            lab => lab.RecordedAt,
            lab => lab.Id.ToString()
        );
}

/// <summary>The values of one test of a course as they stand.</summary>
/// <param name="Newest">Newest first, possibly not all.</param>
/// <param name="Total">How many there are.</param>
public sealed record LabSeries(LabTest Test, IReadOnlyList<LabResult> Newest, int Total);

/// <summary>The blood-pressure readings of a course as they stand.</summary>
/// <param name="Newest">Newest first, possibly not all.</param>
/// <param name="Total">How many there are.</param>
public sealed record PressureSeries(IReadOnlyList<BloodPressureResult> Newest, int Total);

/// <summary>A blood-pressure reading as entered.</summary>
/// <param name="DuringReaction">Taken while an infusion reaction is going on: then it is a sign of the reaction.</param>
/// <param name="Baseline">The pressure before treatment; null = the last reading from before the first infusion as it stands whenever it is read, if there is one.</param>
/// <param name="Persistence">What became of the pressure; null = not known.</param>
public sealed record BloodPressureEntry(
    CourseId CourseId,
    int SystolicMmHg,
    int DiastolicMmHg,
    DateTimeOffset MeasuredAt,
    InfusionId? InfusionId = null,
    bool DuringReaction = false,
    BloodPressureReading? Baseline = null,
    PressurePersistence? Persistence = null
);

/// <summary>A blood-pressure reading as it stands.</summary>
public sealed record BloodPressureResult
{
    public required ObservationId Id { get; init; }

    public required CourseId CourseId { get; init; }

    public required PressureFinding Finding { get; init; }

    public required InfusionId? InfusionId { get; init; }

    public required DateTimeOffset MeasuredAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>Of two readings of one instant the higher stands.</summary>
    public static ClinicalOrder<BloodPressureResult> Order { get; } =
        OrderBy((one, other) => Compare(one.Reading, other.Reading));

    /// <summary>Of two baselines of one instant the lower stands: the rise counts from it.</summary>
    public static ClinicalOrder<BloodPressureResult> BaselineOrder { get; } =
        OrderBy((one, other) => Compare(other.Reading, one.Reading));

    private static ClinicalOrder<BloodPressureResult> OrderBy(Comparison<BloodPressureResult> severity) =>
        new(
            reading => PartialTime.At(reading.MeasuredAt),
            severity,
            reading => reading.RecordedAt,
            reading => reading.Id.ToString()
        );

    private static int Compare(BloodPressureReading one, BloodPressureReading other) =>
        BloodPressureReading.Compare(one.SystolicMmHg, one.DiastolicMmHg, other.SystolicMmHg, other.DiastolicMmHg);

    public BloodPressureReading Reading => Finding.Reading;

    public bool DuringReaction => Finding.DuringReaction;
}

/// <summary>A value or reading that no longer counts, and why.</summary>
public sealed record ReplacedObservation
{
    public required ObservationId Id { get; init; }

    /// <summary>Null for a blood-pressure reading.</summary>
    public required LabTest? Test { get; init; }

    /// <summary>As it was entered, with its unit.</summary>
    public required string Entered { get; init; }

    /// <summary>Taken back as entered in error; otherwise replaced by a corrected one.</summary>
    public required bool TakenBack { get; init; }

    public required string Reason { get; init; }

    /// <summary>When it was corrected or taken back.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public required string ChangedBy { get; init; }
}

/// <summary>What came of recording a value: the id, and the grade it proposes for a person to confirm.</summary>
public sealed record ObservationOutcome(ObservationId Id, GradeProposal Proposal);
