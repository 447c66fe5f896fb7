using System.Collections.Concurrent;
using System.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// How the log hazard η of an ordinary unit is spread: the trial's own, H = −ln(1 − p) with p from its Jeffreys posterior, times
/// e^u with u ~ N(0, τ²). In logarithms throughout, since all-or-none counts live ten standard deviations out.
/// </summary>
/// <remarks>The sum over the trial's hazard is a trapezoid sum whose step follows the width of what is summed. Safe for several threads.</remarks>
internal sealed class UnitHazard
{
    private const double CoarsestStep = 0.16;
    private const int LevelsPerHalving = 2;
    private const int Levels = 24 * LevelsPerHalving;
    private const int MostKnown = 256;

    private static readonly ConcurrentDictionary<(ReferenceCount, double), UnitHazard> Known = [];

    private readonly double a,
        b,
        precision,
        guess,
        guessPrecision;
    private readonly NodeTable?[] trial = new NodeTable?[Levels];

    private UnitHazard(ReferenceCount reference, double spread)
    {
        (a, b) = (reference.A, reference.B);
        precision = spread > 0 ? 1 / (spread * spread) : 0;
        Information = 1 / ((spread * spread) + (1 / (a + b)));
        guess = Math.Log(LogSpace.Log1P(a / b));
        guessPrecision = Trapezoid.Information(a, b, Math.Exp(guess), Math.Exp(guess)) + precision;
    }

    /// <summary>Hardly more than this says what the trial knows of η of a unit.</summary>
    public double Information { get; }

    /// <summary>Where η is likely.</summary>
    public double Middle => guess;

    public static UnitHazard Of(ReferenceCount reference, double spread)
    {
        if (Known.Count > MostKnown)
            Known.Clear();
        return Known.GetOrAdd((reference, spread), static one => new UnitHazard(one.Item1, one.Item2));
    }

    /// <summary>ln of the density at η, up to a constant.</summary>
    public double LnDensity(double eta)
    {
        if (precision == 0)
            return LnTrial(eta);
        var coarse = Table(0);
        int near = (int)Math.Floor((guess + ((eta - guess) * precision / guessPrecision)) / coarse.Step);
        int mode = LastRising(coarse, near, eta);
        double information =
            Trapezoid.Information(a - 1, b, Math.Exp(mode * coarse.Step), Math.Exp((mode + 1) * coarse.Step))
            + precision;
        var table = Table(Trapezoid.Level(information, CoarsestStep, LevelsPerHalving, Levels));
        return LnSum(table, LastRising(table, (int)Math.Floor(mode * coarse.Step / table.Step), eta), eta)
            + Math.Log(table.Step);
    }

    /// <summary>ln of the density of the trial's own log hazard, up to a constant.</summary>
    private double LnTrial(double eta)
    {
        double hazard = Math.Exp(eta);
        return ((a - 1) * LogSpace.Log1MExp(-hazard)) - (b * hazard) + eta;
    }

    private NodeTable Table(int level) =>
        trial[level] ??= new NodeTable(
            CoarsestStep * Math.Pow(2, -level / (double)LevelsPerHalving),
            1,
            (eta, values) => values[0] = LnTrial(eta)
        );

    private double At(NodeTable table, ref NodeSpan span, int node, double eta)
    {
        if (!span.Has(node, node))
            span = table.Covering(node, node);
        double away = eta - (node * table.Step);
        return span.Columns[0][node - span.First] - (precision / 2 * away * away);
    }

    /// <summary>The sum is log-concave: rising up to this node, falling after the next.</summary>
    /// <param name="from">A node near it; the answer does not depend on it.</param>
    private int LastRising(NodeTable table, int from, double eta)
    {
        var span = table.Known;
        int low = from,
            high = from + 1;
        if (Rises(table, ref span, low, eta))
            for (int stride = 1; Rises(table, ref span, high, eta); stride *= 2)
                (low, high) = (high, high + stride);
        else
            for (int stride = 1; !Rises(table, ref span, low, eta); stride *= 2)
                (low, high) = (low - stride, low);
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (Rises(table, ref span, middle, eta))
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private bool Rises(NodeTable table, ref NodeSpan span, int node, double eta) =>
        At(table, ref span, node + 1, eta) >= At(table, ref span, node, eta);

    private double LnSum(NodeTable table, int mode, double eta)
    {
        var span = table.Known;
        double peak = At(table, ref span, mode, eta),
            least = peak - Trapezoid.Negligible;
        int low = mode,
            high = mode;
        while (At(table, ref span, low, eta) > least)
            low -= Vector<double>.Count;
        while (At(table, ref span, high, eta) > least)
            high += Vector<double>.Count;
        high += Vector<double>.Count - 1 - ((high - low) % Vector<double>.Count);
        if (!span.Has(low, high))
            span = table.Covering(low, high);
        var (values, sum, away) = (
            span.Columns[0],
            Vector<double>.Zero,
            Trapezoid.Ascending(eta - (low * table.Step), -table.Step)
        );
        for (int node = low; node <= high; node += Vector<double>.Count)
        {
            sum += VectorExponential.Of(
                new Vector<double>(values, node - span.First)
                    - (away * away * (precision / 2))
                    - new Vector<double>(peak)
            );
            away -= new Vector<double>(Vector<double>.Count * table.Step);
        }

        return peak + Math.Log(VectorExponential.Total(sum));
    }
}
