namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>What became of a raised pressure. Not knowing it is <c>null</c>, never the mildest of these.</summary>
public enum PressurePersistence
{
    /// <summary>Settled within one hour and did not come back.</summary>
    Transient = 1,

    /// <summary>Came back, each time for one hour or less.</summary>
    Recurrent = 2,

    /// <summary>Lasted longer than one hour: also persistent, since v6.0 writes "persisting over 1 hour" and prints no other time for adults.</summary>
    OverOneHour = 3,
}

/// <summary>A reading with what its grade may depend on.</summary>
/// <param name="DuringReaction">Taken while an infusion reaction was going on.</param>
/// <param name="Baseline">The patient's pressure before treatment; null = not known.</param>
/// <param name="Persistence">null = not known.</param>
public sealed record PressureFinding(
    BloodPressureReading Reading,
    bool DuringReaction,
    BloodPressureReading? Baseline = null,
    PressurePersistence? Persistence = null
);

/// <summary>Proposes a grade of hypertension for an adult.</summary>
/// <remarks>
/// Each grade is met, not met or unknown. The highest grade met is proposed only when no higher one is unknown: what is
/// missing never lowers a grade, and is not asked for where it cannot change the outcome.
/// </remarks>
public static class BloodPressureGrading
{
    public static GradeProposal Propose(CtcaeDictionary dictionary, PressureFinding finding)
    {
        if (finding.DuringReaction)
            return GradeProposal.Ungradable(GradeReason.TakenDuringInfusionReaction);
        if (dictionary.Find(CtcaeTerms.Hypertension) is not { BloodPressure: { Count: > 0 } limits } term)
            return GradeProposal.Ungradable(GradeReason.NoNumericCriterion);

        bool persistenceMissing = false,
            baselineMissing = false;
        foreach (var limit in limits)
        {
            bool? byHeight = IsHighEnough(limit, finding);
            bool? byRise = HasRisen(limit.OrRise, finding);
            if (byHeight is true || byRise is true)
            {
                return persistenceMissing || baselineMissing
                    ? Missing(persistenceMissing, baselineMissing)
                    : Proposal(term, limits, limit, finding, byHeight is true);
            }

            persistenceMissing |= byHeight is null;
            baselineMissing |= byRise is null;
        }

        if (persistenceMissing || baselineMissing)
            return Missing(persistenceMissing, baselineMissing);
        var lowest = limits[^1];
        return GradeProposal.NotGraded(
            Reaches(lowest, finding.Reading) ? GradeReason.NotPersistent : GradeReason.WithinNormal,
            lowest.SystolicAtLeastMmHg,
            Remark(finding)
        );
    }

    private static bool Reaches(BloodPressureLimit limit, BloodPressureReading reading) =>
        reading.SystolicMmHg >= limit.SystolicAtLeastMmHg || reading.DiastolicMmHg >= limit.DiastolicAtLeastMmHg;

    private static bool? IsHighEnough(BloodPressureLimit limit, PressureFinding finding) =>
        !Reaches(limit, finding.Reading)
            ? false
            : limit.Needs switch
            {
                PressureCondition.None => true,
                PressureCondition.Repeat => finding.Persistence is { } known
                    ? known is not PressurePersistence.Transient
                    : null,
                PressureCondition.OneHour => finding.Persistence is { } known
                    ? known is PressurePersistence.OverOneHour
                    : null,
            };

    private static bool? HasRisen(PressureRise? rise, PressureFinding finding)
    {
        if (rise is null || finding.Reading.SystolicMmHg <= rise.SystolicAboveMmHg)
            return false;
        if (finding.Baseline is not { } baseline)
            return null;
        return finding.Reading.SystolicMmHg - baseline.SystolicMmHg > rise.SystolicRiseAboveMmHg
            || finding.Reading.ThreefoldMeanMmHg - baseline.ThreefoldMeanMmHg > 3 * rise.MeanRiseAboveMmHg;
    }

    private static GradeProposal Missing(bool persistence, bool baseline) =>
        GradeProposal.Ungradable(
            persistence && baseline ? GradeReason.PersistenceAndBaselineMissing
            : persistence ? GradeReason.PersistenceMissing
            : GradeReason.BaselineMissing
        );

    private static GradeProposal Proposal(
        CtcaeTerm term,
        IReadOnlyList<BloodPressureLimit> limits,
        BloodPressureLimit limit,
        PressureFinding finding,
        bool byHeight
    )
    {
        bool systolic = finding.Reading.SystolicMmHg >= limit.SystolicAtLeastMmHg;
        bool diastolic = finding.Reading.DiastolicMmHg >= limit.DiastolicAtLeastMmHg;
        var (reason, figure) = byHeight
            ? (
                systolic && diastolic ? GradeReason.BothPressuresAtOrAboveLimit
                : systolic ? GradeReason.SystolicAtOrAboveLimit
                : GradeReason.DiastolicAtOrAboveLimit,
                systolic ? limit.SystolicAtLeastMmHg : limit.DiastolicAtLeastMmHg
            )
            : (GradeReason.RiseOverBaseline, limit.OrRise!.SystolicAboveMmHg);
        bool higherUnseen = limit == limits[0] && limit.Grade < Grade.Grade4 && term.Allows(Grade.Grade4);
        return GradeProposal.Propose(
            limit.Grade,
            reason,
            figure,
            Remark(finding) | (higherUnseen ? ProposalRemarks.HigherGradeNeedsJudgement : ProposalRemarks.None)
        );
    }

    private static ProposalRemarks Remark(PressureFinding finding) =>
        finding.Persistence is PressurePersistence.Recurrent or PressurePersistence.OverOneHour
            ? ProposalRemarks.None
            : ProposalRemarks.SingleReading;
}
