using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>
/// When the first event of a stream comes, so that the part of patients with one before treatment or follow-up ends is the
/// stream's rate.
/// </summary>
/// <param name="Scale">c of the cumulative hazard c · tˢ, t in months; for events at the first infusion their probability.</param>
/// <param name="Shape">s; 1 is a constant hazard, 0 stands for events at the first infusion.</param>
internal sealed record FirstEventTime(double Scale, double Shape)
{
    private const int Intervals = 2000;

    /// <param name="rate">The part of patients with an event, at least 0 and below 1.</param>
    /// <param name="shape">Weibull shape of the hazard; null = the stream's own.</param>
    public static FirstEventTime Of(SimulatedStream stream, double rate, double? shape = null) => stream.Timing switch
    {
        EventTiming.FirstInfusion => new FirstEventTime(rate, 0),
        EventTiming.Constant => Of(rate, stream.Trial, shape ?? 1),
        EventTiming.FrontLoaded => Of(rate, stream.Trial, shape ?? 0.5),
    };

    /// <summary>θ*, the hazard ratio that a doubled hazard of this shape amounts to among closed windows.</summary>
    public static double ClosedHazardRatio(SimulatedStream stream, double rate, double shape)
    {
        double doubled = Part(2 * Of(rate, stream.Trial, shape).Scale, stream.Trial, shape);
        return LogSpace.Log1P(-doubled) / LogSpace.Log1P(-rate);
    }

    /// <summary>Months from the first infusion; infinite when it never comes. Before the end of treatment or follow-up is for the caller to see.</summary>
    /// <param name="chance">Uniform between 0 and 1; the smaller, the earlier.</param>
    /// <param name="multiple">Of the hazard, or of the probability at the first infusion.</param>
    public double Months(double chance, double multiple)
    {
        if (Shape == 0) return chance < Scale * multiple ? 0 : double.PositiveInfinity;
        return Math.Pow(-LogSpace.Log1P(-chance) / (Scale * multiple), 1 / Shape);
    }

    private static FirstEventTime Of(double rate, SimulatedTrial trial, double shape)
    {
        double high = 1;
        while (Part(high, trial, shape) < rate) high *= 2;
        return new FirstEventTime(Bisection.Between(0, high, scale => Part(scale, trial, shape) < rate), shape);
    }

    /// <summary>The part of patients with an event while treated and followed: ∫ f(t) e^(−μt) dt to T, by Simpson's rule over v = tˢ, or over t where the hazard rises.</summary>
    private static double Part(double scale, SimulatedTrial trial, double shape)
    {
        double stops = Math.Log(2) / trial.MedianTreatmentMonths, end = Math.Pow(trial.FollowUpMonths, Math.Min(shape, 1)), width = end / Intervals, sum = 0;
        for (int i = 0; i <= Intervals; i++)
        {
            double at = i * width;
            int weight = i is 0 or Intervals ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * (shape <= 1
                ? scale * Math.Exp(-(scale * at) - (stops * Math.Pow(at, 1 / shape)))
                : scale * shape * Math.Pow(at, shape - 1) * Math.Exp(-(scale * Math.Pow(at, shape)) - (stops * at)));
        }

        return sum * width / 3;
    }
}

/// <summary>When first events come, for all units of a run.</summary>
internal sealed class EventTimeShelf
{
    private readonly ConcurrentDictionary<(SimulatedStream Stream, double Rate), FirstEventTime> known = [];

    /// <param name="shape">The same in all of a run.</param>
    public FirstEventTime Of(StreamState stream, double? shape) =>
        known.GetOrAdd((stream.Stream, stream.TrueRate), static (one, shape) => FirstEventTime.Of(one.Stream, one.Rate, shape), shape);
}
