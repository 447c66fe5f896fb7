namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>Every kind of oracle file the program can recompute.</summary>
internal static class OracleKinds
{
    public static IReadOnlyList<OracleKind> All { get; } =
    [
        EvidenceOracles.Cohort,
        EvidenceOracles.Bounds,
        EvidenceOracles.Boundary,
        EvidenceOracles.Path,
        EvidenceOracles.ExposureTime,
        EvidenceOracles.FalseAlarms,
        SpreadOracles.Cohort,
        SpreadOracles.Reached,
        IntervalOracles.Binomial,
        IntervalOracles.Anytime,
        IntervalOracles.Poisson,
        IntervalOracles.Posterior,
        IntervalOracles.Ratio,
        FamilyOracles.Multiplicity,
        ExposureOracles.Treatment,
        ExposureOracles.Constant,
        ExposureOracles.Reactions,
        ExposureOracles.Schedule,
        MaturityOracles.Maturity,
        TimeToEventOracles.Cohort,
        TimeToEventOracles.KaplanMeier,
        TimeToEventOracles.Incidence,
        TimeToEventOracles.Recurrent,
        TimeToEventOracles.MeanCount,
    ];
}
