namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// What a line's patients say against a doubled hazard. An added event never makes it stronger, and neither does an outcome that
/// cannot be told.
/// </summary>
/// <param name="LnE">ln e' by what is known; null where no model says what to expect.</param>
/// <param name="LnEIfEvents">The same if every unknown outcome was an event, without any time of theirs.</param>
/// <param name="MonthsAtRisk">P, of the known; null where time is not what counts.</param>
/// <param name="MonthsStillNeeded">Further patient-months, with unknown outcomes as events; null where none are needed, none would do, or time is not what counts.</param>
public sealed record Reassurance(double LnE, double LnEIfEvents, double? MonthsAtRisk, double? MonthsStillNeeded)
{
    public bool IsExcluded => LnE >= NotDoubled.Enough;

    public bool IsExcludedIfEvents => LnEIfEvents >= NotDoubled.Enough;

    /// <param name="patients">In the order of first infusion.</param>
    /// <param name="mayRise">The hazard may rise with time: time at risk before the end of a window says nothing then, and neither do windows that closed before earlier ones.</param>
    public static Reassurance Of(
        IReadOnlyCollection<PatientFollowUp> patients,
        FirstEventTiming timing,
        bool mayRise = false
    ) =>
        timing switch
        {
            TreatmentTiming treatment when mayRise => OfClosedInOrder(patients, treatment),
            TreatmentTiming treatment
                when patients.Any(patient => patient is { Time: null, Status: not FollowUpStatus.Unknown }) =>
                OfPatients(
                    patients,
                    patient => patient.Status is FollowUpStatus.Closed,
                    patient => patient.HasEvent,
                    (events, all) => NotDoubled.LnEOfClosed(events, all, treatment)
                ),
            TreatmentTiming treatment => OfTime(patients, treatment),
            InfusionTiming reactions => OfPatients(
                patients,
                patient => patient.Status is not FollowUpStatus.Unknown && patient.Time is null or >= 1,
                patient => patient is { HasEvent: true, EventTime: null or <= 1 },
                (reactors, all) => NotDoubled.LnE(reactors, all, reactions)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(timing), timing, "No such timing."),
        };

    private static Reassurance OfTime(IReadOnlyCollection<PatientFollowUp> patients, TreatmentTiming timing)
    {
        double months = patients.Sum(patient => patient.EventFree);
        int events = patients.Count(IsKnownEvent),
            atMost = events + Unknown(patients);
        return new Reassurance(
            NotDoubled.LnE(events, months, timing),
            NotDoubled.LnE(atMost, months, timing),
            months,
            NotDoubled.MonthsStillNeeded(atMost, months, timing)
        );
    }

    private static Reassurance OfClosedInOrder(IReadOnlyCollection<PatientFollowUp> patients, TreatmentTiming timing)
    {
        // Of a trial without an event, or with one in every patient, closed windows say nothing.
        if (timing.Reference.PatientsWithEvent == 0)
            return new Reassurance(0, 0, null, null);
        var inOrder = patients.TakeWhile(patient => patient.Status is FollowUpStatus.Closed).ToList();
        int events = patients.Count(IsKnownEvent),
            closed = inOrder.Count,
            later = events - inOrder.Count(patient => patient.HasEvent),
            unknown = Unknown(patients);
        // Events of windows that do not count yet are known all the same: they weigh as events, without the silence beside them.
        return new Reassurance(
            NotDoubled.LnEOfClosedInOrder(events, closed + later, timing),
            NotDoubled.LnEOfClosedInOrder(events + unknown, closed + later + unknown, timing),
            null,
            null
        );
    }

    private static Reassurance OfPatients(
        IReadOnlyCollection<PatientFollowUp> patients,
        Func<PatientFollowUp, bool> counts,
        Func<PatientFollowUp, bool> hadEvent,
        Func<int, int, double> lnE
    )
    {
        int unknown = Unknown(patients),
            all = patients.Count(counts),
            events = patients.Count(patient => counts(patient) && hadEvent(patient));
        return new Reassurance(lnE(events, all), lnE(events + unknown, all + unknown), null, null);
    }

    private static bool IsKnownEvent(PatientFollowUp patient) =>
        patient is { HasEvent: true, Status: not FollowUpStatus.Unknown };

    private static int Unknown(IEnumerable<PatientFollowUp> patients) =>
        patients.Count(patient => patient.Status is FollowUpStatus.Unknown);
}
