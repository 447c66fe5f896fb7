using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// What a trial's percentage says per month of treatment. Treatment stops at progression, so the months at risk follow from
/// the median treatment time; taking the follow-up for exposure makes the rate two to three times too low.
/// </summary>
/// <param name="EventsPerMonth">λ, hazard of the first event per month at risk.</param>
/// <param name="StopsPerMonth">μ, hazard of leaving treatment otherwise, ln 2 / median.</param>
/// <param name="MeanMonthsAtRisk">Of a patient.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreatmentExposure(double EventsPerMonth, double StopsPerMonth, double MeanMonthsAtRisk)
{
    /// <param name="p">Part of patients with an event, 0 to 1, both excluded at 1.</param>
    /// <param name="followUpMonths">T, above 0.</param>
    /// <param name="medianTreatmentMonths">Above 0; infinite where treatment goes on to the end of follow-up.</param>
    /// <returns>Null where no hazard gives this p: so many cannot have an event before they leave treatment.</returns>
    public static TreatmentExposure? Of(double p, double followUpMonths, double medianTreatmentMonths)
    {
        if (p is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A part of patients is at least 0 and below 1.");
        if (followUpMonths is not > 0)
            throw new ArgumentOutOfRangeException(nameof(followUpMonths), followUpMonths, "Follow-up lies above 0.");
        if (medianTreatmentMonths is not > 0)
            throw new ArgumentOutOfRangeException(
                nameof(medianTreatmentMonths),
                medianTreatmentMonths,
                "A median lies above 0."
            );
        double stops = Math.Log(2) / medianTreatmentMonths;
        double Part(double events) => events / (events + stops) * -LogSpace.ExpM1(-(events + stops) * followUpMonths);
        if (p == 0)
            return new TreatmentExposure(0, stops, MeanMonths(stops, followUpMonths));
        double high = 1;
        while (Part(high) < p && high < 1e12)
            high *= 2;
        if (Part(high) < p)
            return null;
        double events = Bisection.Between(0, high, guess => Part(guess) < p);
        return new TreatmentExposure(events, stops, MeanMonths(events + stops, followUpMonths));
    }

    private static double MeanMonths(double leaving, double followUp) =>
        leaving == 0 ? followUp : -LogSpace.ExpM1(-leaving * followUp) / leaving;
}

/// <summary>A hazard that stays the same over time.</summary>
public static class ConstantHazard
{
    /// <summary>Per month, from the part of patients with an event within so many months at risk.</summary>
    public static double PerMonth(double p, double months) => -LogSpace.Log1P(-p) / months;

    /// <summary>Λ(t), the hazard added up.</summary>
    public static double Cumulative(double p, double months, double t) => PerMonth(p, months) * t;

    /// <summary>F(t), the part of patients with an event by then.</summary>
    public static double Part(double p, double months, double t) => -LogSpace.ExpM1(-Cumulative(p, months, t));
}

/// <summary>
/// When infusion reactions come: mostly at the first infusion, so never at a flat rate per infusion.
/// </summary>
/// <param name="First">Probability at the first infusion.</param>
/// <param name="Later">Probability at each later one, for a patient without a reaction so far.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct InfusionReactionModel(double First, double Later)
{
    /// <param name="p">Part of patients with a reaction at any infusion, 0 to 1.</param>
    /// <param name="firstPart">φ: the part of them who react at the first infusion.</param>
    /// <param name="infusions">K, the infusions the trial's patients had; 2 or more.</param>
    public static InfusionReactionModel Of(double p, double firstPart, int infusions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(infusions, 2);
        double first = firstPart * p;
        // Equal where all react at the first infusion; the logarithm of the quotient would be of the rounding only.
        if (first == p)
            return new InfusionReactionModel(first, 0);
        return new InfusionReactionModel(
            first,
            -LogSpace.ExpM1((LogSpace.Log1P(-p) - LogSpace.Log1P(-first)) / (infusions - 1))
        );
    }

    /// <summary>The part of patients with a reaction by so many infusions.</summary>
    public double Part(int infusions) =>
        infusions <= 0 ? 0 : -LogSpace.ExpM1(LogSpace.Log1P(-First) + ((infusions - 1) * LogSpace.Log1P(-Later)));

    /// <summary>What a flat rate would expect per 1,000 infusions; shown only as the mistake it is.</summary>
    public static double FlatPerThousand(double p, int infusions) =>
        -1000 * LogSpace.ExpM1(LogSpace.Log1P(-p) / infusions);
}
