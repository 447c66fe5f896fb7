using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>One alert with its history and, where it proposed one, its hold.</summary>
/// <param name="InfusionId">The infusion it is about; null when it is about none.</param>
/// <param name="Tasks">What somebody had or has to do because of it, oldest first.</param>
/// <param name="Outcome">What became of the decision; null while no infusion has shown it.</param>
public sealed record AlertRecord(
    AlertItem Alert,
    IReadOnlyList<AlertTransition> History,
    HoldRecord? Hold,
    InfusionId? InfusionId,
    IReadOnlyList<AlertTask> Tasks,
    AlertOutcomeRecord? Outcome
);

public sealed partial class AlertStore
{
    /// <summary>Every alert of the unit on which a decision is due; most urgent first.</summary>
    public Task<IReadOnlyList<AlertItem>> UndecidedAsync() =>
        database.ReadAsync(scope => Undecided(scope, scope.Clock.Today));

    /// <param name="today">The unit's date.</param>
    internal static IReadOnlyList<AlertItem> Undecided(QueryScope scope, DateOnly today)
    {
        var rows = scope.Query<AlertRow>($"{AlertRow.Sql} where s.status in {AlertStatusSql.DecisionDue}");
        if (rows.Count == 0)
            return [];
        var situations = new AlertSituations(scope, today);
        return [.. Items(scope, rows).Select(situations.Of).OrderBy(item => item.Urgency)];
    }

    /// <summary>Alerts that ended since an instant, newest first.</summary>
    /// <param name="physicianId">Only of the courses this physician attends now; null = of the whole unit.</param>
    public Task<IReadOnlyList<AlertItem>> EndedAsync(UserId? physicianId, DateTimeOffset since, int take = 50) =>
        database.ReadAsync(scope =>
            Items(
                scope,
                scope.Query<AlertRow>(
                    $"""
                    {AlertRow.Sql}
                    join course_attending t on t.course_id = a.course_id
                      and t.revision = (select max(l.revision) from course_attending l where l.course_id = a.course_id)
                    where s.status not in {AlertStatusSql.DecisionDue} and s.changed_at >= @since {(
                        physicianId is null ? "" : "and t.physician_id = @physicianId"
                    )}
                    order by s.changed_at desc, a.id desc limit @take
                    """,
                    new
                    {
                        physicianId,
                        since,
                        take,
                    }
                )
            )
        );

    /// <summary>All alerts of a course, newest first.</summary>
    public Task<IReadOnlyList<AlertItem>> OfCourseAsync(CourseId courseId) =>
        database.ReadAsync(scope => OfCourse(scope, courseId, scope.Clock.Today));

    /// <param name="today">The unit's date.</param>
    internal static IReadOnlyList<AlertItem> OfCourse(QueryScope scope, CourseId courseId, DateOnly today)
    {
        var rows = scope.Query<AlertRow>(
            $"{AlertRow.Sql} where a.course_id = @courseId order by a.opened_at desc, a.id desc",
            new { courseId }
        );
        if (rows.Count == 0)
            return [];
        var situations = new AlertSituations(scope, today);
        return [.. Items(scope, rows).Select(situations.Of)];
    }

    /// <summary>All alerts of the unit in the order they were opened, for a replay's report.</summary>
    public Task<IReadOnlyList<AlertItem>> AllAsync() =>
        database.ReadAsync(scope => Items(scope, scope.Query<AlertRow>($"{AlertRow.Sql} order by a.opened_at, a.id")));

    /// <summary>All holds of the unit from their start to their end, for a replay's report.</summary>
    public Task<IReadOnlyList<HoldRecord>> HoldsAsync() => database.ReadAsync(scope => HoldReader.All(scope));

    /// <summary>Holds of a course, ended ones included.</summary>
    public Task<IReadOnlyList<HoldRecord>> HoldsAsync(CourseId courseId) =>
        database.ReadAsync(scope => HoldReader.All(scope, courseId));

    /// <summary>One alert with its history; null when there is none with this id.</summary>
    public Task<AlertRecord?> FindAsync(AlertId alertId) =>
        database.ReadAsync(scope =>
        {
            var row = scope.FirstOrDefault<AlertRow>($"{AlertRow.Sql} where a.id = @alertId", new { alertId });
            if (row is null)
                return null;
            var history = scope.Query<TransitionRow>(
                "select * from alert_transition where alert_id = @alertId order by position",
                new { alertId }
            );
            return new AlertRecord(
                row.ToItem(PatientStore.Find(scope, row.CourseId)!),
                [.. history.Select(h => h.ToTransition())],
                HoldReader.OfAlert(scope, alertId),
                AlertSituations.InfusionOf(scope, row.CourseId, row.Subject),
                AlertTaskRows.Of(scope, alertId),
                OutcomeRows.Newest(scope, alertId)
            );
        });

    private static IReadOnlyList<AlertItem> Items(QueryScope scope, IReadOnlyList<AlertRow> rows)
    {
        var courses = rows.Select(r => r.CourseId)
            .Distinct()
            .ToDictionary(id => id, id => PatientStore.Find(scope, id)!);
        return [.. rows.Select(row => row.ToItem(courses[row.CourseId]))];
    }

    private sealed record TransitionRow
    {
        public required int Position { get; init; }
        public required AlertStatus? FromStatus { get; init; }
        public required AlertStatus ToStatus { get; init; }
        public required AlertTier Tier { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string ActorName { get; init; }
        public required OverrideReason? ReasonCode { get; init; }
        public required string? Note { get; init; }
        public required string FactsJson { get; init; }

        public AlertTransition ToTransition() =>
            new()
            {
                Position = Position,
                From = FromStatus,
                To = ToStatus,
                Tier = Tier,
                At = At,
                By = ActorName,
                OverrideReason = ReasonCode,
                Note = Note,
                Facts = StoredJson.Read<IReadOnlyList<Fact>>(FactsJson) ?? [],
            };
    }
}
