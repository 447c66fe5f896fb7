using System.Globalization;

namespace Pharmacovigilance.Benchmarks;

/// <summary>Latencies of one run, in milliseconds.</summary>
internal sealed class Timings(IEnumerable<double> milliseconds)
{
    private readonly double[] sorted = [.. milliseconds.Order()];

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public double Worst => sorted[^1];

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"median {Median:0.00} ms, 95 % within {P95:0.00} ms, worst {Worst:0.00} ms ({sorted.Length} times)"
        );

    private double At(double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
