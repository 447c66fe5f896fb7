namespace Pharmacovigilance.Domain.Signals;

/// <summary>How far the patients of a line have been followed by now, on the scale of the line: months, or infusions.</summary>
public static class LineFollowUp
{
    /// <summary>What the trial of a line lets expect over time; null where no verified treatment time says so, and nothing can reassure.</summary>
    public static FirstEventTiming? TimingOf(StreamDefinition definition)
    {
        if (definition is not { IsCompared: true, Reference: { } reference, Timing: var timing })
            return null;
        if (timing.FirstInfusionPart is { } part)
            return new InfusionTiming(reference.ToCount(), part, InfusionTiming.UsualInfusions);
        return timing.MedianTreatmentMonths is { } treatment && reference.FollowUpMonths is { } followUp
            ? TreatmentTiming.Of(reference.ToCount(), (double)followUp, treatment)
            : null;
    }

    /// <param name="knownUntil">See <see cref="UnitCohort.KnownUntil"/>.</param>
    /// <param name="now">Nothing later is known.</param>
    public static PatientFollowUp Of(
        CohortPatient patient,
        StreamDefinition definition,
        DateTimeOffset? knownUntil,
        DateTimeOffset now
    )
    {
        var (times, from) = (patient.Times, patient.Place.FirstInfusionAt);
        var known = knownUntil < now ? knownUntil.Value : now;
        bool isClosed = times.WindowEnds <= known,
            hasEvent = patient.Status is TallyStatus.Event;
        var status =
            patient.Status is not (TallyStatus.Event or TallyStatus.NoEvent) ? FollowUpStatus.Unknown
            : isClosed ? FollowUpStatus.Closed
            : FollowUpStatus.Open;
        if (definition.Timing is { FirstInfusionPart: not null, FirstInfusions: var first })
            return new PatientFollowUp(
                status,
                times.Infusions ?? 0,
                hasEvent,
                times.EventInfusion <= first ? 1 : times.EventInfusion
            );
        double months = StreamTime.Months(from, isClosed ? times.WindowEnds!.Value : known),
            most = (double?)definition.Reference?.FollowUpMonths ?? double.PositiveInfinity;
        return new PatientFollowUp(
            status,
            Math.Min(months, most),
            hasEvent,
            times.FirstEventAt is { } at ? StreamTime.Months(from, at) : null
        );
    }
}
