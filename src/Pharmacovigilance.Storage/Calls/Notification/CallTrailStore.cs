using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>What a channel did, or is about to do, with a call.</summary>
/// <param name="Outcome">As stored, e.g. <c>Delivered</c>; null = it is still to be tried at <paramref name="At"/>.</param>
public sealed record CallAttempt(string Channel, DateTimeOffset At, string? Outcome, string? Error);

/// <summary>One decision about a call, with what became of it.</summary>
public sealed record CallEntry
{
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required UserId PersonId { get; init; }

    public required string Person { get; init; }

    public required OutboxCause Cause { get; init; }

    public required int? Step { get; init; }

    /// <summary>Who the person was on the chain; null beside it.</summary>
    public required ChainStepKind? Role { get; init; }

    public required bool IsSent { get; init; }

    /// <summary>As stored; see <see cref="NotificationReason"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>What suppressed it.</summary>
    public required string? By { get; init; }

    public required DateTimeOffset? Until { get; init; }

    /// <summary>Steps passed over on the way.</summary>
    public required IReadOnlyList<SkippedStep> Skipped { get; init; }

    public required IReadOnlyList<CallAttempt> Attempts { get; init; }
}

/// <summary>Somebody who may ask why they were not called.</summary>
public sealed record TrailPerson(UserId PersonId, string Name);

/// <summary>Every decision about the calls of an alert.</summary>
/// <param name="NextAt">When the next step is due; null = none is.</param>
/// <param name="Standing">The step at which it stands; null while nothing is climbed.</param>
public sealed record CallTrail(
    AlertId AlertId,
    RuleId Rule,
    CourseId CourseId,
    string CourseCode,
    AlertTier Tier,
    DateTimeOffset OpenedAt,
    IReadOnlyList<CallEntry> Calls,
    IReadOnlyList<TrailPerson> People,
    ChainStepKind? Standing,
    DateTimeOffset? NextAt,
    string? WaitsFor,
    TrailFacts Facts
)
{
    public string NameOf(UserId personId) => People.FirstOrDefault(person => person.PersonId == personId)?.Name ?? "";

    /// <summary>Why no decision concerns a person; null where one does.</summary>
    public NotCalled? WhyNot(UserId personId, DateTimeOffset now) =>
        Calls.Any(call => call.PersonId == personId) ? null : NotCalled.Why(personId, Facts, now);
}

/// <summary>Answers "why was I (not) called?" for any alert and person.</summary>
public sealed class CallTrailStore(UnitDatabase database)
{
    /// <summary>Null when there is no such alert.</summary>
    public Task<CallTrail?> FindAsync(AlertId alertId) => database.ReadAsync(scope => Find(scope, alertId));

    private static CallTrail? Find(QueryScope scope, AlertId alertId)
    {
        var head = scope.FirstOrDefault<HeadRow>(
            """
            select a.rule, a.course_id, c.code as course_code, a.opened_at, s.tier from alert a join alert_state s on s.alert_id = a.id join course c on c.id = a.course_id
            where a.id = @alertId
            """,
            new { alertId }
        );
        if (head is null)
            return null;
        var attempts = Attempts(scope, alertId);
        var calls = scope
            .Query<CallRow>(
                """
                select o.seq, o.created_at, o.person_id, u.display_name as person, o.cause, o.step, o.decision, o.reason, o.detail_json
                from outbox o join app_user u on u.id = o.person_id where o.alert_id = @alertId and o.kind = 'Call' order by o.seq
                """,
                new { alertId }
            )
            .Select(row => row.ToEntry([.. attempts[row.Seq].Select(attempt => attempt.ToAttempt())]))
            .ToList();
        var state = EscalationRows.Find(scope, alertId);
        var people = Enum.GetValues<Role>()
            .SelectMany(role => AccountStore.WithRole(scope, role))
            .Select(account => new TrailPerson(account.Id, account.DisplayName))
            .Concat(calls.Select(call => new TrailPerson(call.PersonId, call.Person)))
            .DistinctBy(person => person.PersonId)
            .OrderBy(person => person.Name, StringComparer.Ordinal)
            .ToList();
        return new CallTrail(
            alertId,
            head.Rule,
            head.CourseId,
            head.CourseCode,
            head.Tier,
            head.OpenedAt,
            calls,
            people,
            state?.Kind,
            state?.NextAt,
            state?.WaitsFor,
            FactsOf(scope, alertId, head, state)
        );
    }

    private static TrailFacts FactsOf(QueryScope scope, AlertId alertId, HeadRow head, EscalationState? state)
    {
        var visits = scope
            .Query<VisitRow>(
                "select o.step, o.person_id, o.created_at, o.cause, o.detail_json from outbox o where o.alert_id = @alertId and o.kind = 'Call' and o.step is not null order by o.seq",
                new { alertId }
            )
            .Select(row => (Row: row, Detail: Detail(row.DetailJson)))
            .Where(visit => visit.Detail is not null)
            .ToList();
        var chain = visits is [.., { Detail: { Shift: { } shift } detail }]
            ? AlertingPolicyStore
                .Of(scope, detail.PolicyVersion)
                .Shifts.FirstOrDefault(known => string.Equals(known.Name, shift, StringComparison.Ordinal))
                ?.Chain
                ?? []
            : [];
        var answer = scope.FirstOrDefault<AnswerRow>(
            "select at, actor_name, to_status from alert_transition where alert_id = @alertId and to_status <> 'Open' order by position limit 1",
            new { alertId }
        );
        return new TrailFacts(
            head.Tier,
            head.OpenedAt,
            chain,
            [
                .. visits.Select(visit => new StepVisit(
                    visit.Row.Step,
                    visit.Detail!.Role ?? ChainStepKind.PhoneList,
                    visit.Detail.Role == ChainStepKind.PhoneList ? null : visit.Row.PersonId,
                    visit.Row.CreatedAt
                )),
            ],
            DutyItem.CalendarOf(OnCallRows.EndingAfter(scope, head.OpenedAt)),
            OnCallRows.Physicians(scope),
            answer is null ? null : new TrailAnswer(answer.At, answer.ActorName, answer.ToStatus),
            state?.NextAt
        );
    }

    private static ILookup<long, AttemptRow> Attempts(QueryScope scope, AlertId alertId) =>
        scope
            .Query<AttemptRow>(
                """
                select p.outbox_seq, p.channel, p.at, p.outcome, p.error from outbox_attempt p join outbox o on o.seq = p.outbox_seq where o.alert_id = @alertId
                union all
                select d.outbox_seq, d.channel, d.next_at as at, null as outcome, null as error from outbox_due d join outbox o on o.seq = d.outbox_seq where o.alert_id = @alertId
                order by 1, 3
                """,
                new { alertId }
            )
            .ToLookup(row => row.OutboxSeq);

    private static CallDetail? Detail(string? json) => json is null ? null : StoredJson.Read<CallDetail>(json);

    private sealed record HeadRow
    {
        public required RuleId Rule { get; init; }
        public required CourseId CourseId { get; init; }
        public required string CourseCode { get; init; }
        public required DateTimeOffset OpenedAt { get; init; }
        public required AlertTier Tier { get; init; }
    }

    private sealed record CallRow
    {
        public required long Seq { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required UserId PersonId { get; init; }
        public required string Person { get; init; }
        public required OutboxCause Cause { get; init; }
        public required int? Step { get; init; }
        public required string Decision { get; init; }
        public required string Reason { get; init; }
        public required string? DetailJson { get; init; }

        public CallEntry ToEntry(IReadOnlyList<CallAttempt> attempts)
        {
            var detail = Detail(DetailJson);
            return new CallEntry
            {
                Seq = Seq,
                At = CreatedAt,
                PersonId = PersonId,
                Person = Person,
                Cause = Cause,
                Step = Step,
                Role = detail?.Role,
                IsSent = string.Equals(Decision, "Send", StringComparison.Ordinal),
                Reason = Reason,
                By = detail?.By,
                Until = detail?.Until,
                Skipped = detail?.Skipped ?? [],
                Attempts = attempts,
            };
        }
    }

    private sealed record VisitRow
    {
        public required int Step { get; init; }
        public required UserId PersonId { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required string Cause { get; init; }
        public required string? DetailJson { get; init; }
    }

    private sealed record AttemptRow
    {
        public required long OutboxSeq { get; init; }
        public required string Channel { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string? Outcome { get; init; }
        public required string? Error { get; init; }

        public CallAttempt ToAttempt() => new(Channel, At, Outcome, Error);
    }

    private sealed record AnswerRow
    {
        public required DateTimeOffset At { get; init; }
        public required string ActorName { get; init; }
        public required string ToStatus { get; init; }
    }
}
