using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>A stream of a simulated unit, and what is known of it at a moment.</summary>
internal sealed class StreamState(SimulatedStream stream)
{
    private readonly List<double> begun = [],
        happened = [],
        windowEnds = [];
    private double[] starts = [];
    private bool[] events = [];
    private int k;

    public SimulatedStream Stream => stream;

    /// <summary>What the simulated trial saw.</summary>
    public ReferenceCount Seen { get; set; }

    /// <summary>Months since the unit began, of each patient's first infusion.</summary>
    public IReadOnlyList<double> Begun => begun;

    /// <summary>Of each patient's first event; infinite where it does not come.</summary>
    public IReadOnlyList<double> Happened => happened;

    /// <summary>Of each patient: the end of treatment, or of the follow-up.</summary>
    public IReadOnlyList<double> WindowEnds => windowEnds;

    /// <summary>The part of patients with an event in a unit like the trial.</summary>
    public double TrueRate { get; set; } = stream.Rate;

    /// <summary>Of each patient among all of the unit.</summary>
    public int[] Places { get; set; } = [];

    public StreamPath Path { get; set; } = StreamPath.Of([], new ReferenceCount(0, 1));

    public IReadOnlyList<int> PlacesOfPath => new ArraySegment<int>(Places, 0, Path.Count);

    /// <param name="months">To the first event; infinite where it does not come.</param>
    /// <param name="window">To the end of treatment or follow-up.</param>
    public void Add(double start, double months, double window)
    {
        begun.Add(start);
        happened.Add(start + months);
        windowEnds.Add(start + window);
    }

    /// <summary>Takes in all patients begun so far and the event of one of them.</summary>
    public void Look(double at, int? patient)
    {
        if (starts.Length == 0)
            (starts, events) = ([.. begun], new bool[begun.Count]);
        if (patient is { } one)
        {
            events[one] = true;
            k++;
        }

        Path = Path.With(new ArraySegment<bool>(events, 0, SimulatedUnit.BegunBy(starts, at)));
    }

    /// <summary>Whether the unit's interval lies above the trial's percentage, all patients begun so far counted.</summary>
    public bool Naive(double at) =>
        BinomialInterval.Wilson(k, SimulatedUnit.BegunBy(starts, at)) is { } interval
        && interval.Lower > (double)Seen.PatientsWithEvent / Seen.Patients;
}

/// <summary>What is known of the evidence against each result of a trial, for all units of a run.</summary>
internal sealed class EvidenceShelf
{
    private readonly ConcurrentDictionary<(ReferenceCount Seen, double Spread), EvidenceLattice> known = [];

    /// <param name="spread">τ that the evidence assumes.</param>
    public EvidenceLattice Against(ReferenceCount seen, double spread) =>
        known.GetOrAdd((seen, spread), static one => new EvidenceLattice(one.Seen, 1, one.Spread));
}
