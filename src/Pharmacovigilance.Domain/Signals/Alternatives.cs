namespace Pharmacovigilance.Domain.Signals;

/// <summary>What the evidence looks for: hazard ratios against an ordinary unit, and how much each of them counts.</summary>
/// <param name="HazardRatios">θ, above 0.</param>
/// <param name="Weights">One per ratio; they add up to 1.</param>
public sealed record Alternatives(IReadOnlyList<double> HazardRatios, IReadOnlyList<double> Weights)
{
    /// <summary>1.5, 2, 3 and 5 with equal weights: where every unit is the trial, already 1.5 is a difference.</summary>
    public static Alternatives OfTheTrial { get; } = new([1.5, 2, 3, 5], [0.25, 0.25, 0.25, 0.25]);

    /// <summary>2, 3 and 5, the smaller the likelier: 1.5 lies inside ordinary variation.</summary>
    public static Alternatives BeyondTheSpread { get; } = new([2, 3, 5], [0.5, 0.35, 0.15]);

    /// <summary>What is looked for where ordinary units scatter so much.</summary>
    /// <param name="spread">τ; 0 where every unit is the trial.</param>
    public static Alternatives Of(double spread) => spread > 0 ? BeyondTheSpread : OfTheTrial;

    /// <summary>The same in the other direction: 1/θ.</summary>
    public Alternatives Inverse() => new([.. HazardRatios.Select(ratio => 1 / ratio)], Weights);

    internal double LnLargest { get; } = Math.Log(Math.Max(1, HazardRatios.Max()));

    internal double LnSmallest { get; } = Math.Log(Math.Min(1, HazardRatios.Min()));
}
