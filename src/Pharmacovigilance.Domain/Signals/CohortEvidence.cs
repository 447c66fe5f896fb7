using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What the trial saw: x of n patients.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReferenceCount
{
    /// <exception cref="ArgumentOutOfRangeException">n below 1, x negative or above n.</exception>
    public ReferenceCount(int patientsWithEvent, int patients)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patients, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(patientsWithEvent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patientsWithEvent, patients);
        PatientsWithEvent = patientsWithEvent;
        Patients = patients;
    }

    public int PatientsWithEvent { get; }

    public int Patients { get; }

    /// <summary>First parameter of the Jeffreys posterior of the trial's rate, Beta(A, B).</summary>
    internal double A => PatientsWithEvent + 0.5;

    /// <summary>The second.</summary>
    internal double B => Patients - PatientsWithEvent + 0.5;
}

/// <summary>
/// The cohort e-value: how much better k of m patients are foretold by "the unit's hazard is 1.5, 2, 3 or 5 times the trial's"
/// than by "the same as the trial's", with the trial's own uncertainty integrated out. A unit that is like the trial ever
/// reaches e ≥ 20 with a probability of at most 5 %, however often it is looked at.
/// </summary>
/// <remarks>
/// k are patients with a first event in the window, m those treated and assessed, in the order of their first infusion. The
/// integrals are trapezoid sums over the logit of the rate, in logarithms: pᵏ is never formed.
/// </remarks>
public static class CohortEvidence
{
    /// <summary>The hazard ratios the alternative is averaged over, with equal weight, where every unit is the trial.</summary>
    public static IReadOnlyList<double> HazardRatios => Alternatives.OfTheTrial.HazardRatios;

    // Terms this far below the largest add less than 1e-19 of the sum.
    private const double Negligible = 45;

    // The bisection for the bounds of the hazard ratio asks for any θ; beyond this the step stays as it is.
    private const double MostNarrowing = 10;

    /// <summary>ln e; 0 for no patients.</summary>
    /// <param name="margin">ρ₀, the hazard ratio still called "the same": 1, or more where a unit's case-mix is known to differ.</param>
    /// <param name="spread">τ, how far the log hazards of ordinary units scatter around the trial's; 0 where every unit is the trial.</param>
    /// <exception cref="ArgumentOutOfRangeException">k or m negative, k above m, the margin not above 0, or the spread negative.</exception>
    public static double LnE(int k, int m, ReferenceCount reference, double margin = 1, double spread = 0)
    {
        if (!(spread > 0))
            return LnE(k, m, reference, Alternatives.Of(spread), margin, spread);
        Check(k, m);
        Check(margin, spread);
        return m == 0 ? 0 : SpreadEvidence.Of(reference, spread, margin).LnE(k, m);
    }

    /// <summary>The same for one hazard ratio alone, where every unit is the trial.</summary>
    /// <inheritdoc cref="LnE(int, int, ReferenceCount, double, double)"/>
    public static double LnEOf(double hazardRatio, int k, int m, ReferenceCount reference, double margin = 1) =>
        LnE(k, m, reference, new Alternatives([hazardRatio], [1]), margin, spread: 0);

    /// <summary>The same against a part of the trial's patients with an event, which need not be a whole number of them.</summary>
    /// <param name="patientsWithEvent">0 to all of the trial's patients.</param>
    internal static double LnEOf(double hazardRatio, int k, int m, double patientsWithEvent, int patients)
    {
        double a = patientsWithEvent + 0.5,
            b = patients - patientsWithEvent + 0.5;
        return m == 0 ? 0 : LnPredicted(k, m, a, b, hazardRatio) - LnPredicted(k, m, a, b, 1);
    }

    /// <summary>The same for other alternatives.</summary>
    /// <inheritdoc cref="LnE(int, int, ReferenceCount, double, double)"/>
    public static double LnE(
        int k,
        int m,
        ReferenceCount reference,
        Alternatives alternatives,
        double margin,
        double spread
    )
    {
        Check(k, m);
        Check(margin, spread);
        if (m == 0)
            return 0;
        if (spread > 0)
            return new SpreadEvidence(reference, spread, margin, alternatives).LnE(k, m);
        double same = LnPredicted(k, m, reference, margin);
        Span<double> each = stackalloc double[alternatives.HazardRatios.Count];
        for (int i = 0; i < each.Length; i++)
            each[i] = LnPredicted(k, m, reference, margin * alternatives.HazardRatios[i]) - same;
        return LogSpace.LogMeanExp(each, alternatives.Weights);
    }

    /// <summary>ln of the probability that an ordinary unit's patients have exactly one course: k events, at given places among m.</summary>
    /// <inheritdoc cref="LnE(int, int, ReferenceCount, double, double)"/>
    public static double LnOrdinaryPath(int k, int m, ReferenceCount reference, double margin = 1, double spread = 0)
    {
        Check(k, m);
        Check(margin, spread);
        return SpreadEvidence.Of(reference, spread, margin).LnOrdinaryPath(k, m);
    }

    internal static void Check(double margin, double spread)
    {
        if (margin is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "A hazard ratio lies above 0.");
        if (spread is not (>= 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(spread), spread, "A spread is 0 or more.");
    }

    private static void Check(int k, int m)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, m);
    }

    /// <summary>ln ∫ q(p)ᵏ (1 − q(p))ᵐ⁻ᵏ π(p) dp with q = 1 − (1 − p)^θ, up to the constant of π.</summary>
    private static double LnPredicted(int k, int m, ReferenceCount reference, double theta) =>
        LnPredicted(k, m, reference.A, reference.B, theta);

    private static double LnPredicted(int k, int m, double a, double b, double theta)
    {
        double centre = Math.Log((a + k) / (b + m - k));
        double step = Math.Min(0.12, 0.35 * Math.Sqrt((1 / (a + k)) + (1 / (b + m - k))));
        step = Math.Min(step, EvidenceNodes.WidestStep(Math.Min(theta, MostNarrowing), a + k, ((m - k) * theta) + b));
        var sum = new RunningLogSum();
        sum.Add(LnIntegrand(centre, k, m, a, b, theta));
        foreach (int direction in (ReadOnlySpan<int>)[1, -1])
        {
            for (int i = 1; ; i++)
            {
                double term = LnIntegrand(centre + (direction * i * step), k, m, a, b, theta);
                sum.Add(term);
                if (term < sum.Largest - Negligible)
                    break;
            }
        }

        return sum.Value + Math.Log(step);
    }

    private static double LnIntegrand(double z, int k, int m, double a, double b, double theta)
    {
        double lnNot = -LogSpace.Softplus(z);
        double lnNever = theta * lnNot;
        return LogSpace.Times(k, LogSpace.Log1MExp(lnNever))
            + ((m - k) * lnNever)
            - (a * LogSpace.Softplus(-z))
            + (b * lnNot);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct RunningLogSum()
    {
        private double scaled;

        public double Largest { get; private set; } = double.NegativeInfinity;

        public readonly double Value => Largest + Math.Log(scaled);

        public void Add(double logarithm)
        {
            if (logarithm <= Largest)
            {
                scaled += Math.Exp(logarithm - Largest);
                return;
            }

            scaled = (scaled * Math.Exp(Largest - logarithm)) + 1;
            Largest = logarithm;
        }
    }
}
