using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What the unit has of one control term.</summary>
/// <param name="PatientsWithEvent">k.</param>
/// <param name="Expected">E, the events the trial's rate leads to in the time the unit's patients were at risk so far.</param>
/// <param name="TrialEvents">x, what the trial counted.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ControlCount(int PatientsWithEvent, double Expected, int TrialEvents);

/// <summary>
/// How much more or less often than the trial a unit records its control terms: the mean of the logarithms of k over E, weighed by
/// their precision and drawn towards 0 as far as ordinary units scatter. Information only: no state follows from it.
/// </summary>
/// <param name="LnLevel">μ̂.</param>
/// <param name="StandardError">s, of the logarithm.</param>
public sealed record RecordingLevel(double LnLevel, double StandardError)
{
    /// <summary>τ, within and between the controls: that of ordinary units.</summary>
    private const double Spread = EvidencePolicy.DefaultSpread;

    private const double NormalQuantile = 1.96;

    /// <summary>"So many times the trial".</summary>
    public double Level => Math.Exp(LnLevel);

    /// <summary>Its 95 % interval.</summary>
    public Interval Interval =>
        new(Math.Exp(LnLevel - (NormalQuantile * StandardError)), Math.Exp(LnLevel + (NormalQuantile * StandardError)));

    /// <summary>ρ₀ by which the evidence of another line is worked out anew, to be shown beside it.</summary>
    public double Margin => Level;

    /// <summary>τ' of the same, √(s² + τ²): what is not known of the level comes on top of how ordinary units scatter.</summary>
    /// <param name="spread">τ of the line; less than that of ordinary units is never taken.</param>
    public double SpreadBeside(double spread = Spread) =>
        Math.Sqrt((StandardError * StandardError) + Math.Pow(Math.Max(spread, Spread), 2));

    /// <summary>What is expected of another line at this level.</summary>
    public double Expected(double expected) => expected * Level;

    /// <summary>ln e of k of m patients of another line at this level: ρ₀ = e^μ̂, τ' in place of τ.</summary>
    /// <param name="spread">τ of the line.</param>
    public double LnEBeside(int k, int m, ReferenceCount reference, double spread = Spread) =>
        CohortEvidence.LnE(k, m, reference, Alternatives.Of(SpreadBeside(spread)), Margin, SpreadBeside(spread));

    /// <summary>y = ln((k + ½)/(E + ½)), v = 1/(k + ½) + 1/(x + ½) + τ²; μ̂ = Σ(y/v)/(1/τ² + Σ1/v), s² = 1/(1/τ² + Σ1/v).</summary>
    /// <returns>Null without a control.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or an expectation is negative or no finite number.</exception>
    public static RecordingLevel? Of(IReadOnlyCollection<ControlCount> controls)
    {
        if (controls.Count == 0)
            return null;
        double precision = 1 / (Spread * Spread),
            weighed = 0;
        foreach (var (k, expected, x) in controls)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(k, nameof(controls));
            ArgumentOutOfRangeException.ThrowIfNegative(x, nameof(controls));
            if (!double.IsFinite(expected) || expected < 0)
                throw new ArgumentOutOfRangeException(
                    nameof(controls),
                    expected,
                    "An expectation is a finite number of at least 0."
                );
            double variance = (1 / (k + 0.5)) + (1 / (x + 0.5)) + (Spread * Spread);
            weighed += Math.Log((k + 0.5) / (expected + 0.5)) / variance;
            precision += 1 / variance;
        }

        return new RecordingLevel(weighed / precision, Math.Sqrt(1 / precision));
    }
}
