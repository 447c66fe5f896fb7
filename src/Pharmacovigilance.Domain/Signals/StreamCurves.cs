using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The patients of a stream through time. Who is not assessed, or has an event without a date, is in none of it.</summary>
public static class StreamCurves
{
    /// <summary>For the cumulative incidence: what came first, months from the first infusion.</summary>
    /// <remarks>Progression competes when the days after treatment have passed, because an event in them still counts; death at once. Every other end of treatment censors.</remarks>
    public static IReadOnlyList<Observation> Observations(IEnumerable<StreamPatient> patients) =>
        [
            .. patients
                .Where(patient => patient.IsTimed)
                .Select(patient =>
                    patient.MonthsToEvent is { } months
                        ? new Observation(months, ObservationEnd.AdverseEvent)
                        : new Observation(patient.MonthsWatched, EndOf(patient))
                ),
        ];

    /// <summary>For the mean cumulative count: every event of each patient.</summary>
    public static IReadOnlyList<RecurrentEvents> Recurrent(IEnumerable<StreamPatient> patients) =>
        [
            .. patients
                .Where(patient => patient.IsTimed)
                .Select(patient =>
                {
                    double[] months =
                    [
                        .. patient.Episodes.Select(episode =>
                            StreamTime.Months(patient.FirstInfusionAt, episode.At!.Value)
                        ),
                    ];
                    return new RecurrentEvents(months, Math.Max(patient.MonthsWatched, months.DefaultIfEmpty(0).Max()));
                }),
        ];

    /// <summary>The last point at or before that time; null before the first.</summary>
    public static IncidencePoint? At(IReadOnlyList<IncidencePoint> curve, double months) =>
        curve.LastOrDefault(point => point.Months <= months);

    /// <inheritdoc cref="At(IReadOnlyList{IncidencePoint}, double)"/>
    public static CountPoint? At(IReadOnlyList<CountPoint> curve, double months) =>
        curve.LastOrDefault(point => point.Months <= months);

    private static ObservationEnd EndOf(StreamPatient patient) =>
        patient switch
        {
            { Window: WindowState.TreatmentEnded, End.Reason: CourseEndReason.Death } => ObservationEnd.Death,
            { Window: WindowState.TreatmentEnded, End.Reason: CourseEndReason.ProgressiveDisease } =>
                ObservationEnd.Progression,
            _ => ObservationEnd.Censored,
        };
}
