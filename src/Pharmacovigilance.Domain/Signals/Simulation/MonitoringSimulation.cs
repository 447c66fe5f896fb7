namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>What is simulated.</summary>
/// <param name="Streams">One, or a family that is watched together.</param>
/// <param name="Multiple">1 for units like the trials; else of the hazard, or of the probability of a reaction at the first infusion.</param>
/// <param name="Raised">The names of the streams it holds for; null for all.</param>
public sealed record SimulationPlan(IReadOnlyList<SimulatedStream> Streams, int Units, int Years, int Seed, double Multiple = 1, IReadOnlySet<string>? Raised = null)
{
    /// <summary>Patients begin by chance, on average so many a year on each regimen.</summary>
    public const int PatientsPerYear = 30;

    internal double PatientsPerMonth => PatientsPerYear / 12.0;

    internal double Months => Years * 12.0;

    /// <summary>A single stream has no family.</summary>
    public IReadOnlyList<Watch> Watches => [.. Enum.GetValues<Watch>().Where(watch => watch != Watch.Family || Streams.Count > 1)];

    internal double MultipleOf(SimulatedStream stream) => Counts(stream) ? Multiple : 1;

    /// <summary>Whether a signal of the stream counts. One in a stream that is like the trial's would be no detection.</summary>
    internal bool Counts(SimulatedStream stream) => Raised is null || Raised.Contains(stream.Name);
}

/// <summary>What one way of watching found in all units.</summary>
/// <param name="First">Per unit; null where no signal came.</param>
public sealed record WatchResult(Watch Watch, IReadOnlyList<FirstSignal?> First)
{
    /// <summary>Units with a signal within so many years.</summary>
    public int Within(double years) => First.Count(signal => signal is not null && signal.Months < years * 12);

    /// <summary>The part of units with a signal within so many years: Clopper and Pearson's 95 % interval of the simulation's own error.</summary>
    public Interval ErrorWithin(double years) => BinomialInterval.ClopperPearson(Within(years), First.Count)!.Value;

    /// <summary>Months within which half of the units had a signal; null where fewer had one.</summary>
    public double? MedianMonths => Median(signal => signal.Months);

    /// <summary>Patients of the unit within which half of the units had a signal; null where fewer had one.</summary>
    public double? MedianPatients => Median(signal => signal.Patients);

    private double? Median(Func<FirstSignal, double> of)
    {
        double[] sorted = [.. First.Select(signal => signal is null ? double.PositiveInfinity : of(signal)).Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return double.IsFinite(median) ? median : null;
    }
}

/// <summary>
/// Units in calendar time, watched after every first event of a patient, each against a trial of its own that is simulated
/// too: how often a unit like the trial is called worse, and how soon one that is worse.
/// </summary>
public static class MonitoringSimulation
{
    /// <summary>The same result for the same plan, whatever the machine and the number of its cores.</summary>
    /// <param name="done">Called after each unit, from several threads.</param>
    public static IReadOnlyList<WatchResult> Run(SimulationPlan plan, Action? done = null)
    {
        var shelf = new EvidenceShelf();
        var units = new FirstSignal?[plan.Units][];
        Parallel.For(0, plan.Units, number =>
        {
            units[number] = SimulatedUnit.Run(plan, shelf, number);
            done?.Invoke();
        });
        return [.. plan.Watches.Select(watch => new WatchResult(watch, [.. units.Select(unit => unit[(int)watch])]))];
    }
}
