using System.Collections.Concurrent;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>Why grades of two versions can or cannot be compared.</summary>
public enum ComparabilityReason
{
    /// <summary>The band means the same in both: for a single grade its criterion, for a union of grades its lower edge.</summary>
    SameCriteria = 1,

    /// <summary>A version does not have the term.</summary>
    TermMissing = 2,

    /// <summary>The grade that decides exists in one version only.</summary>
    GradeMissing = 3,

    /// <summary>The grade that decides has another criterion.</summary>
    CriterionDiffers = 4,
}

/// <summary>Whether two gradings mean the same.</summary>
/// <param name="Grade">The grade that keeps them apart; null where nothing does or the term is missing.</param>
public sealed record Comparability(ComparabilityReason Reason, Grade? Grade)
{
    public bool IsComparable => Reason is ComparabilityReason.SameCriteria;
}

/// <summary>
/// Where grades of two versions mean the same: per term, band and pair of versions, derived from the criteria themselves.
/// A single grade compares if it exists in both versions with the same criterion. "Any grade" and "grade 3 or higher" are
/// unions that nothing bounds above: who is inside follows from the lower edge, which is the lowest grade of the band. How a
/// version divides the patients inside among the higher grades moves nobody in or out.
/// </summary>
public sealed class GradeEquivalence(CtcaeLibrary library)
{
    // Asked for every stream at every save; a library never changes, so each answer is worked out once.
    private readonly ConcurrentDictionary<
        (string Root, GradeBand Band, CtcaeVersion One, CtcaeVersion Other),
        Comparability
    > known = new();

    /// <param name="root">The code under which the term stands in all versions.</param>
    /// <param name="band">Any, or grade 3 or higher.</param>
    public Comparability Between(string root, GradeBand band, CtcaeVersion one, CtcaeVersion other) =>
        known.GetOrAdd((root, band, one, other), asked => Compare(asked.Root, asked.Band, asked.One, asked.Other));

    private Comparability Compare(string root, GradeBand band, CtcaeVersion one, CtcaeVersion other)
    {
        if (library[one].OfRoot(root) is not { } left || library[other].OfRoot(root) is not { } right)
            return new(ComparabilityReason.TermMissing, null);
        var (edge, otherEdge) = (Lowest(left, band), Lowest(right, band));
        if (edge != otherEdge)
            return new(ComparabilityReason.GradeMissing, edge < otherEdge || otherEdge is null ? edge : otherEdge);
        if (edge is { } grade && !IsSameCriterion(left, right, grade))
            return new(ComparabilityReason.CriterionDiffers, grade);
        return new(ComparabilityReason.SameCriteria, null);
    }

    /// <summary>The lower edge of the band; null where the term has no grade in it.</summary>
    private static Grade? Lowest(CtcaeTerm term, GradeBand band) =>
        Enum.GetValues<Grade>().Where(grade => Holds(band, grade) && term.Allows(grade)).Cast<Grade?>().Min();

    /// <summary>Of shipped terms by the version the criterion stems from; of terms that are there only by import by their exact texts.</summary>
    private static bool IsSameCriterion(CtcaeTerm left, CtcaeTerm right, Grade grade) =>
        left.IsShipped && right.IsShipped
            ? left.Origins[grade] == right.Origins[grade]
            : Text(left, grade) is { } one && string.Equals(one, Text(right, grade), StringComparison.Ordinal);

    private static string? Text(CtcaeTerm term, Grade grade) =>
        term.ExactWording?.Grades.GetValueOrDefault(grade) is { } text
            ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : null;

    private static bool Holds(GradeBand band, Grade grade) =>
        band switch
        {
            GradeBand.Any => true,
            GradeBand.GradeAtLeast3 => grade >= Grade.Grade3,
            GradeBand.Grade1 or GradeBand.Grade2 or GradeBand.Grade3 or GradeBand.Grade4 or GradeBand.Grade5 =>
                (int)band - 10 == (int)grade,
        };
}
