using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>Reads all that may stand against a call now.</summary>
internal static class SuppressionRows
{
    /// <param name="personId">Whose calls of the last minutes are read; null = nobody's.</param>
    public static Suppressions Read(
        QueryScope scope,
        AlertKey alert,
        UserId? personId,
        TimeSpan grouping,
        DateTimeOffset now
    ) =>
        new(
            Silences(scope, now),
            Maintenance(scope, now),
            Stops(scope, alert),
            personId is { } person ? Calls(scope, person, now - grouping) : [],
            grouping
        );

    public static IReadOnlyList<Silence> Silences(QueryScope scope, DateTimeOffset now) =>
        [
            .. scope
                .Query<SilenceRow>(
                    """
                    select s.id as silence_id, s.rule, s.course_id, s.from_at, s.until_at from silence s
                    where s.until_at > @now and not exists (select 1 from silence_end e where e.silence_id = s.id)
                    """,
                    new { now }
                )
                .Select(row => new Silence(row.SilenceId, row.Rule, row.CourseId, row.FromAt, row.UntilAt)),
        ];

    private static IReadOnlyList<Maintenance> Maintenance(QueryScope scope, DateTimeOffset now) =>
        [
            .. scope
                .Query<MaintenanceRow>(
                    """
                    select m.id as maintenance_id, m.from_at, m.until_at from maintenance m
                    where m.until_at > @now and not exists (select 1 from maintenance_end e where e.maintenance_id = m.id)
                    """,
                    new { now }
                )
                .Select(row => new Maintenance(row.MaintenanceId, row.FromAt, row.UntilAt)),
        ];

    /// <summary>Permanent stops of the course that nobody decided against since they were last open, and no correction took away.</summary>
    private static IReadOnlyList<PermanentStop> Stops(QueryScope scope, AlertKey alert) =>
        alert.CourseId is not { } courseId
            ? []
            :
            [
                .. scope
                    .Query<AlertId>(
                        $"""
                        select a.id from alert a join alert_state s on s.alert_id = a.id
                        where a.course_id = @courseId and a.rule = @rule and s.status not in {AlertStatusSql.EndedUndecided}
                          and not exists (
                            select 1 from alert_transition t where t.alert_id = a.id and t.to_status = 'Overridden'
                              and t.position > (select max(o.position) from alert_transition o where o.alert_id = a.id and o.to_status = 'Open'))
                        """,
                        new { courseId, rule = RuleId.ReactionStop.Code() }
                    )
                    .Select(id => new PermanentStop(id, courseId)),
            ];

    /// <summary>Calls to a person that were sent, as far as nobody has answered their alert yet: who has looked and gone must be called again.</summary>
    private static IReadOnlyList<SentCall> Calls(QueryScope scope, UserId personId, DateTimeOffset since) =>
        [
            .. scope
                .Query<CallRow>(
                    """
                    select o.seq, o.alert_id, s.course_id, o.tier, o.created_at from outbox o join alert_state s on s.alert_id = o.alert_id
                    where o.person_id = @personId and o.created_at >= @since and o.kind = 'Call' and o.decision = 'Send' and s.status = 'Open'
                    """,
                    new { personId, since }
                )
                .Select(row => new SentCall(row.Seq, row.AlertId, personId, row.CourseId, row.Tier, row.CreatedAt)),
        ];

    private sealed record SilenceRow
    {
        public required SilenceId SilenceId { get; init; }
        public required string Rule { get; init; }
        public required CourseId? CourseId { get; init; }
        public required DateTimeOffset FromAt { get; init; }
        public required DateTimeOffset UntilAt { get; init; }
    }

    private sealed record MaintenanceRow
    {
        public required MaintenanceId MaintenanceId { get; init; }
        public required DateTimeOffset FromAt { get; init; }
        public required DateTimeOffset UntilAt { get; init; }
    }

    private sealed record CallRow
    {
        public required long Seq { get; init; }
        public required AlertId AlertId { get; init; }
        public required CourseId CourseId { get; init; }
        public required AlertTier Tier { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
