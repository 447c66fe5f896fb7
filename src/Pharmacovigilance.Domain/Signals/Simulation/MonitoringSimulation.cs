namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>What one way of watching found in all units.</summary>
/// <param name="First">Per unit; null where no signal came.</param>
public sealed record WatchResult(Watch Watch, IReadOnlyList<FirstSignal?> First)
{
    /// <summary>Units with a signal within so many years.</summary>
    public int Within(double years) => First.Count(signal => signal is not null && signal.Months < years * 12);

    /// <summary>The part of units with a signal within so many years: Clopper and Pearson's 95 % interval of the simulation's own error.</summary>
    public Interval ErrorWithin(double years) => BinomialInterval.ClopperPearson(Within(years), First.Count)!.Value;

    /// <summary>Units with a signal within their first so many patients.</summary>
    public int WithinPatients(int patients) => First.Count(signal => signal is not null && signal.Patients <= patients);

    /// <summary>The part of them: Clopper and Pearson's 95 % interval of the simulation's own error.</summary>
    public Interval ErrorWithinPatients(int patients) =>
        BinomialInterval.ClopperPearson(WithinPatients(patients), First.Count)!.Value;

    /// <summary>Months within which half of the units had a signal; null where fewer had one.</summary>
    public double? MedianMonths => Median(signal => signal.Months);

    /// <summary>Patients of the unit within which half of the units had a signal; null where fewer had one.</summary>
    public double? MedianPatients => Median(signal => signal.Patients);

    private double? Median(Func<FirstSignal, double> of) => Medians.Of(First, of);
}

/// <summary>How often lines of all units were called within expectation by one rule.</summary>
/// <param name="First">Per unit and counted stream; null where none was.</param>
public sealed record ReassuranceResult(ReassuranceRule Rule, IReadOnlyList<IReadOnlyList<FirstGreen?>> First)
{
    /// <summary>The mean part of a unit's lines within so many years; of one line the part of units.</summary>
    public double Within(double years) => Parts(years).Average();

    /// <summary>
    /// The 95 % interval of the simulation's own error: of one line Clopper and Pearson's, of several by the standard error over
    /// units, as the lines of a unit hang together.
    /// </summary>
    public Interval ErrorWithin(double years)
    {
        if (First[0].Count == 1)
            return BinomialInterval.ClopperPearson(First.Count(unit => IsWithin(unit[0], years)), First.Count)!.Value;
        double[] parts = [.. Parts(years)];
        double mean = parts.Average(),
            error = parts.Length == 1
                ? 1
                : Math.Sqrt(parts.Sum(part => (part - mean) * (part - mean)) / (parts.Length - 1.0) / parts.Length);
        return new Interval(Math.Max(0, mean - (Normal975 * error)), Math.Min(1, mean + (Normal975 * error)));
    }

    /// <summary>Within which half of all lines were; null where fewer were.</summary>
    public double? MedianMonths => Median(green => green.Months);

    /// <summary>Patients of the line.</summary>
    public double? MedianPatients => Median(green => green.Patients);

    /// <summary>Patient-months at risk of the line.</summary>
    public double? MedianPatientMonths => Median(green => green.PatientMonths);

    private const double Normal975 = 1.959963984540054;

    private IEnumerable<double> Parts(double years) =>
        First.Select(unit => unit.Count(line => IsWithin(line, years)) / (double)unit.Count);

    private static bool IsWithin(FirstGreen? green, double years) => green is not null && green.Months < years * 12;

    private double? Median(Func<FirstGreen, double> of) => Medians.Of([.. First.SelectMany(unit => unit)], of);
}

/// <summary>Medians over all, where what never came is infinite.</summary>
internal static class Medians
{
    public static double? Of<T>(IReadOnlyList<T?> all, Func<T, double> of)
        where T : class
    {
        double[] sorted = [.. all.Select(one => one is null ? double.PositiveInfinity : of(one)).Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return double.IsFinite(median) ? median : null;
    }
}

/// <summary>What all units of a run came to.</summary>
/// <param name="Alarms">One per way of watching.</param>
/// <param name="Greens">One per rule of the plan.</param>
/// <param name="FewestPatients">Of any unit on any regimen: within so many every unit was watched.</param>
public sealed record SimulationResult(
    IReadOnlyList<WatchResult> Alarms,
    IReadOnlyList<ReassuranceResult> Greens,
    int FewestPatients
)
{
    public WatchResult Of(Watch watch) => Alarms.Single(result => result.Watch == watch);

    public ReassuranceResult Of(ReassuranceRule rule) => Greens.Single(result => result.Rule == rule);
}

/// <summary>
/// Units in calendar time, watched after every first event of a patient, each against a trial of its own that is simulated
/// too: how often a unit like the trial is called worse, how soon one that is worse, and how often either is called within expectation.
/// </summary>
public static class MonitoringSimulation
{
    /// <summary>The same result for the same plan, whatever the machine and the number of its cores.</summary>
    /// <param name="done">Called after each unit, from several threads.</param>
    public static SimulationResult Run(SimulationPlan plan, Action? done = null)
    {
        var shelf = new SimulationShelf(new EventTimeShelf(), new EvidenceShelf(), new ReassuranceShelf());
        var units = new UnitOutcome[plan.Units];
        Parallel.For(0, plan.Units, number =>
        {
            units[number] = SimulatedUnit.Run(plan, shelf, number);
            done?.Invoke();
        });
        return new SimulationResult(
            [
                .. plan.Watches.Select(watch => new WatchResult(
                    watch,
                    [.. units.Select(unit => unit.Signals[(int)watch])]
                )),
            ],
            [
                .. plan.Rules.Select(
                    (rule, index) => new ReassuranceResult(rule, [.. units.Select(unit => unit.Greens[index])])
                ),
            ],
            units.Min(unit => unit.Patients)
        );
    }
}
