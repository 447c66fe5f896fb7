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
    /// <param name="rate">The part of patients with an event, at least 0 and below 1.</param>
    /// <param name="shape">Weibull shape of the hazard; null = the stream's own.</param>
    public static FirstEventTime Of(SimulatedStream stream, double rate, double? shape = null) =>
        stream.Timing switch
        {
            EventTiming.FirstInfusion => new FirstEventTime(rate, 0),
            EventTiming.Constant => Of(rate, stream.Trial, shape ?? 1),
            EventTiming.FrontLoaded => Of(rate, stream.Trial, shape ?? 0.5),
        };

    /// <summary>Months from the first infusion; infinite when it never comes. Before the end of treatment or follow-up is for the caller to see.</summary>
    /// <param name="chance">Uniform between 0 and 1; the smaller, the earlier.</param>
    /// <param name="multiple">Of the hazard, or of the probability at the first infusion.</param>
    public double Months(double chance, double multiple)
    {
        if (Shape == 0)
            return chance < Scale * multiple ? 0 : double.PositiveInfinity;
        return Math.Pow(-LogSpace.Log1P(-chance) / (Scale * multiple), 1 / Shape);
    }

    private static FirstEventTime Of(double rate, SimulatedTrial trial, double shape) =>
        new(WeibullHazard.Scale(rate, trial.FollowUpMonths, trial.MedianTreatmentMonths, shape), shape);
}

/// <summary>When first events come, for all units of a run.</summary>
internal sealed class EventTimeShelf
{
    private readonly ConcurrentDictionary<(SimulatedStream Stream, double Rate), FirstEventTime> known = [];

    /// <param name="shape">The same in all of a run.</param>
    public FirstEventTime Of(StreamState stream, double? shape) =>
        known.GetOrAdd(
            (stream.Stream, stream.TrueRate),
            static (one, shape) => FirstEventTime.Of(one.Stream, one.Rate, shape),
            shape
        );
}
