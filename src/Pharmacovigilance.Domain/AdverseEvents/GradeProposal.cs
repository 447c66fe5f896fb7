using System.Globalization;

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

    /// <summary>Proposed: the systolic pressure is above <see cref="GradeProposal.Limit"/> (mmHg) and rose over baseline by more than the limit.</summary>
    RiseOverBaseline = 6,

    /// <summary>Not graded: the value is within normal.</summary>
    WithinNormal = 10,

    /// <summary>Not graded: the pressure reaches <see cref="GradeProposal.Limit"/> (mmHg), but neither lasted nor rose as the grade requires.</summary>
    NotPersistent = 11,

    /// <summary>Ungradable: not below a numeric limit, so grade 1 or none, depending on a lower limit of normal that is not known.</summary>
    LowerLimitOfNormalMissing = 20,

    /// <summary>Ungradable: the term has no limit for this kind of value in the version in force.</summary>
    NoNumericCriterion = 21,

    /// <summary>Ungradable: a pressure measured during an infusion reaction is a sign of the reaction, not hypertension.</summary>
    TakenDuringInfusionReaction = 22,

    /// <summary>Ungradable: the grade depends on how long the pressure lasted or whether it came back, which was not stated.</summary>
    PersistenceMissing = 23,

    /// <summary>Ungradable: the grade depends on the rise over the baseline pressure, which is not known.</summary>
    BaselineMissing = 24,

    /// <summary>Ungradable: neither the duration nor the baseline pressure is known, and the grade depends on them.</summary>
    PersistenceAndBaselineMissing = 25,

    /// <summary>Ungradable: the result is only a bound, such as &lt;1.5, and true values of different grades fit it.</summary>
    BoundDoesNotDecide = 26,
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
    ProposalOutcome Outcome,
    Grade? Grade,
    GradeReason Reason,
    decimal? Limit,
    ProposalRemarks Remarks
)
{
    /// <summary>Why, as one English phrase for files and interfaces; screens translate <see cref="Reason"/>.</summary>
    /// <param name="unit">UCUM code of <see cref="Limit"/>.</param>
    public string Explain(string unit)
    {
        string limit = Limit is { } figure ? $"{figure.ToString("0.######", CultureInfo.InvariantCulture)} {unit}" : "";
        return Reason switch
        {
            GradeReason.BelowLimit => $"below {limit}",
            GradeReason.BelowLowerLimitOfNormal => $"below the lower limit of normal, {limit}",
            GradeReason.SystolicAtOrAboveLimit => $"systolic at or above {limit}",
            GradeReason.DiastolicAtOrAboveLimit => $"diastolic at or above {limit}",
            GradeReason.BothPressuresAtOrAboveLimit => $"systolic at or above {limit}, and diastolic of the same grade",
            GradeReason.RiseOverBaseline => $"systolic above {limit} with a rise over baseline",
            GradeReason.WithinNormal => "reaches no limit",
            GradeReason.NotPersistent => "neither lasting nor recurring, and no rise over baseline",
            GradeReason.LowerLimitOfNormalMissing =>
                "the lower limit of normal (lln) is missing, and no numeric limit decides",
            GradeReason.NoNumericCriterion => "this version has no numeric limit for it",
            GradeReason.TakenDuringInfusionReaction =>
                "taken during an infusion reaction, it is a sign of the reaction",
            GradeReason.PersistenceMissing => "how long the pressure lasted, or whether it recurs, is not stated",
            GradeReason.BaselineMissing => "the baseline pressure is missing",
            GradeReason.PersistenceAndBaselineMissing => "duration or recurrence and the baseline pressure are missing",
            GradeReason.BoundDoesNotDecide => "the result is only a bound, and values of different grades fit it",
        };
    }

    internal static GradeProposal Propose(Grade grade, GradeReason reason, decimal limit, ProposalRemarks remarks) =>
        new(ProposalOutcome.Proposed, grade, reason, limit, remarks);

    internal static GradeProposal NotGraded(
        GradeReason reason,
        decimal? limit,
        ProposalRemarks remarks = ProposalRemarks.None
    ) => new(ProposalOutcome.NotGraded, null, reason, limit, remarks);

    internal static GradeProposal Ungradable(GradeReason reason) =>
        new(ProposalOutcome.Ungradable, null, reason, null, ProposalRemarks.None);
}
