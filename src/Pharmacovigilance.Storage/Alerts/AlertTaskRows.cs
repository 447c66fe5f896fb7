using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What somebody must still do because of an alert. Stored by name.</summary>
public enum AlertTaskKind
{
    /// <summary>Nurse or pharmacy confirm that what the physician accepted is done.</summary>
    CarryOut = 1,

    /// <summary>"Will monitor": checked when the next infusion is given.</summary>
    Monitor = 2,

    /// <summary>A permanent stop: a second person confirms it, and the course's calendar is closed.</summary>
    ConfirmStop = 3,
}

/// <summary>How a task ended. Stored by name.</summary>
public enum AlertTaskOutcome
{
    /// <summary>A person did it.</summary>
    Done = 1,

    /// <summary>What was promised was done, as the record shows.</summary>
    Kept = 2,

    /// <summary>The next infusion was given and it had not been done.</summary>
    NotKept = 3,

    /// <summary>A person declined it, with a reason.</summary>
    Refused = 4,

    /// <summary>The loop went on without it.</summary>
    Obsolete = 5,
}

/// <summary>A task of an alert; without an end it is due.</summary>
public sealed record AlertTask
{
    public required AlertTaskId TaskId { get; init; }

    public required AlertId AlertId { get; init; }

    public required AlertTaskKind Kind { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required UserId? CreatedById { get; init; }

    public required string CreatedBy { get; init; }

    public required AlertTaskEnd? End { get; init; }
}

/// <summary>How, when and by whom a task was ended.</summary>
public sealed record AlertTaskEnd(AlertTaskOutcome Outcome, DateTimeOffset At, string By, string? Note);

/// <summary>The rows of alert_task and alert_task_end.</summary>
internal static class AlertTaskRows
{
    private const string Sql = """
        select t.id as task_id, t.alert_id, t.kind, t.created_at, t.created_by_id, t.created_by, e.outcome, e.at as ended_at, e.actor_name as ended_by, e.note
        from alert_task t left join alert_task_end e on e.task_id = t.id
        """;

    public static void Create(WriteScope scope, AlertRow alert, AlertTaskKind kind) =>
        scope.Execute(
            """
            insert into alert_task (id, alert_id, course_id, kind, created_at, created_by_id, created_by)
            values (@id, @alertId, @courseId, @kind, @now, @byId, @by)
            """,
            new
            {
                id = scope.NewId<AlertTaskId>(),
                alertId = alert.AlertId,
                courseId = alert.CourseId,
                kind = Coded.Text(kind),
                now = scope.Now,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
            }
        );

    public static void End(
        WriteScope scope,
        AlertTaskId taskId,
        AlertTaskOutcome outcome,
        string? note,
        InfusionId? infusionId = null
    ) =>
        scope.Execute(
            """
            insert into alert_task_end (task_id, outcome, infusion_id, note, at, actor_id, actor_name)
            values (@taskId, @outcome, @infusionId, @note, @now, @byId, @by)
            """,
            new
            {
                taskId,
                outcome = Coded.Text(outcome),
                infusionId,
                note,
                now = scope.Now,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
            }
        );

    /// <summary>Ends what is still due of an alert.</summary>
    public static void EndAll(WriteScope scope, AlertId alertId, AlertTaskOutcome outcome, string note)
    {
        foreach (var task in Of(scope, alertId).Where(t => t.End is null))
            End(scope, task.TaskId, outcome, note);
    }

    /// <summary>The one of a kind that is due; null when none is.</summary>
    public static AlertTask? Due(QueryScope scope, AlertId alertId, AlertTaskKind kind) =>
        Of(scope, alertId).FirstOrDefault(t => t.Kind == kind && t.End is null);

    /// <summary>All of an alert, oldest first.</summary>
    public static IReadOnlyList<AlertTask> Of(QueryScope scope, AlertId alertId) =>
        [
            .. scope
                .Query<Row>($"{Sql} where t.alert_id = @alertId order by t.created_at, t.id", new { alertId })
                .Select(row => row.ToTask()),
        ];

    /// <summary>Those of the unit on which somebody waits, oldest first.</summary>
    public static IReadOnlyList<AlertTask> Due(QueryScope scope) =>
        [.. scope.Query<Row>($"{Sql} where e.task_id is null order by t.created_at, t.id").Select(row => row.ToTask())];

    private sealed record Row
    {
        public required AlertTaskId TaskId { get; init; }
        public required AlertId AlertId { get; init; }
        public required AlertTaskKind Kind { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required UserId? CreatedById { get; init; }
        public required string CreatedBy { get; init; }
        public required AlertTaskOutcome? Outcome { get; init; }
        public required DateTimeOffset? EndedAt { get; init; }
        public required string? EndedBy { get; init; }
        public required string? Note { get; init; }

        public AlertTask ToTask() =>
            new()
            {
                TaskId = TaskId,
                AlertId = AlertId,
                Kind = Kind,
                CreatedAt = CreatedAt,
                CreatedById = CreatedById,
                CreatedBy = CreatedBy,
                End = Outcome is not { } outcome ? null : new AlertTaskEnd(outcome, EndedAt!.Value, EndedBy!, Note),
            };
    }
}
