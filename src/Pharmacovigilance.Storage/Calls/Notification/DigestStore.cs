using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>An alert in a digest.</summary>
public sealed record DigestLine
{
    public required AlertId AlertId { get; init; }

    public required RuleId Rule { get; init; }

    public required string CourseCode { get; init; }

    public required AlertTier Tier { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When what the digest lists it for happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who decided, or the reason of what was not sent; null where neither is the point.</summary>
    public required string? By { get; init; }

    /// <summary>A day that is over has nobody in a chair: tier and age.</summary>
    internal AlertUrgency Urgency => new(AlertSituation.Other, Tier, OpenedAt, AlertId);
}

/// <summary>What happened to the alerts of one day, each list in the order of all alerts.</summary>
/// <param name="Unanswered">Open for more than ten minutes before anybody answered, or still so; passive alerts are left out.</param>
/// <param name="Suppressed">Calls that were not sent; the reason is in <see cref="DigestLine.By"/>.</param>
public sealed record AlertDigest(
    DateOnly Date,
    IReadOnlyList<DigestLine> Fired,
    IReadOnlyList<DigestLine> Unanswered,
    IReadOnlyList<DigestLine> Overridden,
    IReadOnlyList<DigestLine> Expired,
    IReadOnlyList<DigestLine> PhoneList,
    IReadOnlyList<DigestLine> Suppressed
);

/// <summary>Sums up a day for the safety officers, from what stands on record when it is read.</summary>
public sealed class DigestStore(UnitDatabase database)
{
    /// <summary>From when on an alert counts as answered late.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(10);

    private const string Alert =
        "join alert a on a.id = x.alert_id join alert_state s on s.alert_id = a.id join course c on c.id = a.course_id";

    /// <param name="date">A day on the unit's wall; one that is not over is summed up so far.</param>
    public Task<AlertDigest> ReadAsync(DateOnly date) =>
        database.ReadAsync(scope =>
        {
            var day = new
            {
                from = scope.Clock.FromUnit(date.ToDateTime(TimeOnly.MinValue)),
                until = scope.Clock.FromUnit(date.AddDays(1).ToDateTime(TimeOnly.MinValue)),
            };
            return new AlertDigest(
                Date: date,
                Fired: Lines(
                    scope,
                    $"select a.id as alert_id, a.rule, c.code as course_code, s.tier, a.opened_at, x.at, null as \"by\" from alert_transition x {Alert} where x.position = 1 and x.at >= @from and x.at < @until",
                    day
                ),
                Unanswered: Late(scope, day),
                Overridden: Ended(scope, "Overridden", day),
                Expired: Ended(scope, "Expired", day),
                PhoneList: Lines(
                    scope,
                    $"select a.id as alert_id, a.rule, c.code as course_code, s.tier, a.opened_at, min(x.created_at) as at, null as \"by\" from outbox x {Alert} where x.created_at >= @from and x.created_at < @until and x.cause = 'ChainExhausted' group by a.id, a.rule, c.code, s.tier, a.opened_at",
                    day
                ),
                Suppressed: Lines(
                    scope,
                    $"select a.id as alert_id, a.rule, c.code as course_code, s.tier, a.opened_at, x.created_at as at, x.reason as \"by\" from outbox x {Alert} where x.created_at >= @from and x.created_at < @until and x.kind = 'Call' and x.decision = 'Suppress'",
                    day
                )
            );
        });

    private static IReadOnlyList<DigestLine> Ended(QueryScope scope, string status, object day) =>
        Lines(
            scope,
            $"select a.id as alert_id, a.rule, c.code as course_code, s.tier, a.opened_at, x.at, x.actor_name as \"by\" from alert_transition x {Alert} where x.to_status = '{status}' and x.at >= @from and x.at < @until",
            day
        );

    private IReadOnlyList<DigestLine> Late(QueryScope scope, object day) =>
        [
            .. scope
                .Query<LateRow>(
                    $"""
                    select a.id as alert_id, a.rule, c.code as course_code, s.tier, a.opened_at, x.at, min(n.at) as answered_at
                    from alert_transition x {Alert} left join alert_transition n on n.alert_id = x.alert_id and n.to_status <> 'Open'
                    where x.position = 1 and x.at >= @from and x.at < @until and s.tier > 1
                    group by a.id, a.rule, c.code, s.tier, a.opened_at, x.at
                    """,
                    day
                )
                .Where(row => (row.AnsweredAt ?? scope.Clock.Now) - row.At > AnswerWithin)
                .Select(row => row.ToLine())
                .OrderBy(line => line.Urgency)
                .ThenBy(line => line.At),
        ];

    private static IReadOnlyList<DigestLine> Lines(QueryScope scope, string sql, object day) =>
        [.. scope.Query<DigestLine>(sql, day).OrderBy(line => line.Urgency).ThenBy(line => line.At)];

    private sealed record LateRow
    {
        public required AlertId AlertId { get; init; }
        public required RuleId Rule { get; init; }
        public required string CourseCode { get; init; }
        public required AlertTier Tier { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public required DateTimeOffset At { get; init; }
        public required DateTimeOffset? AnsweredAt { get; init; }

        public DigestLine ToLine() =>
            new()
            {
                AlertId = AlertId,
                Rule = Rule,
                CourseCode = CourseCode,
                Tier = Tier,
                OpenedAt = OpenedAt,
                At = At,
                By = null,
            };
    }
}
