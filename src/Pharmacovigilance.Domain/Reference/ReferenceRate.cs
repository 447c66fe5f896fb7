using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>What was counted. The two differ by a factor of two for neutropenia in the same patients, so they are never mixed.</summary>
public enum EventBasis
{
    /// <summary>An adverse event somebody reported.</summary>
    AdverseEvent = 1,

    /// <summary>A laboratory value beyond a limit, reported or not.</summary>
    Laboratory = 2,
}

/// <summary>Which grades a rate counts. Per-grade bands count patients by their worst grade.</summary>
public enum GradeBand
{
    /// <summary>Any grade.</summary>
    Any = 1,

    /// <summary>Grade 3 or higher.</summary>
    GradeAtLeast3 = 2,

    /// <summary>Worst grade 1.</summary>
    Grade1 = 11,

    /// <summary>Worst grade 2.</summary>
    Grade2 = 12,

    /// <summary>Worst grade 3.</summary>
    Grade3 = 13,

    /// <summary>Worst grade 4.</summary>
    Grade4 = 14,

    /// <summary>Grade 5: death by the event.</summary>
    Grade5 = 15,
}

/// <summary>Whether a row may be relied on.</summary>
public enum RowStatus
{
    /// <summary>Read in the cited source at entry, or by two persons of the unit (<see cref="ReferenceRate.InUnit"/>).</summary>
    Verified = 1,

    /// <summary>Not read in a primary document: shown as such, never compared with until two persons have read it.</summary>
    Unverified = 2,

    /// <summary>Known to be wrong or to mean nothing definite; kept with its reason so that nobody enters it again. Terminal.</summary>
    Rejected = 3,
}

/// <summary>Where the number of patients comes from.</summary>
public enum CountDerivation
{
    /// <summary>The source prints the number of patients.</summary>
    Printed = 1,

    /// <summary>The only whole number of patients that rounds to the printed percent.</summary>
    FromPercent = 2,

    /// <summary>The sum of the worst-grade counts named in <see cref="ReferenceRate.SumOf"/>.</summary>
    SumOfGrades = 3,

    /// <summary>Worked out from percentages with an arm size that was itself worked out; printed nowhere, so never shipped as verified.</summary>
    Calculated = 4,

    /// <summary>The only whole number of patients that fits both the printed percent and that of a second source, which the note names.</summary>
    WithSecondSource = 5,
}

/// <summary>What the published event counts. A laboratory finding is no term and has none of these.</summary>
public enum TermKind
{
    /// <summary>One preferred term.</summary>
    Preferred = 1,

    /// <summary>Several preferred terms pooled.</summary>
    Grouped = 2,

    /// <summary>The source does not say.</summary>
    NotStated = 3,
}

/// <summary>One summand of a count.</summary>
/// <param name="RowId">The row it belongs to.</param>
/// <param name="Patients">Its count; where that row's percent alone fits several counts, the note of the sum says why this one.</param>
public sealed record CountPart(string RowId, int Patients);

/// <summary>One published rate: x of n patients with at least one event.</summary>
/// <param name="Id">Stable and readable; never reused.</param>
/// <param name="Event">The event as published.</param>
/// <param name="Llt">MedDRA LLT of the CTCAE term it is compared with; null where there is none.</param>
/// <param name="TermKind">Null exactly for laboratory findings.</param>
/// <param name="Grouping">What the published term pools, in words.</param>
/// <param name="Band">Null only in a rejected row whose source does not say.</param>
/// <param name="InfusionOrdinal">Set where the rate is of reactions at this infusion; null for the whole treatment.</param>
/// <param name="Patients">Denominator n.</param>
/// <param name="Percent">As printed; null where the source prints none.</param>
/// <param name="PatientsWithEvent">x; null where the source does not fix a whole number.</param>
/// <param name="StatusReason">Mandatory unless verified as shipped.</param>
/// <param name="EnteredOn">The day the row entered the ledger.</param>
/// <param name="OnBoard">The one row of its stream that the live board compares with, as soon as it is verified.</param>
/// <param name="Comparison">Key of the <see cref="SourceComparison"/> it belongs to; null for most.</param>
public sealed record ReferenceRate(
    string Id,
    DataCut Cut,
    PopulationArm Arm,
    string Event,
    string? Llt,
    EventBasis Basis,
    TermKind? TermKind,
    string Grouping,
    GradeBand? Band,
    int? InfusionOrdinal,
    int Patients,
    PrintedPercent? Percent,
    int? PatientsWithEvent,
    CountDerivation? Derivation,
    IReadOnlyList<CountPart> SumOf,
    RowStatus Status,
    string? StatusReason,
    ReferenceSource Source,
    DateOnly EnteredOn,
    bool OnBoard,
    string? Comparison,
    string Note
)
{
    /// <summary>False where the source does not say which arm the figure is of; <see cref="Arm"/> is then what the text leads one to think.</summary>
    public bool ArmStated { get; init; } = true;

    /// <summary>The two persons of the unit who read an unverified row in the publication; null for a row as shipped.</summary>
    public UnitVerification? InUnit { get; init; }

    public Population Population => Cut.Population;

    /// <summary>How its population was treated.</summary>
    public InfusionRoute Route => Population.Route;

    /// <summary>The product's regimen of the arm; null for a control arm or a cohort.</summary>
    public Regimen? Regimen => Arm.Regimen;
}
