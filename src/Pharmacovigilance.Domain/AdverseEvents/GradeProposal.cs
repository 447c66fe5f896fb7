namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>What a value says about a grade. A person confirms; the product never grades by itself.</summary>
public enum ProposalOutcome
{
    /// <summary>A grade is proposed.</summary>
    Proposed = 1,

    /// <summary>The value is known to meet no grade of the term.</summary>
    NotGraded = 2,

    /// <summary>It cannot be told from what is known; this is not "no grade".</summary>
    Ungradable = 3,
}

/// <summary>Why a proposal came out as it did.</summary>
public enum GradeReason
{
    /// <summary>Proposed: the value is strictly below <see cref="GradeProposal.Limit"/>.</summary>
    BelowLimit = 1,

    /// <summary>Proposed: the value is strictly below the laboratory's lower limit of normal, and not below a numeric limit.</summary>
    BelowLowerLimitOfNormal = 2,

    /// <summary>Proposed: the systolic pressure, and it alone, reaches <see cref="GradeProposal.Limit"/> (mmHg).</summary>
    SystolicAtOrAboveLimit = 3,

    /// <summary>Proposed: the diastolic pressure, and it alone, reaches <see cref="GradeProposal.Limit"/> (mmHg).</summary>
    DiastolicAtOrAboveLimit = 4,

    /// <summary>Proposed: both pressures reach the limits of the grade; <see cref="GradeProposal.Limit"/> is the systolic one (mmHg).</summary>
    BothPressuresAtOrAboveLimit = 5,

    /// <summary>Not graded: the value is within normal.</summary>
    WithinNormal = 10,

    /// <summary>Ungradable: not below a numeric limit, so grade 1 or none, depending on a lower limit of normal that is not known.</summary>
    LowerLimitOfNormalMissing = 20,

    /// <summary>Ungradable: the term has no limit for this kind of value in the version in force.</summary>
    NoNumericCriterion = 21,

    /// <summary>Ungradable: a pressure measured during an infusion reaction is a sign of the reaction, not hypertension.</summary>
    TakenDuringInfusionReaction = 22,
}

/// <summary>What the proposer cannot know and the person must judge.</summary>
[Flags]
public enum ProposalRemarks
{
    /// <summary>Nothing to add.</summary>
    None = 0,

    /// <summary>A single reading does not establish hypertension; repeat it.</summary>
    SingleReading = 1,

    /// <summary>A higher grade depends on an intervention or its consequences, which no value shows.</summary>
    HigherGradeNeedsJudgement = 2,
}

/// <summary>A proposed grade, or why there is none. Built by <see cref="LabGrading"/> and <see cref="BloodPressureGrading"/>.</summary>
/// <param name="Grade">Set exactly when <paramref name="Outcome"/> is <see cref="ProposalOutcome.Proposed"/>.</param>
/// <param name="Limit">The limit that decided, in the canonical unit of the test or mmHg; null where none did.</param>
public sealed record GradeProposal(
    ProposalOutcome Outcome, Grade? Grade, GradeReason Reason, decimal? Limit, ProposalRemarks Remarks)
{
    internal static GradeProposal Propose(Grade grade, GradeReason reason, decimal limit, ProposalRemarks remarks) =>
        new(ProposalOutcome.Proposed, grade, reason, limit, remarks);

    internal static GradeProposal NotGraded(GradeReason reason, decimal? limit, ProposalRemarks remarks = ProposalRemarks.None) =>
        new(ProposalOutcome.NotGraded, null, reason, limit, remarks);

    internal static GradeProposal Ungradable(GradeReason reason) =>
        new(ProposalOutcome.Ungradable, null, reason, null, ProposalRemarks.None);
}
