using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>The course of events: dated grades and outcomes, each with everything that follows from it.</summary>
public sealed class EventCourseStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Everything ever said about the course of an event, corrected rows included, in the order of recording.</summary>
    public Task<IReadOnlyList<EventCourseEntry>> OfEventAsync(AdverseEventId eventId) =>
        database.ReadAsync(scope => Of(scope, [eventId]));

    internal static IReadOnlyList<EventCourseEntry> Of(QueryScope scope, IReadOnlyCollection<AdverseEventId> events) =>
        [
            .. scope
                .Query<Row>(
                    $"select * from event_course_entry where {scope.Database.InList("event_id", "events")} order by recorded_at, id",
                    new { events = scope.Database.ListParameter(events) }
                )
                .Select(row => row.ToEntry()),
        ];

    /// <summary>Says how an event stands since a time; alerts and counts follow in the same transaction.</summary>
    /// <exception cref="RefusedException">The event was taken back, the grade does not exist, or the time is impossible.</exception>
    public Task<EventCourseEntryId> RecordAsync(
        Actor actor,
        AdverseEventId eventId,
        EventCourseContent said,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.record-course", idempotencyKey), scope =>
        {
            var row = Event(scope, eventId);
            said = Completed(scope, row, said);
            DeathReader.Require(scope, row.PatientId, said.At, "at", row.EventId);
            RefusedException.ThrowIfAny([
                .. EventCourseRules.Check(row.Content, row.CourseEntries, said, Term(scope, row), scope.Now),
            ]);
            var id = scope.NewId<EventCourseEntryId>();
            Write(
                scope,
                row,
                new EventCourseEntry
                {
                    Id = id,
                    EventId = eventId,
                    Supersedes = null,
                    Status = EventStatus.Recorded,
                    Content = said,
                    RecordedAt = scope.Now,
                    RecordedBy = scope.Actor.Name,
                    Reason = null,
                },
                "adverse-event.course-recorded",
                null
            );
            return id;
        });

    /// <summary>Replaces something said by what is right; the earlier row stays readable.</summary>
    public Task<EventCourseEntryId> CorrectAsync(
        Actor actor,
        EventCourseEntryId entryId,
        EventCourseContent said,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.correct-course", idempotencyKey), scope =>
        {
            var (row, current) = Current(scope, entryId, reason);
            said = Completed(scope, row, said);
            var others = row.CourseEntries.Where(entry => entry.Id != entryId);
            DeathReader.Require(scope, row.PatientId, said.At, "at", row.EventId);
            RefusedException.ThrowIfAny([
                .. EventCourseRules.Check(row.Content, others, said, Term(scope, row), scope.Now),
            ]);
            return Replace(scope, row, current, said, EventStatus.Recorded, reason, "adverse-event.course-corrected");
        });

    /// <summary>Takes something said back as entered in error.</summary>
    public Task<EventCourseEntryId> TakeBackAsync(
        Actor actor,
        EventCourseEntryId entryId,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.take-back-course", idempotencyKey), scope =>
        {
            var (row, current) = Current(scope, entryId, reason);
            return Replace(
                scope,
                row,
                current,
                current.Content,
                EventStatus.EnteredInError,
                reason,
                "adverse-event.course-taken-back"
            );
        });

    private static AdverseEventRow Event(WriteScope scope, AdverseEventId eventId)
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        return AdverseEventStore.StandingOf(scope, eventId)
            ?? throw new RefusedException("adverse-event.taken-back", "event");
    }

    private static (AdverseEventRow Event, EventCourseEntry Current) Current(
        WriteScope scope,
        EventCourseEntryId entryId,
        string reason
    )
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException("reason-required", "reason");
        var entry = scope
            .FirstOrDefault<Row>("select * from event_course_entry where id = @entryId", new { entryId })
            ?.ToEntry()
            ?? throw new RefusedException("adverse-event.unknown", "event", entryId.ToString());
        var row = Event(scope, entry.EventId);
        return row.Course.Entries.Any(standing => standing.Id == entryId)
            ? (row, entry)
            : throw new RefusedException("adverse-event.somebody-was-faster", "event");
    }

    /// <summary>The term in the version the event was graded by.</summary>
    private CtcaeTerm Term(WriteScope scope, AdverseEventRow row) =>
        scope.Knowledge.Library.FindEver(row.Content.CtcaeVersion, row.Content.LltCode)
        ?? throw new RefusedException(
            "adverse-event.term-unknown",
            "term",
            row.Content.LltCode,
            CtcaeVersions.Format(row.Content.CtcaeVersion)
        );

    /// <summary>Death is grade 5 where the term has that grade.</summary>
    private EventCourseContent Completed(WriteScope scope, AdverseEventRow row, EventCourseContent said) =>
        said is { Outcome: EventOutcome.Fatal, Grade: null } && Term(scope, row).Allows(Grade.Grade5)
            ? said with
            {
                Grade = Grade.Grade5,
            }
            : said;

    private EventCourseEntryId Replace(
        WriteScope scope,
        AdverseEventRow row,
        EventCourseEntry current,
        EventCourseContent said,
        EventStatus status,
        string reason,
        string action
    )
    {
        var id = scope.NewId<EventCourseEntryId>();
        Write(
            scope,
            row,
            new EventCourseEntry
            {
                Id = id,
                EventId = row.EventId,
                Supersedes = current.Id,
                Status = status,
                Content = said,
                RecordedAt = scope.Now,
                RecordedBy = scope.Actor.Name,
                Reason = reason.Trim(),
            },
            action,
            current
        );
        return id;
    }

    private void Write(
        WriteScope scope,
        AdverseEventRow row,
        EventCourseEntry entry,
        string action,
        EventCourseEntry? replaced
    )
    {
        scope.Execute(
            """
            insert into event_course_entry (id, event_id, supersedes_id, course_id, patient_id, status, at, grade, outcome, recorded_at, recorded_by, reason)
            values (@id, @eventId, @supersedes, @courseId, @patientId, @status, @at, @grade, @outcome, @now, @by, @reason)
            """,
            new
            {
                id = entry.Id,
                eventId = entry.EventId,
                supersedes = entry.Supersedes,
                courseId = row.CourseId,
                patientId = row.PatientId,
                status = Coded.Text(entry.Status),
                at = entry.Content.At,
                grade = (int?)entry.Content.Grade,
                outcome = entry.Content.Outcome is { } outcome ? Coded.Text(outcome) : null,
                now = scope.Now,
                by = scope.Actor.Name,
                reason = entry.Reason,
            }
        );
        CourseSettlement.Run(scope, row.CourseId);
        scope.Audit(
            new AuditEntry(
                Action: action,
                SubjectType: "adverse-event",
                SubjectId: row.EventId.ToString(),
                Details: StoredJson.Write(new { entry, replaces = replaced }),
                Reason: entry.Reason,
                PatientId: row.PatientId,
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.AdverseEvents | Rooms.Signals);
    }

    private sealed record Row
    {
        public required EventCourseEntryId Id { get; init; }
        public required AdverseEventId EventId { get; init; }
        public required EventCourseEntryId? SupersedesId { get; init; }
        public required EventStatus Status { get; init; }
        public required DateTimeOffset At { get; init; }
        public required Grade? Grade { get; init; }
        public required EventOutcome? Outcome { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }
        public required string? Reason { get; init; }

        public EventCourseEntry ToEntry() =>
            new()
            {
                Id = Id,
                EventId = EventId,
                Supersedes = SupersedesId,
                Status = Status,
                Content = new EventCourseContent(At, Grade, Outcome),
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
                Reason = Reason,
            };
    }
}
