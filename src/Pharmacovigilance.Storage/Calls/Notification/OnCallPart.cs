using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>An alert that nobody on the chain has answered.</summary>
/// <param name="CourseCode">Never a name: it stands on every screen.</param>
/// <param name="Since">When the chain was exhausted.</param>
public sealed record UnansweredAlert(AlertId AlertId, string CourseCode, DateTimeOffset Since);

/// <summary>The newest call about an undecided alert that was sent to a person.</summary>
/// <param name="Seq">Its number in the outbox; a higher one is a new call.</param>
public sealed record PersonCall(AlertId AlertId, UserId PersonId, long Seq);

/// <summary>Who was called to what is undecided, and what is on the phone list.</summary>
/// <param name="Numbers">The phone list in force; empty where the unit has entered none.</param>
public sealed record OnCallPart(
    IReadOnlyList<UnansweredAlert> Unanswered,
    IReadOnlyList<PhoneLine> Numbers,
    IReadOnlyList<PersonCall> Calls
)
{
    public static readonly OnCallPart Empty = new([], [], []);

    internal static OnCallPart Read(QueryScope scope, DateOnly today) =>
        new(
            ReadUnanswered(scope, today),
            scope.Policy.PhoneList,
            [
                .. scope
                    .Query<CallRow>(
                        $"""
                        select o.alert_id, o.person_id, max(o.seq) as seq from alert_state s join outbox o on o.alert_id = s.alert_id
                        where s.status in {AlertStatusSql.DecisionDue} and o.kind = 'Call' and o.decision = 'Send' and o.reason <> 'SafetyOfficer'
                        group by o.alert_id, o.person_id order by o.alert_id, o.person_id
                        """
                    )
                    .Select(row => new PersonCall(row.AlertId, row.PersonId, row.Seq)),
            ]
        );

    /// <summary>In the order of all alerts: the phone rings for the first of them first.</summary>
    private static IReadOnlyList<UnansweredAlert> ReadUnanswered(QueryScope scope, DateOnly today)
    {
        var rows = scope.Query<UnansweredRow>(
            """
            select e.alert_id, a.course_id, c.code as course_code, e.step_at, a.rule, a.subject, a.opened_at, s.tier from alert_escalation e
            join alert a on a.id = e.alert_id join alert_state s on s.alert_id = a.id join course c on c.id = a.course_id
            where e.kind = 'PhoneList' and e.waits_for is null
            """
        );
        if (rows.Count == 0)
            return [];
        var situations = new AlertSituations(scope, today);
        return
        [
            .. rows.OrderBy(row => row.Urgency(situations))
                .Select(row => new UnansweredAlert(row.AlertId, row.CourseCode, row.StepAt)),
        ];
    }

    private sealed record UnansweredRow
    {
        public required AlertId AlertId { get; init; }
        public required CourseId CourseId { get; init; }
        public required RuleId Rule { get; init; }
        public required string Subject { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public required AlertTier Tier { get; init; }
        public required string CourseCode { get; init; }
        public required DateTimeOffset StepAt { get; init; }

        public AlertUrgency Urgency(AlertSituations situations) =>
            new(situations.Of(AlertId, CourseId, Rule, Subject), Tier, OpenedAt, AlertId);
    }

    private sealed record CallRow
    {
        public required AlertId AlertId { get; init; }
        public required UserId PersonId { get; init; }
        public required long Seq { get; init; }
    }
}
