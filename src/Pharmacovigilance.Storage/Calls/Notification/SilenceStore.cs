using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>A silence as people read it.</summary>
public sealed record SilenceItem
{
    public required SilenceId SilenceId { get; init; }

    public required RuleId Rule { get; init; }

    public required CourseId? CourseId { get; init; }

    /// <summary>Null = the rule in every course.</summary>
    public required string? CourseCode { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required string Author { get; init; }

    /// <summary>When somebody ended it early; null while nobody did.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    public required string? EndReason { get; init; }

    public required string? EndedBy { get; init; }

    public bool IsOver(DateTimeOffset now) => EndedAt is not null || Until <= now;
}

/// <summary>A period of maintenance as people read it.</summary>
public sealed record MaintenanceItem
{
    public required MaintenanceId MaintenanceId { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required string Author { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required string? EndReason { get; init; }

    public required string? EndedBy { get; init; }

    public bool IsOver(DateTimeOffset now) => EndedAt is not null || Until <= now;
}

/// <summary>Silences and maintenance: what keeps calls back for a while, by whom and why. What is never suppressed, they do not touch.</summary>
public sealed class SilenceStore(UnitDatabase database, WriteQueue queue)
{
    private const string SilenceSql = """
        select s.id as silence_id, s.rule, s.course_id, c.code as course_code, s.reason, s.from_at as "from", s.until_at as until, s.author, e.at as ended_at, e.reason as end_reason, e.actor_name as ended_by
        from silence s left join course c on c.id = s.course_id left join silence_end e on e.silence_id = s.id
        where s.until_at > @since order by s.from_at, s.id
        """;

    private const string MaintenanceSql = """
        select m.id as maintenance_id, m.reason, m.from_at as "from", m.until_at as until, m.author, e.at as ended_at, e.reason as end_reason, e.actor_name as ended_by
        from maintenance m left join maintenance_end e on e.maintenance_id = m.id
        where m.until_at > @since order by m.from_at, m.id
        """;

    /// <summary>The oldest first; those that are over too, as far back as asked.</summary>
    /// <param name="since">Over for longer than this is left out.</param>
    public Task<(IReadOnlyList<SilenceItem> Silences, IReadOnlyList<MaintenanceItem> Maintenance)> AllAsync(
        DateTimeOffset since
    ) =>
        database.ReadAsync(scope =>
            (
                scope.Query<SilenceItem>(SilenceSql, new { since }),
                scope.Query<MaintenanceItem>(MaintenanceSql, new { since })
            )
        );

    /// <summary>Silences a rule, in one course or, by a safety officer only, in all.</summary>
    /// <exception cref="RefusedException">No reason, no such course, or an end that is past or too far off.</exception>
    public Task<SilenceId> SilenceAsync(
        Actor actor,
        RuleId rule,
        CourseId? courseId,
        DateTimeOffset until,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "silence.add", idempotencyKey), scope =>
        {
            if (courseId is null)
                scope.RequireRole(Role.SafetyOfficer);
            else
                scope.RequireRole(Role.SafetyOfficer, Role.Physician);
            Check(scope, until, Silence.Longest, reason);
            var course = courseId is { } id
                ? PatientStore.Find(scope, id) ?? throw new RefusedException("course.unknown", "course", id.ToString())
                : null;
            var silenceId = scope.NewId<SilenceId>();
            scope.Execute(
                "insert into silence (id, rule, course_id, reason, from_at, until_at, author_id, author) values (@silenceId, @rule, @courseId, @reason, @now, @until, @byId, @by)",
                new
                {
                    silenceId,
                    rule = rule.Code(),
                    courseId,
                    reason = reason.Trim(),
                    now = scope.Now,
                    until,
                    byId = scope.Actor.UserId,
                    by = scope.Actor.Name,
                }
            );
            scope.Audit(
                new AuditEntry(
                    Action: "silence.added",
                    SubjectType: "silence",
                    SubjectId: silenceId.ToString(),
                    Details: StoredJson.Write(
                        new
                        {
                            rule = rule.Code(),
                            courseId,
                            until,
                        }
                    ),
                    Reason: reason.Trim(),
                    PatientId: course?.PatientId,
                    CourseId: courseId
                )
            );
            scope.Touch(Rooms.Alerts);
            return silenceId;
        });

    /// <summary>Ends a silence early; what it kept back is decided again at once.</summary>
    /// <exception cref="RefusedException">No reason, no such silence, or it is over.</exception>
    public Task EndSilenceAsync(Actor actor, SilenceId silenceId, string reason, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "silence.end", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer, Role.Physician);
            End(scope, "silence", silenceId.ToString(), reason);
            return true;
        });

    /// <summary>Begins maintenance.</summary>
    /// <exception cref="RefusedException">No reason, or an end that is past or too far off.</exception>
    public Task<MaintenanceId> MaintainAsync(
        Actor actor,
        DateTimeOffset until,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "maintenance.begin", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer, Role.Administrator);
            Check(scope, until, Maintenance.Longest, reason);
            var maintenanceId = scope.NewId<MaintenanceId>();
            scope.Execute(
                "insert into maintenance (id, reason, from_at, until_at, author_id, author) values (@maintenanceId, @reason, @now, @until, @byId, @by)",
                new
                {
                    maintenanceId,
                    reason = reason.Trim(),
                    now = scope.Now,
                    until,
                    byId = scope.Actor.UserId,
                    by = scope.Actor.Name,
                }
            );
            scope.Audit(
                new AuditEntry(
                    Action: "maintenance.begun",
                    SubjectType: "maintenance",
                    SubjectId: maintenanceId.ToString(),
                    Details: StoredJson.Write(new { until }),
                    Reason: reason.Trim()
                )
            );
            scope.Touch(Rooms.Alerts);
            return maintenanceId;
        });

    /// <summary>Ends maintenance early; what it kept back is decided again at once.</summary>
    /// <exception cref="RefusedException">No reason, no such period, or it is over.</exception>
    public Task EndMaintenanceAsync(
        Actor actor,
        MaintenanceId maintenanceId,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "maintenance.end", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer, Role.Administrator);
            End(scope, "maintenance", maintenanceId.ToString(), reason);
            return true;
        });

    private static void Check(WriteScope scope, DateTimeOffset until, TimeSpan longest, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException("reason-required", "reason");
        if (until <= scope.Now)
            throw new RefusedException("silence.past", "until");
        if (until - scope.Now > longest)
            throw new RefusedException(
                "silence.too-long",
                "until",
                longest.TotalHours.ToString("0", CultureInfo.InvariantCulture)
            );
    }

    /// <param name="table">One of this class's own two.</param>
    private static void End(WriteScope scope, string table, string id, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException("reason-required", "reason");
        int open = scope.Single<int>(
            $"select count(*) from {table} t where t.id = @id and t.until_at > @now and not exists (select 1 from {table}_end e where e.{table}_id = t.id)",
            new { id, now = scope.Now }
        );
        if (open == 0)
            throw new RefusedException("silence.over", "silence");
        scope.Execute(
            $"insert into {table}_end ({table}_id, at, reason, actor_id, actor_name) values (@id, @now, @reason, @byId, @by)",
            new
            {
                id,
                now = scope.Now,
                reason = reason.Trim(),
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
            }
        );
        EscalationRows.Release(scope, id);
        scope.Audit(
            new AuditEntry(
                Action: $"{table}.ended",
                SubjectType: table,
                SubjectId: id,
                Details: "{}",
                Reason: reason.Trim()
            )
        );
        scope.Touch(Rooms.Alerts);
    }
}
