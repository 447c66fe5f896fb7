using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>Reads whether the record says that a patient has died: in any event, of any course, or by the end of one.</summary>
internal static class DeathReader
{
    private const string EventsSql = """
        select e.event_id from adverse_event e join course c on c.id = e.course_id
        where c.patient_id = @patientId and (e.grade = 5 or e.seriousness % 2 = 1)
        union
        select f.event_id from event_course_entry f join course c on c.id = f.course_id
        where c.patient_id = @patientId and (f.outcome = 'Fatal' or f.grade = 5)
        """;

    private const string PatientsSql = """
        select c.patient_id from adverse_event e join course c on c.id = e.course_id where e.grade = 5 or e.seriousness % 2 = 1
        union
        select c.patient_id from event_course_entry f join course c on c.id = f.course_id where f.outcome = 'Fatal' or f.grade = 5
        union
        select c.patient_id from course_status s join course c on c.id = s.course_id where s.reason = 'Death'
        """;

    private const string EndsSql = """
        select s.on_date from course_status s join course c on c.id = s.course_id
        where c.patient_id = @patientId and s.status = 'Ended' and s.reason = 'Death'
          and not exists (select 1 from course_status l where l.course_id = s.course_id and l.revision > s.revision)
        """;

    /// <param name="except">An event whose own statement does not count, because it is what is being changed.</param>
    /// <param name="courseEnds">False = only what events say.</param>
    public static PatientDeath? Of(
        QueryScope scope,
        PatientId patientId,
        AdverseEventId? except = null,
        bool courseEnds = true
    )
    {
        var events = scope
            .Query<EventRow>(EventsSql, new { patientId })
            .Select(row => row.EventId)
            .Where(id => id != except)
            .ToList();
        var ends = courseEnds ? scope.Query<EndRow>(EndsSql, new { patientId }).Select(row => row.OnDate) : [];
        return PatientDeath.Of(AdverseEventStore.Chains(scope, events), ends, scope.Clock);
    }

    /// <summary>Of every patient who has died, in one query and a few more for each of them.</summary>
    public static IReadOnlyDictionary<PatientId, PatientDeath> All(QueryScope scope) =>
        scope
            .Query<PatientRow>(PatientsSql)
            .Select(row => (row.PatientId, Death: Of(scope, row.PatientId)))
            .Where(pair => pair.Death is not null)
            .ToDictionary(pair => pair.PatientId, pair => pair.Death!);

    /// <exception cref="RefusedException">It is dated after the patient's death.</exception>
    public static void Require(
        QueryScope scope,
        PatientId patientId,
        DateTimeOffset? at,
        string field,
        AdverseEventId? except = null
    ) => RefusedException.ThrowIfAny([.. DeathRules.CheckTime(Of(scope, patientId, except), at, field)]);

    private sealed record PatientRow
    {
        public required PatientId PatientId { get; init; }
    }

    private sealed record EventRow
    {
        public required AdverseEventId EventId { get; init; }
    }

    private sealed record EndRow
    {
        public required DateOnly OnDate { get; init; }
    }
}
