namespace Pharmacovigilance.Domain.Signals;

/// <summary>First events by the cumulative hazard c · tˢ while treatment lasts, which ends by a constant hazard; t in months.</summary>
internal static class WeibullHazard
{
    private const int Intervals = 2000;

    /// <summary>c with which a part of patients has an event before treatment or follow-up ends.</summary>
    /// <param name="rate">That part, at least 0 and below 1.</param>
    /// <param name="shape">s, above 0.</param>
    public static double Scale(double rate, double followUpMonths, double medianTreatmentMonths, double shape)
    {
        double high = 1;
        while (Part(high, followUpMonths, medianTreatmentMonths, shape) < rate)
            high *= 2;
        return Bisection.Between(0, high, scale => Part(scale, followUpMonths, medianTreatmentMonths, shape) < rate);
    }

    /// <summary>θ*, the hazard ratio that a doubled hazard of this shape amounts to among closed windows.</summary>
    public static double ClosedHazardRatio(
        double rate,
        double followUpMonths,
        double medianTreatmentMonths,
        double shape
    )
    {
        double doubled = Part(
            2 * Scale(rate, followUpMonths, medianTreatmentMonths, shape),
            followUpMonths,
            medianTreatmentMonths,
            shape
        );
        return LogSpace.Log1P(-doubled) / LogSpace.Log1P(-rate);
    }

    /// <summary>The part of patients with an event while treated and followed: ∫ f(t) e^(−μt) dt to T, by Simpson's rule over v = tˢ, or over t where the hazard rises.</summary>
    private static double Part(double scale, double followUpMonths, double medianTreatmentMonths, double shape)
    {
        double stops = Math.Log(2) / medianTreatmentMonths,
            end = Math.Pow(followUpMonths, Math.Min(shape, 1)),
            width = end / Intervals,
            sum = 0;
        for (int i = 0; i <= Intervals; i++)
        {
            double at = i * width;
            int weight =
                i is 0 or Intervals ? 1
                : i % 2 == 1 ? 4
                : 2;
            sum +=
                weight
                * (
                    shape <= 1
                        ? scale * Math.Exp(-(scale * at) - (stops * Math.Pow(at, 1 / shape)))
                        : scale
                            * shape
                            * Math.Pow(at, shape - 1)
                            * Math.Exp(-(scale * Math.Pow(at, shape)) - (stops * at))
                );
        }

        return sum * width / 3;
    }
}
