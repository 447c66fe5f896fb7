namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>How a simulated unit is watched.</summary>
public enum Watch
{
    /// <summary>e ≥ 20 at any prefix of a stream.</summary>
    Cohort,

    /// <summary>The mixture with restarts ≥ 20 at any prefix of a stream.</summary>
    Restarts,

    /// <summary>The closed averaging of all streams' mixtures ≥ 20 at any prefix of the unit.</summary>
    Family,

    /// <summary>Benjamini and Hochberg's procedure for the e-values of the family names a stream at a look.</summary>
    WatchList,

    /// <summary>The lower limit of Wilson's 95 % interval above the trial's percentage, read live: what not to do.</summary>
    Wilson,
}

/// <summary>The first signal of one way of watching; null where none came.</summary>
/// <param name="Months">Since the unit began.</param>
/// <param name="Patients">Begun by then, in the unit.</param>
public sealed record FirstSignal(double Months, int Patients);

/// <summary>What became of one unit.</summary>
/// <param name="Signals">The first per <see cref="Watch"/>; null where none came.</param>
/// <param name="Greens">The first per rule of the plan and counted stream; null where none came.</param>
/// <param name="Patients">Of the smallest regimen.</param>
internal sealed record UnitOutcome(FirstSignal?[] Signals, FirstGreen?[][] Greens, int Patients);

/// <summary>What all units of a run share.</summary>
internal sealed record SimulationShelf(EventTimeShelf Times, EvidenceShelf Evidence, ReassuranceShelf Reassurance);

/// <summary>One unit from its beginning, looked at after every first event of a patient, for greens twice a month.</summary>
internal sealed class SimulatedUnit
{
    private static readonly double LnThreshold = Math.Log(20);

    private readonly SimulationPlan plan;
    private readonly StreamState[] streams;
    private readonly FirstSignal?[] signals = new FirstSignal?[Enum.GetValues<Watch>().Length];
    private double[] begun = [];
    private SimulatedReassurance[][] greens = [];
    private FamilyPath? family;

    private SimulatedUnit(SimulationPlan plan, StreamState[] streams) => (this.plan, this.streams) = (plan, streams);

    public static UnitOutcome Run(SimulationPlan plan, SimulationShelf shelf, int number)
    {
        var unit = new SimulatedUnit(plan, [.. plan.Streams.Select(stream => new StreamState(stream))]);
        SimulatedTreatment.Of(plan, shelf.Times, number, unit.streams);
        unit.Order();
        foreach (var stream in unit.streams)
            stream.Path = StreamPath.Of([], shelf.Evidence.Against(stream.Seen, plan.AssumedFor(stream.Stream)));
        unit.greens =
        [
            .. plan.Rules.Select(rule =>
                unit.streams.Where(stream => plan.Counts(stream.Stream))
                    .Select(stream => new SimulatedReassurance(rule, stream, shelf.Reassurance))
                    .ToArray()
            ),
        ];
        unit.Follow();
        return new UnitOutcome(
            unit.signals,
            [.. unit.greens.Select(rule => rule.Select(line => line.First).ToArray())],
            unit.streams.Min(stream => stream.Begun.Count)
        );
    }

    private void Order()
    {
        begun = [.. streams.DistinctBy(stream => stream.Stream.Trial).SelectMany(stream => stream.Begun).Order()];
        foreach (var stream in streams)
            stream.Places = [.. stream.Begun.Select(start => Array.BinarySearch(begun, start))];
    }

    private void Follow()
    {
        var events = streams
            .SelectMany((stream, j) => stream.Happened.Select((at, patient) => (at, stream: j, patient)))
            .Where(one => one.at < plan.Months)
            .OrderBy(one => one.at);
        foreach (var (at, j, patient) in events)
        {
            var stream = streams[j];
            LookForGreen(at);
            stream.Look(at, patient);
            if (stream.Path.LnMaximum >= LnThreshold)
                Watched(stream);
            if (plan.Counts(stream.Stream))
                Alone(stream, at, patient);
            if (streams.Length > 1)
                Together(at);
            if (plan.FollowsWatchList)
                Listed(at);
            if (
                signals.Count(signal => signal is not null) == plan.Watches.Count
                && greens.All(rule => rule.All(line => line.IsSettled))
            )
                return;
        }

        LookForGreen(plan.Months);
    }

    private void LookForGreen(double moment)
    {
        foreach (var rule in greens)
        {
            foreach (var line in rule)
                line.LookBefore(moment);
        }
    }

    private void Watched(StreamState stream)
    {
        foreach (var line in greens.SelectMany(rule => rule).Where(line => line.Stream == stream))
            line.IsWatched = true;
    }

    private void Alone(StreamState stream, double at, int patient)
    {
        if (stream.Naive(at))
            Signal(Watch.Wilson, at);
        if (stream.Path.LnMaximum >= LnThreshold)
            Signal(Watch.Restarts, at);
        // Before the patient with the event nothing has changed.
        for (int m = patient + 1; m <= stream.Path.Count && signals[(int)Watch.Cohort] is null; m++)
        {
            if (stream.Path.LnPlain(m) >= LnThreshold)
                Signal(Watch.Cohort, at);
        }
    }

    private void Together(double at)
    {
        if (signals[(int)Watch.Family] is not null || !MayBeReached())
            return;
        int patients = BegunBy(begun, at);
        // Streams that were not looked at for a while have had patients without an event since.
        foreach (var stream in streams)
            stream.Look(at, patient: null);
        FamilyMember[] members = [.. streams.Select(stream => new FamilyMember(stream.Path, stream.PlacesOfPath))];
        family = family is null ? FamilyPath.Of(members, patients) : family.With(members, patients);
        for (int j = 0; j < streams.Length; j++)
        {
            if (
                plan.Counts(streams[j].Stream)
                && streams[j].Path.LnMaximum >= LnThreshold
                && family.FirstAtLeast(j, LnThreshold) is not null
            )
                Signal(Watch.Family, at);
        }
    }

    private void Listed(double at)
    {
        // What stands now is at most what stood ever.
        if (
            streams.Length == 1
            || signals[(int)Watch.WatchList] is not null
            || !NamesAny(stream => stream.Path.LnMaximum)
        )
            return;
        foreach (var stream in streams)
            stream.Look(at, patient: null);
        if (NamesAny(stream => stream.Path.LnE(stream.Path.Count)))
            Signal(Watch.WatchList, at);
    }

    private bool NamesAny(Func<StreamState, double> lnE)
    {
        bool[] named = EvidenceFamily.BenjaminiHochberg([.. streams.Select(lnE)], SignalThreshold.FalseDiscoveryRate);
        return streams.Where((stream, j) => named[j] && plan.Counts(stream.Stream)).Any();
    }

    /// <summary>The closed averaging of a stream never exceeds the mean of all, which needs this much of them at one prefix.</summary>
    private bool MayBeReached() =>
        streams.Sum(stream => Math.Exp(Math.Min(stream.Path.LnMaximum, 700)))
        >= Math.Exp(LnThreshold) * streams.Length * (1 - 1e-9);

    private void Signal(Watch watch, double at) => signals[(int)watch] ??= new FirstSignal(at, BegunBy(begun, at));

    internal static int BegunBy(double[] starts, double at)
    {
        int place = Array.BinarySearch(starts, at);
        return place >= 0 ? place + 1 : ~place;
    }
}
