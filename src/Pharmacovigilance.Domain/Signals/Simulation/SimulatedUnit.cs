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

    /// <summary>The lower limit of Wilson's 95 % interval above the trial's percentage, read live: what not to do.</summary>
    Wilson,
}

/// <summary>The first signal of one way of watching; null where none came.</summary>
/// <param name="Months">Since the unit began.</param>
/// <param name="Patients">Begun by then, in the unit.</param>
public sealed record FirstSignal(double Months, int Patients);

/// <summary>One unit from its beginning, looked at after every first event of a patient.</summary>
internal sealed class SimulatedUnit
{
    private static readonly double LnThreshold = Math.Log(20);

    private readonly SimulationPlan plan;
    private readonly StreamState[] streams;
    private readonly FirstSignal?[] signals = new FirstSignal?[Enum.GetValues<Watch>().Length];
    private double[] begun = [];
    private FamilyPath? family;

    private SimulatedUnit(SimulationPlan plan, StreamState[] streams) => (this.plan, this.streams) = (plan, streams);

    /// <returns>The first signal per <see cref="Watch"/>.</returns>
    public static FirstSignal?[] Run(SimulationPlan plan, EvidenceShelf shelf, int number)
    {
        var unit = new SimulatedUnit(plan, [.. plan.Streams.Select(stream => new StreamState(stream))]);
        foreach (var regimen in unit.streams.GroupBy(stream => stream.Stream.Trial)) Treat(plan, regimen.Key, [.. regimen], number);
        unit.Order();
        foreach (var stream in unit.streams) stream.Path = StreamPath.Of([], shelf.Against(stream.Seen));
        unit.Follow();
        return unit.signals;
    }

    /// <summary>The trial, and the unit's patients of its regimen.</summary>
    private static void Treat(SimulationPlan plan, SimulatedTrial trial, StreamState[] streams, int number)
    {
        // Sequences of their own: a run of other patients meets the same trials.
        var inTrial = SeededNumbers.Of(plan.Seed, number, 2 * (int)trial.Regimen);
        var inUnit = SeededNumbers.Of(plan.Seed, number, (2 * (int)trial.Regimen) + 1);
        var patients = new SimulatedPatients(trial, [.. streams.Select(stream => stream.Stream)]);
        double[] months = new double[streams.Length], same = [.. streams.Select(_ => 1.0)], multiples = [.. streams.Select(stream => plan.MultipleOf(stream.Stream))];
        int[] seen = new int[streams.Length];
        for (int i = 0; i < trial.Patients; i++)
        {
            patients.Draw(inTrial, same, months);
            for (int j = 0; j < seen.Length; j++) seen[j] += double.IsFinite(months[j]) ? 1 : 0;
        }

        for (int j = 0; j < seen.Length; j++) streams[j].Seen = new ReferenceCount(seen[j], trial.Patients);
        for (double start = inUnit.Exponential(plan.PatientsPerMonth); start < plan.Months; start += inUnit.Exponential(plan.PatientsPerMonth))
        {
            patients.Draw(inUnit, multiples, months);
            for (int j = 0; j < months.Length; j++) streams[j].Add(start, months[j]);
        }
    }

    private void Order()
    {
        begun = [.. streams.DistinctBy(stream => stream.Stream.Trial).SelectMany(stream => stream.Begun).Order()];
        foreach (var stream in streams) stream.Places = [.. stream.Begun.Select(start => Array.BinarySearch(begun, start))];
    }

    private void Follow()
    {
        var events = streams.SelectMany((stream, j) => stream.Happened.Select((at, patient) => (at, stream: j, patient))).Where(one => one.at < plan.Months).OrderBy(one => one.at);
        foreach (var (at, j, patient) in events)
        {
            var stream = streams[j];
            stream.Look(at, patient);
            if (plan.Counts(stream.Stream)) Alone(stream, at, patient);
            if (streams.Length > 1) Together(at);
            if (signals.Count(signal => signal is not null) == plan.Watches.Count) return;
        }
    }

    private void Alone(StreamState stream, double at, int patient)
    {
        if (stream.Naive(at)) Signal(Watch.Wilson, at);
        if (stream.Path.LnMaximum >= LnThreshold) Signal(Watch.Restarts, at);
        // Before the patient with the event nothing has changed.
        for (int m = patient + 1; m <= stream.Path.Count && signals[(int)Watch.Cohort] is null; m++)
        {
            if (stream.Path.LnPlain(m) >= LnThreshold) Signal(Watch.Cohort, at);
        }
    }

    private void Together(double at)
    {
        if (signals[(int)Watch.Family] is not null || !MayBeReached()) return;
        int patients = BegunBy(begun, at);
        // Streams that were not looked at for a while have had patients without an event since.
        foreach (var stream in streams) stream.Look(at, patient: null);
        FamilyMember[] members = [.. streams.Select(stream => new FamilyMember(stream.Path, stream.PlacesOfPath))];
        family = family is null ? FamilyPath.Of(members, patients) : family.With(members, patients);
        for (int j = 0; j < streams.Length; j++)
        {
            if (plan.Counts(streams[j].Stream) && streams[j].Path.LnMaximum >= LnThreshold && family.FirstAtLeast(j, LnThreshold) is not null) Signal(Watch.Family, at);
        }
    }

    /// <summary>The closed averaging of a stream never exceeds the mean of all, which needs this much of them at one prefix.</summary>
    private bool MayBeReached() => streams.Sum(stream => Math.Exp(Math.Min(stream.Path.LnMaximum, 700))) >= Math.Exp(LnThreshold) * streams.Length * (1 - 1e-9);

    private void Signal(Watch watch, double at) => signals[(int)watch] ??= new FirstSignal(at, BegunBy(begun, at));

    internal static int BegunBy(double[] starts, double at)
    {
        int place = Array.BinarySearch(starts, at);
        return place >= 0 ? place + 1 : ~place;
    }
}
