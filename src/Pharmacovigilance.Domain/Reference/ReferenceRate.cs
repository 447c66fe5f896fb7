using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>A randomised trial whose safety population is compared with.</summary>
public enum Trial
{
    /// <summary>ICARIA-MM, NCT02990338: IsaPd against Pd.</summary>
    IcariaMm = 1,

    /// <summary>IKEMA, NCT03275285: IsaKd against Kd.</summary>
    Ikema = 2,
}

/// <summary>The regimen of a trial arm.</summary>
public enum TrialArm
{
    /// <summary>Isatuximab, pomalidomide, dexamethasone.</summary>
    IsaPd = 1,

    /// <summary>Isatuximab, carfilzomib, dexamethasone.</summary>
    IsaKd = 2,

    /// <summary>Pomalidomide, dexamethasone: the control of ICARIA-MM. Never compared on the board.</summary>
    Pd = 3,

    /// <summary>Carfilzomib, dexamethasone: the control of IKEMA. Never compared on the board.</summary>
    Kd = 4,
}

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
}

/// <summary>Whether a row may be relied on.</summary>
public enum RowStatus
{
    /// <summary>Read in the cited source.</summary>
    Verified = 1,

    /// <summary>Not read in a primary document: shown as such, never compared with.</summary>
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
}

/// <summary>One summand of a count.</summary>
/// <param name="RowId">The row it belongs to.</param>
/// <param name="Patients">Its count; where that row's percent alone fits several counts, the note of the sum says why this one.</param>
public sealed record CountPart(string RowId, int Patients);

/// <summary>The state of a trial at one analysis.</summary>
/// <param name="Date">Cut-off; null where unknown.</param>
/// <param name="MedianFollowUpMonths">Median follow-up, not exposure; null where unknown.</param>
public sealed record DataCut(
    string Id,
    Trial Trial,
    string Label,
    DateOnly? Date,
    bool DateVerified,
    decimal? MedianFollowUpMonths,
    bool MedianFollowUpVerified,
    string Note);

/// <param name="Tag">Short key, e.g. <c>EU-48</c>.</param>
/// <param name="Address">Where it can be read; for an unread source says so.</param>
public sealed record ReferenceSource(string Tag, string Title, string Address);

/// <summary>One published rate: x of n patients with at least one event.</summary>
/// <param name="Id">Stable and readable; never reused.</param>
/// <param name="Event">The event as published.</param>
/// <param name="Llt">MedDRA LLT of the CTCAE term it is compared with; null where there is none.</param>
/// <param name="Grouping">What the published term pools, in words.</param>
/// <param name="Band">Null only in a rejected row whose source does not say.</param>
/// <param name="InfusionOrdinal">Set where the rate is of reactions at this infusion; null for the whole treatment.</param>
/// <param name="Patients">Denominator n.</param>
/// <param name="Percent">As printed; null where the source prints none.</param>
/// <param name="PatientsWithEvent">x; null where the source does not fix a whole number.</param>
/// <param name="StatusReason">Mandatory unless verified.</param>
/// <param name="OnBoard">The row the live board compares its stream with.</param>
public sealed record ReferenceRate(
    string Id,
    DataCut Cut,
    TrialArm Arm,
    string Event,
    string? Llt,
    EventBasis Basis,
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
    bool OnBoard,
    string Note)
{
    public Trial Trial => Cut.Trial;

    /// <summary>The product's regimen of an isatuximab arm; null for a control arm.</summary>
    public Regimen? Regimen => Arm switch
    {
        TrialArm.IsaPd => Domain.Patients.Regimen.IsaPd,
        TrialArm.IsaKd => Domain.Patients.Regimen.IsaKd,
        TrialArm.Pd or TrialArm.Kd => null,
    };

    /// <summary>ClinicalTrials.gov number.</summary>
    public string Nct => Trial switch
    {
        Trial.IcariaMm => "NCT02990338",
        Trial.Ikema => "NCT03275285",
    };
}
