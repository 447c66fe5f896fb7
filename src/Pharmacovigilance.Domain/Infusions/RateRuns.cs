namespace Pharmacovigilance.Domain.Infusions;

/// <summary>A stretch of time at one rate.</summary>
/// <param name="RateMicrolitresPerHour">µL/h; null = it ran, nobody knows how fast.</param>
/// <param name="To">Null while it lasts.</param>
public sealed record RateRun(long? RateMicrolitresPerHour, DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>The stretches of an infusion in order; entering the same rate again does not begin a new one, an interruption does.</summary>
    public static IReadOnlyList<RateRun> Of(IEnumerable<InfusionStep> steps)
    {
        var runs = new List<RateRun>();
        foreach (var step in InfusionState.Effective(steps))
        {
            if (step.Kind is InfusionStepKind.Premedicated or InfusionStepKind.NotGiven)
                continue;
            bool runsOn =
                runs is [.., { To: null } last]
                && step.Kind == InfusionStepKind.RateChanged
                && last.RateMicrolitresPerHour == step.RateMicrolitresPerHour;
            if (runsOn)
                continue;
            if (runs is [.., { To: null }])
                runs[^1] = runs[^1] with { To = step.At };
            if (step.Kind is InfusionStepKind.Started or InfusionStepKind.RateChanged or InfusionStepKind.Resumed)
                runs.Add(new RateRun(step.RateMicrolitresPerHour, step.At, null));
        }

        return runs;
    }

    /// <summary>What has run in up to an instant, µL, rounded down; null where a rate is unknown.</summary>
    public static long? VolumeMicrolitres(IReadOnlyList<RateRun> runs, DateTimeOffset until)
    {
        // Added up exactly and divided once: cutting a stretch in two changes nothing.
        Int128 product = 0;
        foreach (var run in runs.Where(run => run.From < until))
        {
            if (run.RateMicrolitresPerHour is not { } rate)
                return null;
            var to = run.To is { } ended && ended < until ? ended : until;
            product += (Int128)rate * (to - run.From).Ticks;
        }

        return (long)(product / TimeSpan.TicksPerHour);
    }
}
