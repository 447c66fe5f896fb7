using System.Collections.Concurrent;

namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>By what a line of a simulated unit is called within expectation, while it is not on Watch.</summary>
public enum ReassuranceRule
{
    /// <summary>The evidence against a doubled hazard, by time at risk; of reactions by first infusions.</summary>
    NotDoubled,

    /// <summary>The same by all closed windows alone; of reactions as before. Windows that close early had little time at risk: it promises nothing.</summary>
    ClosedWindows,

    /// <summary>
    /// By closed windows in the order of first infusion, up to the first that is open, and by what a doubling amounts to where the
    /// hazard rises in proportion to time; of reactions as before.
    /// </summary>
    ClosedInOrder,

    /// <summary>Enough patients for a doubling to have shown, whatever their time at risk: boards without a spread between units.</summary>
    EnoughPatients,
}

/// <summary>The first look at which a line was called within expectation.</summary>
/// <param name="Months">Since the unit began.</param>
/// <param name="Patients">Of the line, begun by then.</param>
/// <param name="PatientMonths">Of the line, at risk by then.</param>
public sealed record FirstGreen(double Months, int Patients, double PatientMonths);

/// <summary>A line of one unit, looked at twice a month until it is called within expectation or put on Watch.</summary>
internal sealed class SimulatedReassurance
{
    private const double MonthsBetweenLooks = 0.5;

    private readonly ReassuranceRule rule;
    private readonly ReassuranceShelf shelf;
    private readonly double[] begun,
        atRiskUntil,
        happened;
    private readonly (double At, bool HadEvent)[] closed;
    private int looks,
        started,
        left,
        events,
        windows,
        windowsWithEvent,
        inOrder,
        inOrderWithEvent;
    private double startedSum,
        leftSum;

    public SimulatedReassurance(ReassuranceRule rule, StreamState stream, ReassuranceShelf shelf)
    {
        (this.rule, Stream, this.shelf) = (rule, stream, shelf);
        begun = [.. stream.Begun];
        happened = [.. stream.Happened.Where(double.IsFinite).Order()];
        atRiskUntil = [.. stream.Happened.Zip(stream.WindowEnds, Math.Min).Order()];
        closed = [.. stream.Happened.Zip(stream.WindowEnds, (event_, end) => (end, double.IsFinite(event_))).Order()];
    }

    public StreamState Stream { get; }

    public FirstGreen? First { get; private set; }

    /// <summary>On Watch: it will not be called within expectation any more.</summary>
    public bool IsWatched { get; set; }

    public bool IsSettled => IsWatched || First is not null;

    /// <summary>All looks before that moment that were not yet.</summary>
    public void LookBefore(double moment)
    {
        while (!IsSettled && (looks + 1) * MonthsBetweenLooks < moment)
            Look(++looks * MonthsBetweenLooks);
    }

    private void Look(double at)
    {
        while (started < begun.Length && begun[started] <= at)
            startedSum += begun[started++];
        while (left < atRiskUntil.Length && atRiskUntil[left] <= at)
            leftSum += atRiskUntil[left++];
        while (events < happened.Length && happened[events] <= at)
            events++;
        for (; windows < closed.Length && closed[windows].At <= at; windows++)
            windowsWithEvent += closed[windows].HadEvent ? 1 : 0;
        for (; inOrder < started && Stream.WindowEnds[inOrder] <= at; inOrder++)
            inOrderWithEvent += double.IsFinite(Stream.Happened[inOrder]) ? 1 : 0;
        double months = ((started - left) * at) - startedSum + leftSum;
        if (started >= StreamDefinition.DefaultMinimumPatients && IsReassuring(months))
            First = new FirstGreen(at, started, months);
    }

    private bool IsReassuring(double months) =>
        rule switch
        {
            ReassuranceRule.EnoughPatients => started >= shelf.PatientsNeeded(Stream.Seen),
            _ when Stream.Stream.Timing is EventTiming.FirstInfusion => shelf.OfReactions(Stream.Seen, events, started)
                >= NotDoubled.Enough,
            ReassuranceRule.ClosedWindows => shelf.OfClosed(Stream, windowsWithEvent, windows) >= NotDoubled.Enough,
            ReassuranceRule.ClosedInOrder => shelf.OfClosedInOrder(Stream, inOrderWithEvent, inOrder)
                >= NotDoubled.Enough,
            _ => shelf.TimingOf(Stream) is { } timing && NotDoubled.LnE(events, months, timing) >= NotDoubled.Enough,
        };
}

/// <summary>What the evidence against a doubled hazard needs of each result of a trial, for all units of a run.</summary>
internal sealed class ReassuranceShelf
{
    private readonly ConcurrentDictionary<(SimulatedTrial Trial, ReferenceCount Seen), TreatmentTiming?> timings = [];
    private readonly ConcurrentDictionary<(ReferenceCount Seen, int Reactors, int Patients), double> reactions = [];
    private readonly ConcurrentDictionary<(TreatmentTiming Trial, int Events, int Windows), double> closed = [];
    private readonly ConcurrentDictionary<(SimulatedStream Stream, ReferenceCount Seen), double> rising = [];
    private readonly ConcurrentDictionary<
        (ReferenceCount Seen, double HazardRatio, int Events, int Windows),
        double
    > ordered = [];
    private readonly ConcurrentDictionary<ReferenceCount, int> needed = [];

    /// <summary>Null where the model has none.</summary>
    public TreatmentTiming? TimingOf(StreamState stream) =>
        timings.GetOrAdd((stream.Stream.Trial, stream.Seen), static one =>
            TreatmentTiming.Of(one.Seen, one.Trial.FollowUpMonths, one.Trial.MedianTreatmentMonths)
        );

    /// <summary>ln e' of patients with a first infusion; all reactions of the simulation come there.</summary>
    public double OfReactions(ReferenceCount seen, int reactors, int patients) =>
        reactions.GetOrAdd((seen, reactors, patients), static one =>
            NotDoubled.LnE(one.Reactors, one.Patients, new InfusionTiming(one.Seen, firstPart: 1, infusions: 2))
        );

    /// <summary>ln e' of closed windows; of a trial without an event nothing can be said.</summary>
    public double OfClosed(StreamState stream, int events, int windows) =>
        stream.Seen.PatientsWithEvent > 0 && TimingOf(stream) is { } timing
            ? closed.GetOrAdd((timing, events, windows), static one =>
                NotDoubled.LnEOfClosed(one.Events, one.Windows, one.Trial)
            )
            : double.NegativeInfinity;

    /// <summary>The same, against a doubling of a hazard that rises in proportion to time.</summary>
    public double OfClosedInOrder(StreamState stream, int events, int windows)
    {
        var seen = stream.Seen;
        if (seen.PatientsWithEvent == 0 || seen.PatientsWithEvent == seen.Patients)
            return double.NegativeInfinity;
        double ratio = rising.GetOrAdd((stream.Stream, seen), static one =>
            WeibullHazard.ClosedHazardRatio(
                (double)one.Seen.PatientsWithEvent / one.Seen.Patients,
                one.Stream.Trial.FollowUpMonths,
                one.Stream.Trial.MedianTreatmentMonths,
                NotDoubled.RisingShape
            )
        );
        return ordered.GetOrAdd((seen, ratio, events, windows), static one =>
            -CohortEvidence.LnEOf(one.HazardRatio, one.Events, one.Windows, one.Seen)
        );
    }

    /// <summary>Patients after which a board without a spread between units called a quiet line within expectation.</summary>
    public int PatientsNeeded(ReferenceCount seen) =>
        needed.GetOrAdd(seen, static one =>
            DetectableExcess.PatientsForDoubling(one) ?? DetectableExcess.PatientsForDoubledHazard(one) ?? int.MaxValue
        );
}
