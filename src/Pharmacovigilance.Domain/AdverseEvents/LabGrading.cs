namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>Proposes a CTCAE grade from a laboratory value by the limits of the version in force.</summary>
/// <remarks>Every limit is strict: a value equal to a limit has the lower grade, as CTCAE prints "&lt;1.0 – 0.5".</remarks>
public static class LabGrading
{
    /// <param name="lowerLimitOfNormal">The reporting laboratory's LLN for this patient; null where it is not known.</param>
    /// <exception cref="ArgumentException">The LLN is of another test.</exception>
    public static GradeProposal Propose(CtcaeDictionary dictionary, LabValue value, LabValue? lowerLimitOfNormal)
    {
        if (lowerLimitOfNormal is not null && lowerLimitOfNormal.Test != value.Test)
            throw new ArgumentException(
                $"The lower limit of normal is of {lowerLimitOfNormal.Test}, the value of {value.Test}.",
                nameof(lowerLimitOfNormal)
            );
        if (dictionary.TermFor(value.Test) is not { Laboratory: { } criterion } term)
            return GradeProposal.Ungradable(GradeReason.NoNumericCriterion);

        var highest = criterion.Limits[0].Grade;
        foreach (var limit in criterion.Limits)
        {
            if (limit.Below is not { } below)
                continue;
            var (number, printed) = Compared(value, limit, below);
            if (value.Bound.SurelyBelow(number, printed))
                return GradeProposal.Propose(
                    limit.Grade,
                    GradeReason.BelowLimit,
                    below,
                    Remarks(term, limit.Grade, highest)
                );
            // A bound may leave open a grade above: then no milder grade is certain either.
            if (!value.Bound.SurelyAtLeast(number, printed))
                return GradeProposal.Ungradable(GradeReason.BoundDoesNotDecide);
        }

        if (criterion.Limits.FirstOrDefault(l => l.Below is null) is not { } normal)
            return GradeProposal.NotGraded(GradeReason.WithinNormal, criterion.Limits[^1].Below);
        if (lowerLimitOfNormal is null)
            return GradeProposal.Ungradable(GradeReason.LowerLimitOfNormalMissing);
        decimal lowest = lowerLimitOfNormal.Canonical;
        if (value.Bound.SurelyBelow(value.Canonical, lowest))
            return GradeProposal.Propose(
                normal.Grade,
                GradeReason.BelowLowerLimitOfNormal,
                lowest,
                Remarks(term, normal.Grade, highest)
            );
        return value.Bound.SurelyAtLeast(value.Canonical, lowest)
            ? GradeProposal.NotGraded(GradeReason.WithinNormal, lowest)
            : GradeProposal.Ungradable(GradeReason.BoundDoesNotDecide);
    }

    // Where the text prints its limit in the unit of the value too, that limit decides: it is not quite the converted one.
    private static (decimal Number, decimal Limit) Compared(LabValue value, LabLimit limit, decimal below) =>
        limit.BelowIn.TryGetValue(value.EnteredUnit, out decimal printed)
            ? (value.Entered, printed)
            : (value.Canonical, below);

    // Death is no grade a value could be mistaken for, so only a missing limit for grade 4 is worth a remark.
    private static ProposalRemarks Remarks(CtcaeTerm term, Grade grade, Grade highest) =>
        grade == highest && highest < Grade.Grade4 && term.Allows(Grade.Grade4)
            ? ProposalRemarks.HigherGradeNeedsJudgement
            : ProposalRemarks.None;
}
