using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules.Firing;

namespace Pharmacovigilance.Storage.Alerts.Quality;

/// <summary>Reads what became of the alerts opened since an instant; what lies before is not touched.</summary>
internal static class AlertFates
{
    public static IReadOnlyList<AlertFate> Since(QueryScope scope, DateTimeOffset since)
    {
        var transitions = scope
            .Query<Transition>(
                """
                select t.alert_id, t.position, t.to_status, t.tier, t.at, t.actor_id, t.reason_code
                from alert a join alert_transition t on t.alert_id = a.id
                where a.opened_at >= @since order by t.alert_id, t.position
                """,
                new { since }
            )
            .ToLookup(row => row.AlertId);
        var monitored = Monitored(scope, since);
        return
        [
            .. scope
                .Query<Opened>(
                    """
                    select a.id as alert_id, a.rule, a.course_id, a.opened_at,
                           (select p.physician_id from course_attending p where p.course_id = a.course_id and p.since <= a.opened_at order by p.revision desc limit 1) as physician_id,
                           (select count(*) from outbox o where o.alert_id = a.id and o.kind = 'Call' and o.cause = 'Opened' and o.decision = 'Send') as calls
                    from alert a where a.opened_at >= @since order by a.opened_at, a.id
                    """,
                    new { since }
                )
                .Select(row => Fate(row, [.. transitions[row.AlertId]], monitored)),
        ];
    }

    /// <summary>What came of each "will monitor", by the task that was made of it. An alert can be opened again, so the newest task counts.</summary>
    private static Dictionary<AlertId, MonitorFate> Monitored(QueryScope scope, DateTimeOffset since)
    {
        var fates = new Dictionary<AlertId, MonitorFate>();
        foreach (
            var task in scope.Query<MonitorTask>(
                """
                select k.alert_id, e.outcome
                from alert a join alert_task k on k.alert_id = a.id left join alert_task_end e on e.task_id = k.id
                where a.opened_at >= @since and k.kind = 'Monitor' order by k.created_at, k.id
                """,
                new { since }
            )
        )
        {
            fates[task.AlertId] = task.Outcome switch
            {
                null => MonitorFate.Due,
                AlertTaskOutcome.Kept or AlertTaskOutcome.Done => MonitorFate.Kept,
                AlertTaskOutcome.NotKept or AlertTaskOutcome.Refused => MonitorFate.NotKept,
                AlertTaskOutcome.Obsolete => MonitorFate.Obsolete,
                var other => throw new InvalidDataException($"alert_task_end.outcome holds {other}."),
            };
        }

        return fates;
    }

    private static AlertFate Fate(
        Opened alert,
        IReadOnlyList<Transition> transitions,
        Dictionary<AlertId, MonitorFate> monitored
    )
    {
        var decision = transitions.FirstOrDefault(t => AlertFlow.IsDecision(t.To));
        var reason = decision?.ReasonCode;
        var answer = transitions.FirstOrDefault(t =>
            t.ActorId is not null && t.To is AlertStatus.Acknowledged or AlertStatus.Accepted or AlertStatus.Overridden
        );
        // Only an end without a decision is an end by itself; one that was opened again has not ended.
        var ended = decision is null && AlertFlow.IsOver(transitions[^1].To) ? transitions[^1] : null;
        return new AlertFate
        {
            AlertId = alert.AlertId,
            Rule = alert.Rule,
            CourseId = alert.CourseId,
            PhysicianId = alert.PhysicianId,
            Tier = transitions[0].Tier,
            WasCalled = alert.Calls > 0,
            OpenedAt = alert.OpenedAt,
            AnsweredAt = answer?.At,
            Decision = decision is null ? null : new AlertDecision(decision.At, reason),
            EndedAt = ended?.At,
            Monitor =
                reason == OverrideReason.WillMonitor
                    ? monitored.GetValueOrDefault(alert.AlertId, MonitorFate.NoTask)
                    : null,
        };
    }

    private sealed record Opened
    {
        public required AlertId AlertId { get; init; }
        public required RuleId Rule { get; init; }
        public required CourseId CourseId { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public required UserId? PhysicianId { get; init; }
        public required long Calls { get; init; }
    }

    private sealed record Transition
    {
        public required AlertId AlertId { get; init; }
        public required int Position { get; init; }
        public required AlertStatus ToStatus { get; init; }
        public required AlertTier Tier { get; init; }
        public required DateTimeOffset At { get; init; }
        public required UserId? ActorId { get; init; }
        public required OverrideReason? ReasonCode { get; init; }

        public AlertStatus To => ToStatus;
    }

    private sealed record MonitorTask
    {
        public required AlertId AlertId { get; init; }
        public required AlertTaskOutcome? Outcome { get; init; }
    }
}
