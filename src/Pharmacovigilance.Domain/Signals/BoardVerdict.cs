namespace Pharmacovigilance.Domain.Signals;

/// <summary>The state of a stream, and its reason.</summary>
public static class BoardVerdict
{
    /// <summary>The line of a stream.</summary>
    /// <param name="evidence">Null where nothing is compared.</param>
    /// <param name="isWatched">Whether the false discovery rate names the stream.</param>
    /// <param name="followed">Of the patients of the present epoch.</param>
    public static BoardRow Of(
        StreamDefinition definition,
        StreamCounts counts,
        StreamEvidence? evidence,
        bool isWatched,
        StreamLatch? latch,
        FollowedLine? followed = null
    )
    {
        bool isFinite =
            evidence is null
            || (
                double.IsFinite(evidence.LnNow)
                && double.IsFinite(evidence.LnHighest)
                && double.IsFinite(evidence.LnFamilyNow)
                && double.IsFinite(evidence.LnFamilyHighest)
            );
        bool byCount = definition.Method is EvidenceMethod.SameAsTrial;
        int? needed = byCount && definition.IsCompared ? Needed(definition) : null;
        var (state, reason) = Judge(definition, evidence, isWatched, latch, isFinite)
            ?? (byCount ? ByCount(definition, counts, evidence!, needed) : ByFollowUp(definition, evidence!, followed));
        return new BoardRow(definition, counts, state, reason, needed, isFinite ? evidence : null, latch)
        {
            Maturity = byCount || evidence is null ? null : followed?.Maturity,
        };
    }

    /// <summary>Whether a signal stands: raised and neither withdrawn nor closed.</summary>
    public static bool Stands(StreamLatch? latch) =>
        latch is { Status: not (SignalStatus.Withdrawn or SignalStatus.ClosedWithAction) };

    /// <summary>What outranks everything that could reassure; null where nothing does.</summary>
    private static (StreamState State, StreamReason Reason)? Judge(
        StreamDefinition definition,
        StreamEvidence? evidence,
        bool isWatched,
        StreamLatch? latch,
        bool isFinite
    )
    {
        // A signal that stands is never covered by anything else.
        if (Stands(latch))
            return (StreamState.Signal, StreamReason.FamilyAboveThreshold);
        if (!isFinite)
            return (StreamState.Error, StreamReason.NoFiniteNumber);
        if (definition.Gap is { } gap)
            return (StreamState.NotComparable, Of(gap));
        if (definition.Reference is null)
            return (StreamState.NoReference, StreamReason.NoRowForStream);
        if (evidence is null)
            return (StreamState.NotComparable, StreamReason.CtcaeCriteriaDiffer);
        if (evidence.LnFamilyHighest >= SignalThreshold.LnE && latch is null)
            return (StreamState.Signal, StreamReason.FamilyAboveThreshold);
        if (evidence.LnHighest >= SignalThreshold.LnE)
            return (StreamState.Watch, StreamReason.AloneAboveThreshold);
        return isWatched ? (StreamState.Watch, StreamReason.AmongFalseDiscoveries) : null;
    }

    private static (StreamState State, StreamReason Reason) ByCount(
        StreamDefinition definition,
        StreamCounts counts,
        StreamEvidence evidence,
        int? needed
    )
    {
        if (evidence.Patients == 0 && counts.PatientsAssessed == 0)
            return (StreamState.TooFew, StreamReason.NobodyAssessed);
        if (evidence.Patients < definition.MinimumPatients)
            return (StreamState.TooFew, StreamReason.BelowMinimum);
        return needed is null || evidence.Patients < needed
            ? (StreamState.TooFew, StreamReason.DoublingWouldNotShow)
            : (StreamState.WithinExpectation, StreamReason.EvidenceLow);
    }

    /// <summary>Green only by evidence of its own. Who is unknown is no patient towards the minimum.</summary>
    private static (StreamState State, StreamReason Reason) ByFollowUp(
        StreamDefinition definition,
        StreamEvidence evidence,
        FollowedLine? followed
    )
    {
        int known = followed?.Known ?? evidence.Patients;
        if (known == 0)
            return (StreamState.TooFew, StreamReason.NobodyAssessed);
        if (known < definition.MinimumPatients)
            return (StreamState.TooFew, StreamReason.BelowMinimum);
        if (followed?.Maturity is not { } maturity)
            return (StreamState.NoReassurance, StreamReason.NoTreatmentTime);
        if (!maturity.IsExcluded)
            return (StreamState.FollowedTooBriefly, StreamReason.FollowedTooBriefly);
        if (!maturity.IsExcludedIfEvents || followed.IsWatchedIfEvents)
            return (StreamState.UnknownOutcomes, StreamReason.UnknownsCouldHide);
        return followed.IsFewerThanPlausible
            ? (StreamState.FewerThanPlausible, StreamReason.FewerThanPlausible)
            : (StreamState.WithinExpectation, StreamReason.DoublingExcluded);
    }

    private static StreamReason Of(ComparabilityGap gap) =>
        gap switch
        {
            ComparabilityGap.CtcaeCriteria => StreamReason.CtcaeCriteriaDiffer,
            ComparabilityGap.TermDefinition => StreamReason.TermDefinitionDiffers,
            ComparabilityGap.Basis => StreamReason.BasisDiffers,
        };

    private static int? Needed(StreamDefinition definition) =>
        Doubling(definition.Reference!.ToCount()) is { } patients
            ? Math.Max(patients, definition.MinimumPatients)
            : null;

    /// <summary>Where more than half of the trial's patients had the event, twice as many cannot: there a doubled hazard is asked for.</summary>
    private static int? Doubling(ReferenceCount reference) =>
        DetectableExcess.PatientsForDoubling(reference) ?? DetectableExcess.PatientsForDoubledHazard(reference);
}
