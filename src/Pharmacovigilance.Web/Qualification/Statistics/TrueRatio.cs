using System.Globalization;
using System.Text.RegularExpressions;

namespace Pharmacovigilance.Web.Qualification.Statistics;

/// <summary>The hazard of the units as a multiple of the trial's: one number, or spread around 1 on the log scale.</summary>
/// <param name="Weights">Ratios with their parts, adding up to 1.</param>
internal sealed partial record TrueRatio(IReadOnlyList<(double Ratio, double Part)> Weights)
{
    /// <summary>How a row says that the trial saw exactly its rate.</summary>
    public const string Fixed = " (trial rate fixed at x/n)";

    // Between these ratios the probability is interpolated from nodes; below the first nobody is called raised, above the last everybody.
    private const double Lowest = -1.6, Highest = 2.4, NodeStep = 0.08;

    private const int PartsPerNode = 40;

    /// <exception cref="OracleUnusableException">Neither.</exception>
    public static TrueRatio Of(OracleRow row)
    {
        string written = row.Text("true_ratio");
        if (written.EndsWith(Fixed, StringComparison.Ordinal)) written = written[..^Fixed.Length];
        if (double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double one) && one > 0) return new TrueRatio([(one, 1)]);
        if (Spread().Match(written) is not { Success: true } spread)
            throw row.Refuse("true_ratio", "is enumerated only as a number, or as a normal, laplace or t4 spread.");
        double deviation = double.Parse(spread.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return deviation == 0 ? new TrueRatio([(1, 1)]) : new TrueRatio(Nodes(Density(spread.Groups[1].Value, deviation)));
    }

    /// <summary>The probabilities within so many patients, averaged over the units.</summary>
    /// <param name="within">Of one ratio.</param>
    public double[] Within(Func<double, double[]> within)
    {
        double[]? all = null;
        foreach (var (ratio, part) in Weights)
        {
            double[] one = within(ratio);
            all ??= new double[one.Length];
            for (int m = 0; m < all.Length; m++) all[m] += part * one[m];
        }

        return all!;
    }

    /// <summary>Of the log hazard ratio; all of the same standard deviation.</summary>
    private static Func<double, double> Density(string name, double deviation)
    {
        double scale = deviation / Math.Sqrt(2);
        return name switch
        {
            "normal" => u => Math.Exp(-u * u / (2 * deviation * deviation)) / (deviation * Math.Sqrt(2 * Math.PI)),
            "laplace" => u => Math.Exp(-Math.Abs(u) / scale) / (2 * scale),
            _ => u => 0.375 * Math.Pow(1 + (u * u / (4 * scale * scale)), -2.5) / scale,
        };
    }

    /// <summary>What each node counts when a function is interpolated between four of them and averaged over the density.</summary>
    private static List<(double Ratio, double Part)> Nodes(Func<double, double> density)
    {
        double[] parts = new double[(int)Math.Round((Highest - Lowest) / NodeStep) + 1];
        double fine = NodeStep / PartsPerNode;
        for (int i = 0; i < (parts.Length - 1) * PartsPerNode; i++)
        {
            double at = (i + 0.5) / PartsPerNode;
            int first = Math.Clamp((int)at - 1, 0, parts.Length - 4);
            double part = density(Lowest + (at * NodeStep)) * fine;
            for (int j = 0; j < 4; j++) parts[first + j] += part * Lagrange(at - first, j);
        }

        // The tails beyond the nodes.
        double rest = 1 - parts.Sum(), right = Enumerable.Range(0, 100 * PartsPerNode).Sum(i => density(Highest + ((i + 0.5) * fine)) * fine);
        parts[^1] += Math.Min(rest, right);
        parts[0] += rest - Math.Min(rest, right);
        return [.. parts.Select((part, i) => (Math.Exp(Lowest + (i * NodeStep)), part))];
    }

    private static double Lagrange(double x, int node)
    {
        double product = 1;
        for (int other = 0; other < 4; other++) if (other != node) product *= (x - other) / (node - other);
        return product;
    }

    [GeneratedRegex(@"^(normal|laplace|t4) spread (\d*\.?\d+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spread();
}
