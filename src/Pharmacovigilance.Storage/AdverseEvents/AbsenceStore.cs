using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>Somebody asked about a term at an infusion, and it was absent.</summary>
public sealed record AbsenceStatement
{
    public required AbsenceId Id { get; init; }

    public required InfusionId InfusionId { get; init; }

    public required string LltCode { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }
}

/// <summary>What was asked about and absent. Where nobody asked there is no row: silence is no statement.</summary>
public sealed class AbsenceStore(UnitDatabase database, WriteQueue queue)
{
    private const string StandingSql = """
        select a.* from absence_statement a
        where a.status = 'Recorded' and not exists (select 1 from absence_statement later where later.supersedes_id = a.id)
        """;

    /// <summary>The statements of an infusion that nobody took back.</summary>
    public Task<IReadOnlyList<AbsenceStatement>> OfInfusionAsync(InfusionId infusionId) =>
        database.ReadAsync(scope => OfInfusion(scope, infusionId));

    internal static IReadOnlyList<AbsenceStatement> OfInfusion(QueryScope scope, InfusionId infusionId) =>
        scope.Query<AbsenceStatement>(
            $"{StandingSql} and a.infusion_id = @infusionId order by a.recorded_at, a.id",
            new { infusionId }
        );

    /// <summary>States that the term was asked about and absent.</summary>
    /// <exception cref="RefusedException">An event of that term is recorded for the infusion, or it was stated already.</exception>
    public Task<AbsenceId> StateAsync(
        Actor actor,
        InfusionId infusionId,
        string lltCode,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.state-absence", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var head = InfusionRows.Head(scope, infusionId)
                ?? throw new RefusedException("infusion.unknown", "infusion", infusionId.ToString());
            var term = scope.Knowledge.Ctcae.Find(lltCode)
                ?? throw new RefusedException(
                    "adverse-event.term-unknown",
                    "term",
                    lltCode,
                    CtcaeVersions.Format(scope.Knowledge.Ctcae.Version)
                );
            if (AdverseEventStore.OfInfusion(scope, infusionId).Any(row => row.Content.LltCode == lltCode))
                throw new RefusedException("absence.event-on-record", "term", term.Name.En);
            if (OfInfusion(scope, infusionId).Any(one => one.LltCode == lltCode))
                throw new RefusedException("absence.stated-already", "term", term.Name.En);
            var id = scope.NewId<AbsenceId>();
            Write(scope, head, id, lltCode, null, null, "adverse-event.absence-stated");
            return id;
        });

    /// <summary>Takes a statement back: the term counts as not asked about again.</summary>
    public Task<AbsenceId> TakeBackAsync(
        Actor actor,
        AbsenceId absenceId,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "adverse-event.take-back-absence", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            var wrong = scope.FirstOrDefault<AbsenceStatement>(
                $"{StandingSql} and a.id = @absenceId",
                new { absenceId }
            ) ?? throw new RefusedException("adverse-event.somebody-was-faster", "event");
            var id = scope.NewId<AbsenceId>();
            Write(
                scope,
                InfusionRows.Head(scope, wrong.InfusionId)!,
                id,
                wrong.LltCode,
                absenceId,
                reason.Trim(),
                "adverse-event.absence-taken-back"
            );
            return id;
        });

    private static void Write(
        WriteScope scope,
        InfusionHead head,
        AbsenceId id,
        string lltCode,
        AbsenceId? replaces,
        string? reason,
        string action
    )
    {
        string status = Coded.Text(replaces is null ? EventStatus.Recorded : EventStatus.EnteredInError);
        scope.Execute(
            """
            insert into absence_statement (id, infusion_id, course_id, patient_id, llt_code, status, supersedes_id, recorded_at, recorded_by, reason)
            values (@id, @infusionId, @courseId, @patientId, @lltCode, @status, @replaces, @now, @by, @reason)
            """,
            new
            {
                id,
                infusionId = head.InfusionId,
                courseId = head.CourseId,
                patientId = head.PatientId,
                lltCode,
                status,
                replaces,
                now = scope.Now,
                by = scope.Actor.Name,
                reason,
            }
        );
        scope.Audit(
            new AuditEntry(
                Action: action,
                SubjectType: "infusion",
                SubjectId: head.InfusionId.ToString(),
                Details: StoredJson.Write(
                    new
                    {
                        id,
                        lltCode,
                        replaces,
                    }
                ),
                Reason: reason,
                PatientId: head.PatientId,
                CourseId: head.CourseId
            )
        );
        scope.Touch(Rooms.AdverseEvents);
    }
}
