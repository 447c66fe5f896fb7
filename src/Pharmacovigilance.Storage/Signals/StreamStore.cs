using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>Reads one stream with the patients behind it, when somebody opens its page: a fixed number of queries, however many patients there are.</summary>
public sealed class StreamStore(UnitDatabase database)
{
    /// <returns>Null where the board has no such stream.</returns>
    public Task<StreamDetail?> ReadAsync(StreamKey key, int minimumPatients) =>
        database.ReadAsync(scope => Read(scope, key, minimumPatients));

    private StreamDetail? Read(QueryScope scope, StreamKey key, int minimumPatients)
    {
        var knowledge = scope.Knowledge;
        if (
            !CourseTally.Bands.Contains(key.Band)
            || !BoardSeries.Of(knowledge.TrialCtcae).Contains(new TallySeries(key.LltCode, key.Basis))
        )
            return null;
        var now = scope.Clock.Now;
        var reference = knowledge.Rates.ForBoard(key);
        var courses = StreamCourseRows.Of(scope, knowledge, key.Regimen);
        IReadOnlyList<StreamPatient> Patients(StreamKey wanted) =>
            StreamCohort.Of(courses, wanted, knowledge.Scale, BoardStreams.FollowUp(knowledge, key), scope.Clock, now);
        var patients = Patients(key);
        return new StreamDetail(
            key,
            courses,
            patients,
            key.Band is GradeBand.Any ? patients : Patients(key with { Band = GradeBand.Any }),
            reference,
            knowledge.Rates.CandidateFor(key),
            IsComparable(knowledge, key, patients),
            minimumPatients,
            now
        );
    }

    /// <summary>As on the board: a single patient graded on another scale ends the comparison too.</summary>
    private static bool IsComparable(Knowledge knowledge, StreamKey key, IReadOnlyList<StreamPatient> patients) =>
        BoardStreams.Of(knowledge, key, EvidencePolicy.OfNewUnit).IsCompared
        && patients.All(patient => patient.Status is not TallyStatus.NotComparable);
}

/// <summary>The courses of a regimen as streams look at them.</summary>
internal static class StreamCourseRows
{
    public static IReadOnlyList<StreamCourse> Of(QueryScope scope, Knowledge knowledge, Regimen regimen)
    {
        var courses = scope.Query<Row>(
            """
            select c.id as course_id, c.patient_id, c.code, s.status as standing, s.on_date, s.reason
            from course c
            left join course_status s on s.course_id = c.id
              and s.revision = (select max(l.revision) from course_status l where l.course_id = c.id)
            where c.regimen = @regimen
            order by c.id
            """,
            new { regimen = Coded.Text(regimen) }
        );
        var infusions = InfusionRows.StartedOfRegimen(scope, regimen).ToLookup(row => row.CourseId);
        var events = AdverseEventStore.OfRegimen(scope, regimen).ToLookup(row => row.CourseId);
        var regradings = RegradingStore.OfRegimen(scope, regimen).ToLookup(one => one.RowId);
        var labs = ObservationStore.LabsOfRegimen(scope, regimen).ToLookup(lab => lab.CourseId);
        var routes = infusions.SelectMany(rows => rows).ToDictionary(row => row.InfusionId, row => row.ToState().Route);
        var deaths = DeathReader.All(scope);
        return StreamCourse.NumberedThrough([
            .. courses.Select(row => new StreamCourse(
                row.CourseId,
                row.PatientId,
                row.Code,
                [
                    .. infusions[row.CourseId]
                        .Select(infusion =>
                            Infusion(
                                infusion,
                                events[row.CourseId],
                                CourseFactsReader.Started(infusions[row.CourseId]),
                                scope.Clock
                            )
                        ),
                ],
                [
                    .. events[row.CourseId]
                        .SelectMany(e =>
                            Events(
                                e,
                                [.. regradings[e.RowId]],
                                [.. labs[row.CourseId]],
                                knowledge,
                                scope.Clock,
                                CourseFactsReader.Started(infusions[row.CourseId]),
                                routes
                            )
                        ),
                ],
                [
                    .. labs[row.CourseId]
                        .Select(lab => TallyParts.Of(lab, knowledge, scope.Clock))
                        .OfType<TallyLaboratoryValue>(),
                ],
                row.End
            )
            {
                Death = deaths.GetValueOrDefault(row.PatientId),
            }),
        ]);
    }

    private static IEnumerable<StreamEvent> Events(
        AdverseEventRow row,
        IReadOnlyList<Regrading> regradings,
        IReadOnlyList<LabResult> labs,
        Knowledge knowledge,
        UnitClock clock,
        IReadOnlyCollection<(InfusionId Id, DateTimeOffset StartedAt)> started,
        IReadOnlyDictionary<InfusionId, InfusionRoute> routes
    ) =>
        TallyParts
            .Of(row, regradings, labs, knowledge, clock, started, routes)
            .Select(counted => new StreamEvent(counted, ReactionFamily.InfusionOf(row.Content, started)));

    private static StreamInfusion Infusion(
        InfusionStore.StateRow row,
        IEnumerable<AdverseEventRow> events,
        IReadOnlyCollection<(InfusionId Id, DateTimeOffset StartedAt)> started,
        UnitClock clock
    )
    {
        var state = row.ToState();
        return new StreamInfusion(
            row.InfusionId,
            row.GivenOrdinal,
            state.Status,
            TallyParts.TreatedFrom(state, clock),
            state.EndedAt,
            ReactionStandings.Standing(state.Reaction, CourseRows.HasReaction(events, started, row.InfusionId)),
            state.Route
        );
    }

    private sealed record Row
    {
        public required CourseId CourseId { get; init; }
        public required PatientId PatientId { get; init; }
        public required string Code { get; init; }
        public required string? Standing { get; init; }
        public required DateOnly? OnDate { get; init; }
        public required CourseEndReason? Reason { get; init; }

        public TreatmentEnd? End =>
            Standing == Patients.CourseStatusRows.Ended && OnDate is { } on
                ? new TreatmentEnd(on, Reason!.Value)
                : null;
    }
}
