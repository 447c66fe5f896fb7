using System.Globalization;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>What somebody said to a question that may also be open. Stored by name.</summary>
public enum Stated
{
    /// <summary>Nobody said; never the same as no.</summary>
    Unknown = 0,
    Yes = 1,
    No = 2,
}

/// <summary>What the patient was treated with before a course.</summary>
public sealed record PriorTreatment
{
    /// <summary>Number of earlier lines; null = unknown, which is not 0.</summary>
    public int? Lines { get; init; }

    /// <summary>Whether any of them had lenalidomide.</summary>
    public Stated Lenalidomide { get; init; } = Stated.Unknown;

    /// <summary>Whether any of them had a proteasome inhibitor.</summary>
    public Stated ProteasomeInhibitor { get; init; } = Stated.Unknown;

    /// <summary>As judged by the physician.</summary>
    public Stated RefractoryToLenalidomide { get; init; } = Stated.Unknown;

    /// <summary>The same.</summary>
    public Stated RefractoryToProteasomeInhibitor { get; init; } = Stated.Unknown;

    public static readonly PriorTreatment Unknown = new();
}

/// <summary>What a course begins with.</summary>
/// <param name="WeightGrams">Body weight at the beginning; null = unknown. A dose is worked out from the weight of its own day.</param>
/// <param name="Ecog">Null = not entered, which is not the same as entered as not known.</param>
/// <param name="Renal">Null = not entered.</param>
public sealed record CourseBaseline(
    long? WeightGrams,
    PriorTreatment Prior,
    EcogStatus? Ecog = null,
    RenalFunction? Renal = null
)
{
    public static readonly CourseBaseline Unknown = new(null, PriorTreatment.Unknown);
}

public static class CourseBaselineRules
{
    /// <summary>A bound that catches typing errors; not a number from a source.</summary>
    public const int MostLines = 20;

    /// <summary>Everything wrong with it; what is unknown contradicts nothing.</summary>
    /// <param name="firstDoseOn">Of the course; null where days are not looked at yet.</param>
    /// <param name="today">The unit's date; the same.</param>
    public static IReadOnlyList<Refusal> Check(
        CourseBaseline baseline,
        DateOnly? firstDoseOn = null,
        DateOnly? today = null
    )
    {
        var refusals = new List<Refusal>();
        if (
            baseline.WeightGrams
            is { } grams
                and (< InfusionStepRules.MinWeightGrams or > InfusionStepRules.MaxWeightGrams)
        )
            refusals.Add(
                Refusal.Of(
                    "infusion.weight-implausible",
                    "weight",
                    (grams / 1000m).ToString("0.###", CultureInfo.InvariantCulture)
                )
            );
        var prior = baseline.Prior;
        if (prior.Lines is < 0 or > MostLines)
            refusals.Add(
                Refusal.Of(
                    "course.prior-lines-range",
                    "priorLines",
                    prior.Lines.Value.ToString(CultureInfo.InvariantCulture),
                    MostLines.ToString(CultureInfo.InvariantCulture)
                )
            );
        if (prior.Lines == 0 && (prior.Lenalidomide == Stated.Yes || prior.ProteasomeInhibitor == Stated.Yes))
            refusals.Add(Refusal.Of("course.no-lines-but-drug", "priorLines"));
        if (prior is { RefractoryToLenalidomide: Stated.Yes, Lenalidomide: Stated.No })
            refusals.Add(Refusal.Of("course.refractory-never-given", "refractoryLenalidomide"));
        if (prior is { RefractoryToProteasomeInhibitor: Stated.Yes, ProteasomeInhibitor: Stated.No })
            refusals.Add(Refusal.Of("course.refractory-never-given", "refractoryProteasomeInhibitor"));
        refusals.AddRange(baseline.Renal?.Check(firstDoseOn, today) ?? []);
        return refusals;
    }
}
