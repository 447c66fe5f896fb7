using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The evidence where ordinary units scatter around the trial: e = ∫ L f₁ dη / ∫ L f₀ dη, f₀ the density of an ordinary unit's log
/// hazard (<see cref="UnitHazard"/>, times ρ₀), f₁ the same moved by each ln θ, L the probability of the unit's patients.
/// </summary>
/// <remarks>
/// Both densities are divided by their own sum over the nodes: what the step leaves out can cost power, never the promise. A step of
/// 0.65 of the width of the integrand leaves an error of about 1e-11. Safe for several threads.
/// </remarks>
internal sealed class SpreadEvidence
{
    private const double CoarsestStep = 0.18;
    private const int LevelsPerHalving = 2;
    private const int Levels = 24 * LevelsPerHalving;
    private const int MostKnown = 128;

    private static readonly ConcurrentDictionary<
        (ReferenceCount, double Spread, double Margin),
        SpreadEvidence
    > Known = [];

    private readonly UnitHazard unit;
    private readonly double lnMargin;
    private readonly double[] lnRatios,
        lnWeights;
    private readonly (double Left, double Right) reach;
    private readonly HazardLattice?[] lattices = new HazardLattice?[Levels];
    private readonly Whole?[] wholes = new Whole?[Levels];

    /// <param name="spread">τ, 0 or more.</param>
    /// <param name="margin">ρ₀, above 0.</param>
    public SpreadEvidence(ReferenceCount reference, double spread, double margin, Alternatives alternatives)
    {
        unit = UnitHazard.Of(reference, spread);
        lnMargin = Math.Log(margin);
        lnRatios = [.. alternatives.HazardRatios.Select(ratio => Math.Log(ratio))];
        lnWeights = [.. alternatives.Weights.Select(weight => Math.Log(weight))];
        reach = (-alternatives.LnSmallest, alternatives.LnLargest);
    }

    /// <summary>The one by which τ is judged, kept for the next who asks.</summary>
    /// <inheritdoc cref="SpreadEvidence(ReferenceCount, double, double, Alternatives)"/>
    public static SpreadEvidence Of(ReferenceCount reference, double spread, double margin)
    {
        if (Known.Count > MostKnown)
            Known.Clear();
        return Known.GetOrAdd((reference, spread, margin), static one => new SpreadEvidence(
            one.Item1,
            one.Spread,
            one.Margin,
            Alternatives.Of(one.Spread)
        ));
    }

    /// <summary>ln e(k, m).</summary>
    public double LnE(int k, int m)
    {
        Span<double> lnE = stackalloc double[1];
        TryFill(k, m, lnE);
        return lnE[0];
    }

    /// <summary>ln e for as many k in a row as there is room for.</summary>
    /// <returns>False where a double is too narrow for so many at once; never for a single one.</returns>
    public bool TryFill(int fewest, int m, Span<double> lnE)
    {
        Span<ScaledSum> same = stackalloc ScaledSum[lnE.Length],
            raised = stackalloc ScaledSum[lnE.Length];
        if (!TrySum(new CountBlock(fewest, fewest + lnE.Length - 1, m), same, raised, out var whole))
            return false;
        for (int i = 0; i < lnE.Length; i++)
            lnE[i] =
                raised[i].LnScale
                - same[i].LnScale
                + Math.Log(raised[i].Sum / same[i].Sum)
                - (whole.LnRaised - whole.LnSame);
        return true;
    }

    /// <summary>ln of the probability that an ordinary unit's patients have exactly this course, k events at k given places of m.</summary>
    public double LnOrdinaryPath(int k, int m)
    {
        Span<ScaledSum> same = stackalloc ScaledSum[1],
            raised = stackalloc ScaledSum[1];
        TrySum(new CountBlock(k, k, m), same, raised, out var whole);
        return same[0].Ln - whole.LnSame;
    }

    /// <param name="whole">What both densities add up to on the same nodes.</param>
    private bool TrySum(CountBlock counts, Span<ScaledSum> same, Span<ScaledSum> raised, out Whole whole)
    {
        // The widest nodes tell where the sums are, which tells how narrow they are.
        var coarse = Lattice(0);
        int near = coarse.Peak(counts.Most, counts.M, Middle(coarse)),
            far = coarse.Rightmost(counts.Most, counts.M, near);
        double information =
            unit.Information
            + Trapezoid.Information(
                counts.Most,
                counts.M - counts.Fewest,
                Math.Exp(near * coarse.Step),
                Math.Exp(far * coarse.Step)
            );
        int level = Trapezoid.Level(information, CoarsestStep, LevelsPerHalving, Levels);
        var lattice = Lattice(level);
        whole = wholes[level] ??= Whole.Of(lattice, Middle(lattice));
        return lattice.TrySum(counts, (int)Math.Floor(near * coarse.Step / lattice.Step), same, raised);
    }

    private HazardLattice Lattice(int level) =>
        lattices[level] ??= new HazardLattice(
            new NodeTable(CoarsestStep * Math.Pow(2, -level / (double)LevelsPerHalving), HazardLattice.Columns, Node),
            reach
        );

    /// <summary>A node where the ordinary density is large.</summary>
    private int Middle(HazardLattice lattice) => (int)Math.Floor((unit.Middle + lnMargin) / lattice.Step);

    private void Node(double eta, Span<double> values)
    {
        double hazard = Math.Exp(eta),
            largest = double.NegativeInfinity,
            sum = 0;
        values[HazardLattice.Hit] = LogSpace.Log1MExp(-hazard);
        values[HazardLattice.Hazard] = hazard;
        values[HazardLattice.Odds] = LogSpace.ExpM1(hazard);
        values[HazardLattice.Same] = unit.LnDensity(eta - lnMargin);
        Span<double> each = stackalloc double[lnRatios.Length];
        for (int j = 0; j < each.Length; j++)
            largest = Math.Max(largest, each[j] = lnWeights[j] + unit.LnDensity(eta - lnMargin - lnRatios[j]));
        foreach (double one in each)
            sum += Math.Exp(one - largest);
        values[HazardLattice.Raised] = largest + Math.Log(sum);
    }

    /// <summary>ln of what both densities add up to.</summary>
    private sealed record Whole(double LnSame, double LnRaised)
    {
        public static Whole Of(HazardLattice lattice, int middle)
        {
            Span<ScaledSum> same = stackalloc ScaledSum[1],
                raised = stackalloc ScaledSum[1];
            lattice.TrySum(new CountBlock(0, 0, 0), middle, same, raised);
            return new Whole(same[0].Ln, raised[0].Ln);
        }
    }
}
