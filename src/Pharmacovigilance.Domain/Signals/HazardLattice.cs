using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>m patients of whom <paramref name="Fewest"/> to <paramref name="Most"/> had an event.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountBlock(int Fewest, int Most, int M);

/// <summary>
/// The two sums of the evidence at nodes of the log hazard η at one distance: (1 − e^−H)ᵏ · e^−(m−k)H against the density of an
/// ordinary unit, and against that of a raised one. Neighbouring k share the exponentials of a node.
/// </summary>
/// <param name="reach">How far left and right of the ordinary sum's peak the raised one can have its own: in η.</param>
internal sealed class HazardLattice(NodeTable table, (double Left, double Right) reach)
{
    /// <summary>Columns of the table: ln(1 − e^−H), H, e^H − 1, and ln of the two densities.</summary>
    public const int Hit = 0,
        Hazard = 1,
        Odds = 2,
        Same = 3,
        Raised = 4,
        Columns = 5;

    // The span of exponents that a double holds with all its digits.
    private const double Span = 600;

    [ThreadStatic]
    private static double[]? work;

    private readonly int left = (int)Math.Ceiling(reach.Left / table.Step) + 1,
        right = (int)Math.Ceiling(reach.Right / table.Step) + 1;

    public double Step => table.Step;

    /// <summary>The last node at which the ordinary sum's terms for k still rise.</summary>
    /// <param name="from">A node near it; the answer does not depend on it.</param>
    public int Peak(int k, int m, int from)
    {
        var nodes = table.Known;
        return Peak(ref nodes, k, m, from);
    }

    /// <summary>The rightmost node at which one of the sums can have its peak.</summary>
    public int Rightmost(int k, int m, int peak)
    {
        var nodes = table.Known;
        int best = peak - left;
        for (int node = best + 1; node <= peak + right; node++)
            if (At(ref nodes, Raised, node, k, m) > At(ref nodes, Raised, best, k, m))
                best = node;
        return Math.Max(peak, best) + 1;
    }

    /// <summary>Both sums for the k in a row.</summary>
    /// <param name="peak">A node near the ordinary peak of the first k.</param>
    /// <returns>False where a double is too narrow for so many k at once; never for a single one.</returns>
    public bool TrySum(CountBlock counts, int peak, Span<ScaledSum> same, Span<ScaledSum> raised)
    {
        var nodes = table.Known;
        int first = Peak(ref nodes, counts.Fewest, counts.M, peak),
            last = counts.Most == counts.Fewest ? first : Peak(ref nodes, counts.Most, counts.M, first);
        return TrySum(ref nodes, Same, counts, first, (first, last + 1), same)
            && TrySum(ref nodes, Raised, counts, first, (first - left, last + 1 + right), raised);
    }

    /// <summary>One sum. Left of the lowest of the peaks all its terms rise, right of the highest they fall; between them they may do both.</summary>
    private bool TrySum(
        ref NodeSpan nodes,
        int column,
        CountBlock counts,
        int middle,
        (int Low, int High) peaks,
        Span<ScaledSum> sums
    )
    {
        double most = Largest(ref nodes, column, peaks, counts.Fewest, counts.M);
        double ofLast = counts.Most == counts.Fewest ? most : Largest(ref nodes, column, peaks, counts.Most, counts.M);
        int low = Edge(
            nodes: ref nodes,
            column: column,
            node: peaks.Low,
            outwards: -Vector<double>.Count,
            k: counts.Fewest,
            m: counts.M,
            least: most - Trapezoid.Negligible
        );
        int high = Edge(
            nodes: ref nodes,
            column: column,
            node: peaks.High,
            outwards: Vector<double>.Count,
            k: counts.Most,
            m: counts.M,
            least: ofLast - Trapezoid.Negligible
        );
        high += Vector<double>.Count - 1 - ((high - low) % Vector<double>.Count);
        if (!nodes.Has(low, high))
            nodes = table.Covering(low, high);
        if (
            sums.Length > 1
            && (LnOdds(nodes, high) > Span || (sums.Length - 1) * (LnOdds(nodes, high) - LnOdds(nodes, low)) > Span)
        )
            return false;
        int width = high - low + 1;
        if (work is null || work.Length < width)
            work = new double[2 * width];
        var weights = MemoryMarshal.Cast<double, Vector<double>>(work.AsSpan(0, width));
        double odds = sums.Length > 1 ? LnOdds(nodes, middle) : 0,
            lower = Math.Exp(-odds);
        for (int i = 0; i < sums.Length; i++)
        {
            double sum =
                i == 0 ? First(nodes, column, counts, low, most, weights) : OneMore(nodes, low, lower, weights);
            sums[i] = new ScaledSum(most + (i * odds), sum * table.Step);
        }

        return true;
    }

    private static double First(
        NodeSpan nodes,
        int column,
        CountBlock counts,
        int low,
        double scale,
        Span<Vector<double>> weights
    )
    {
        var sum = Vector<double>.Zero;
        for (int i = 0, at = low - nodes.First; i < weights.Length; i++, at += Vector<double>.Count)
            sum += weights[i] = VectorExponential.Of(
                Terms(nodes, column, at, counts.Fewest, counts.M) - new Vector<double>(scale)
            );
        return VectorExponential.Total(sum);
    }

    /// <summary>One event more multiplies every node by the odds of an event.</summary>
    private static double OneMore(NodeSpan nodes, int low, double lower, Span<Vector<double>> weights)
    {
        double[] odds = nodes.Columns[Odds];
        var sum = Vector<double>.Zero;
        for (int i = 0, at = low - nodes.First; i < weights.Length; i++, at += Vector<double>.Count)
            sum += weights[i] *= new Vector<double>(odds, at) * lower;
        return VectorExponential.Total(sum);
    }

    /// <summary>The largest term between two nodes, and possibly some right of them.</summary>
    private double Largest(ref NodeSpan nodes, int column, (int Low, int High) between, int k, int m)
    {
        int end = between.High + Vector<double>.Count;
        if (!nodes.Has(between.Low, end))
            nodes = table.Covering(between.Low, end);
        var most = new Vector<double>(double.NegativeInfinity);
        for (int at = between.Low - nodes.First; at <= between.High - nodes.First; at += Vector<double>.Count)
            most = Vector.Max(most, Terms(nodes, column, at, k, m));
        double largest = double.NegativeInfinity;
        for (int i = 0; i < Vector<double>.Count; i++)
            largest = Math.Max(largest, most[i]);
        return largest;
    }

    /// <summary>From a node outwards until the terms are negligible, or back inwards as long as they are.</summary>
    private int Edge(ref NodeSpan nodes, int column, int node, int outwards, int k, int m, double least)
    {
        if (At(ref nodes, column, node, k, m) > least)
        {
            while (At(ref nodes, column, node, k, m) > least)
                node += outwards;
            return node;
        }

        while (At(ref nodes, column, node - outwards, k, m) <= least)
            node -= outwards;
        return node;
    }

    private int Peak(ref NodeSpan nodes, int k, int m, int from)
    {
        int low = from,
            high = from + 1;
        if (Rises(ref nodes, k, m, low))
            for (int stride = 1; Rises(ref nodes, k, m, high); stride *= 2)
                (low, high) = (high, high + stride);
        else
            for (int stride = 1; !Rises(ref nodes, k, m, low); stride *= 2)
                (low, high) = (low - stride, low);
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (Rises(ref nodes, k, m, middle))
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Rises(ref NodeSpan nodes, int k, int m, int node) =>
        At(ref nodes, Same, node + 1, k, m) >= At(ref nodes, Same, node, k, m);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double At(ref NodeSpan nodes, int column, int node, int k, int m)
    {
        if (!nodes.Has(node, node))
            nodes = table.Covering(node, node);
        int at = node - nodes.First;
        return (k * nodes.Columns[Hit][at]) - ((m - k) * nodes.Columns[Hazard][at]) + nodes.Columns[column][at];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Terms(NodeSpan nodes, int column, int at, int k, int m) =>
        (new Vector<double>(nodes.Columns[Hit], at) * k)
        - (new Vector<double>(nodes.Columns[Hazard], at) * (m - k))
        + new Vector<double>(nodes.Columns[column], at);

    private static double LnOdds(NodeSpan nodes, int node) =>
        nodes.Columns[Hit][node - nodes.First] + nodes.Columns[Hazard][node - nodes.First];
}
