using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>What kind of study a population comes from.</summary>
public enum PopulationKind
{
    /// <summary>A randomised trial with a control arm: ICARIA-MM, IKEMA.</summary>
    RandomisedTrial = 1,

    /// <summary>An early-phase cohort, a pool or a subgroup reported beside the trials. Never compared with.</summary>
    Cohort = 2,

    /// <summary>An early-phase cohort treated with a regimen of the unit: compared with only where no trial has a rate, and then named as what it is.</summary>
    LastResort = 3,
}

/// <summary>One arm of a population: its safety population and, where the unit gives the same, its regimen.</summary>
/// <param name="Id">Unique within the population, e.g. <c>IsaPd</c>.</param>
/// <param name="Patients">Size of the safety population.</param>
/// <param name="Regimen">The product's regimen; null for control arms and for cohorts treated otherwise.</param>
/// <param name="Calculated">Set where the source prints no size and it was worked out; says from what.</param>
public sealed record PopulationArm(
    string Id,
    LocalizedText Name,
    int Patients,
    Regimen? Regimen,
    LocalizedText? Calculated,
    ReferenceSource Source
);

/// <summary>The CTCAE version a population was graded by.</summary>
/// <param name="Verified">Whether the protocol or publication was read for it.</param>
public sealed record GradedBy(CtcaeVersion Version, bool Verified, LocalizedText Note);

/// <summary>Patients that a publication reports about.</summary>
/// <param name="Id">Stable, e.g. <c>icariaMm</c>.</param>
/// <param name="Phase">Roman, e.g. <c>III</c> or <c>Ib</c>; null where the source does not say.</param>
/// <param name="Registry">ClinicalTrials.gov number; null where not known.</param>
/// <param name="Ctcae">Null where not even recalled.</param>
/// <param name="Route">How isatuximab was given; patients of another route are never compared with it.</param>
/// <param name="WithoutRate">What the source says in words where it gives no figure at all; such a population has no row.</param>
/// <param name="Arms">Empty only where the source gives not even a number of patients.</param>
public sealed record Population(
    string Id,
    string Title,
    PopulationKind Kind,
    string? Phase,
    string? Registry,
    string Publication,
    ReferenceSource Source,
    GradedBy? Ctcae,
    LocalizedText? WithoutRate,
    IReadOnlyList<PopulationArm> Arms,
    InfusionRoute Route = InfusionRoute.Intravenous
);

/// <summary>How long an arm was treated, at one analysis. Not the follow-up: patients are followed long after treatment ends.</summary>
/// <param name="MedianWeeks">Median duration of treatment in weeks.</param>
public sealed record TreatmentExposure(string ArmId, decimal MedianWeeks, bool Verified, ReferenceSource Source);

/// <summary>The state of a population at one analysis.</summary>
/// <param name="Date">Cut-off; null where unknown.</param>
/// <param name="MedianFollowUpMonths">Median follow-up, not exposure; null where unknown.</param>
/// <param name="Exposures">By arm; an arm that is not named here has an unknown exposure.</param>
public sealed record DataCut(
    string Id,
    Population Population,
    string Label,
    DateOnly? Date,
    bool DateVerified,
    ReferenceSource? DateSource,
    decimal? MedianFollowUpMonths,
    bool MedianFollowUpVerified,
    ReferenceSource? FollowUpSource,
    IReadOnlyList<TreatmentExposure> Exposures,
    string Note
)
{
    /// <summary>Null where unknown.</summary>
    public TreatmentExposure? ExposureOf(string armId) =>
        Exposures.FirstOrDefault(e => string.Equals(e.ArmId, armId, StringComparison.Ordinal));
}

/// <param name="Tag">Short key, e.g. <c>EU-48</c>.</param>
/// <param name="Address">Where it can be read; for an unread source says so.</param>
/// <param name="Read">False for figures that were recalled and read nowhere: no row of such a source is verified.</param>
public sealed record ReferenceSource(string Tag, string Title, string Address, bool Read);

/// <summary>How the shipped rows were entered: by whom, when and from what.</summary>
/// <param name="On">The day for every row that names none of its own.</param>
public sealed record LedgerEntry(DateOnly On, LocalizedText By, LocalizedText How);

/// <summary>Rows that name the same event differently, to be shown side by side with the explanation.</summary>
/// <param name="Key">Which the rows name.</param>
/// <param name="Why">Why they differ.</param>
public sealed record SourceComparison(string Key, LocalizedText Title, LocalizedText Why);
