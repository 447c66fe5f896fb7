namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The e-value in exposure time. Twice as fast as the cohort's, but only right where the hazard is constant: an early
/// warning, never a signal.
/// </summary>
public static class ExposureEvidence
{
    /// <summary>ln e of k events in the unit's person-time.</summary>
    /// <param name="referenceEvents">x of the trial.</param>
    /// <param name="timeRatio">Person-time of the unit over person-time of the trial, not negative.</param>
    public static double LnE(int k, double timeRatio, int referenceEvents)
    {
        Span<double> each = stackalloc double[CohortEvidence.HazardRatios.Count];
        for (int i = 0; i < each.Length; i++)
            each[i] = LnEOf(CohortEvidence.HazardRatios[i], k, timeRatio, referenceEvents);
        return LogSpace.LogMeanExp(each);
    }

    /// <summary>The same for one hazard ratio alone.</summary>
    /// <inheritdoc cref="LnE"/>
    public static double LnEOf(double hazardRatio, int k, double timeRatio, int referenceEvents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfNegative(timeRatio);
        ArgumentOutOfRangeException.ThrowIfNegative(referenceEvents);
        return (k * Math.Log(hazardRatio))
            + ((referenceEvents + 0.5 + k) * (LogSpace.Log1P(timeRatio) - LogSpace.Log1P(hazardRatio * timeRatio)));
    }
}
