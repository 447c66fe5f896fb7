using System.Globalization;
using System.Text.RegularExpressions;

namespace Pharmacovigilance.Web.Verbs.Qualification.Statistics;

/// <summary>The hazard of the units as a multiple of the trial's: one number, or spread around 1 on the log scale.</summary>
/// <param name="Weights">Ratios with their parts, adding up to 1.</param>
internal sealed partial record TrueRatio(IReadOnlyList<(double Ratio, double Part)> Weights)
{
    /// <summary>How a row says that the trial saw exactly its rate.</summary>
    public const string Fixed = " (trial rate fixed at x/n)";

    // As the table was computed: at even steps, and without units beyond e^±1.6, a fifth or five times the trial's hazard.
    private const double Furthest = 1.6;
    private const int Steps = 32;

    /// <exception cref="OracleUnusableException">Neither.</exception>
    public static TrueRatio Of(OracleRow row)
    {
        string written = row.Text("true_ratio");
        if (written.EndsWith(Fixed, StringComparison.Ordinal))
            written = written[..^Fixed.Length];
        if (double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double one) && one > 0)
            return new TrueRatio([(one, 1)]);
        if (Spread().Match(written) is not { Success: true } spread)
            throw row.Refuse("true_ratio", "is enumerated only as a number, or as a normal, laplace or t4 spread.");
        double deviation = double.Parse(spread.Groups["deviation"].ValueSpan, CultureInfo.InvariantCulture);
        return deviation == 0
            ? new TrueRatio([(1, 1)])
            : new TrueRatio(Nodes(Density(spread.Groups["name"].Value, deviation)));
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
            for (int m = 0; m < all.Length; m++)
                all[m] += part * one[m];
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

    /// <summary>The spread at even steps.</summary>
    private static List<(double Ratio, double Part)> Nodes(Func<double, double> density)
    {
        double[] at = [.. Enumerable.Range(-Steps, (2 * Steps) + 1).Select(i => i * (Furthest / Steps))];
        double all = at.Sum(density);
        return [.. at.Select(u => (Math.Exp(u), density(u) / all))];
    }

    [GeneratedRegex(
        @"^(?<name>normal|laplace|t4) spread (?<deviation>\d*\.?\d+)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Spread();
}
