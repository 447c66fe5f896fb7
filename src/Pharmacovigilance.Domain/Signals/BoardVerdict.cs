namespace Pharmacovigilance.Domain.Signals;

/// <summary>The state of a stream, and its reason.</summary>
public static class BoardVerdict
{
    /// <summary>The line of a stream.</summary>
    /// <param name="evidence">Null where nothing is compared.</param>
    /// <param name="isWatched">Whether the false discovery rate names the stream.</param>
    public static BoardRow Of(StreamDefinition definition, StreamCounts counts, StreamEvidence? evidence, bool isWatched, StreamLatch? latch)
    {
        bool isFinite = evidence is null || (double.IsFinite(evidence.LnNow) && double.IsFinite(evidence.LnHighest)
            && double.IsFinite(evidence.LnFamilyNow) && double.IsFinite(evidence.LnFamilyHighest));
        int? needed = definition.IsCompared ? Needed(definition) : null;
        var (state, reason) = Judge(definition, counts, evidence, isWatched, latch, isFinite, needed);
        return new BoardRow(definition, counts, state, reason, needed, isFinite ? evidence : null, latch);
    }

    /// <summary>Whether a signal stands: raised and neither withdrawn nor closed.</summary>
    public static bool Stands(StreamLatch? latch) => latch is { Status: not (SignalStatus.Withdrawn or SignalStatus.ClosedWithAction) };

    private static (StreamState State, StreamReason Reason) Judge(
        StreamDefinition definition, StreamCounts counts, StreamEvidence? evidence, bool isWatched, StreamLatch? latch, bool isFinite, int? needed)
    {
        // A signal that stands is never covered by anything else.
        if (Stands(latch)) return (StreamState.Signal, StreamReason.FamilyAboveThreshold);
        if (!isFinite) return (StreamState.Error, StreamReason.NoFiniteNumber);
        if (definition.Gap is { } gap) return (StreamState.NotComparable, Of(gap));
        if (definition.Reference is null) return (StreamState.NoReference, StreamReason.NoRowForStream);
        if (evidence is null) return (StreamState.NotComparable, StreamReason.CtcaeCriteriaDiffer);
        if (evidence.LnFamilyHighest >= SignalThreshold.LnE && latch is null) return (StreamState.Signal, StreamReason.FamilyAboveThreshold);
        if (evidence.LnHighest >= SignalThreshold.LnE) return (StreamState.Watch, StreamReason.AloneAboveThreshold);
        if (isWatched) return (StreamState.Watch, StreamReason.AmongFalseDiscoveries);
        if (evidence.Patients == 0 && counts.PatientsAssessed == 0) return (StreamState.TooFew, StreamReason.NobodyAssessed);
        if (evidence.Patients < definition.MinimumPatients) return (StreamState.TooFew, StreamReason.BelowMinimum);
        return needed is null || evidence.Patients < needed
            ? (StreamState.TooFew, StreamReason.DoublingWouldNotShow)
            : (StreamState.WithinExpectation, StreamReason.EvidenceLow);
    }

    private static StreamReason Of(ComparabilityGap gap) => gap switch
    {
        ComparabilityGap.CtcaeCriteria => StreamReason.CtcaeCriteriaDiffer,
        ComparabilityGap.TermDefinition => StreamReason.TermDefinitionDiffers,
        ComparabilityGap.Basis => StreamReason.BasisDiffers,
    };

    private static int? Needed(StreamDefinition definition) =>
        Doubling(definition.Reference!.ToCount()) is { } patients ? Math.Max(patients, definition.MinimumPatients) : null;

    /// <summary>Where more than half of the trial's patients had the event, twice as many cannot: there a doubled hazard is asked for.</summary>
    private static int? Doubling(ReferenceCount reference) => DetectableExcess.PatientsForDoubling(reference) ?? DetectableExcess.PatientsForDoubledHazard(reference);
}
