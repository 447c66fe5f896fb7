using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>Where the escalation of an alert stands.</summary>
internal sealed record EscalationState
{
    public required AlertId AlertId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Calls numbered above it belong to this escalation.</summary>
    public required long StartedSeq { get; init; }

    public required int PolicyVersion { get; init; }

    /// <summary>Name of the shift whose chain is climbed, in that version of the policy.</summary>
    public required string Shift { get; init; }

    public required int Step { get; init; }

    public required ChainStepKind Kind { get; init; }

    /// <summary>When this step was reached.</summary>
    public required DateTimeOffset StepAt { get; init; }

    /// <summary>When something follows by itself; null = nothing does.</summary>
    public required DateTimeOffset? NextAt { get; init; }

    /// <summary>The silence, maintenance or permanent stop that keeps the call of this step back; null = none does.</summary>
    public required string? WaitsFor { get; init; }
}

/// <summary>The rows of alert_escalation, and who was called so far.</summary>
internal static class EscalationRows
{
    private const string Sql =
        "select e.alert_id, e.started_at, e.started_seq, e.policy_version, e.shift, e.step, e.kind, e.step_at, e.next_at, e.waits_for from alert_escalation e";

    public static EscalationState? Find(QueryScope scope, AlertId alertId) =>
        scope.FirstOrDefault<EscalationState>($"{Sql} where e.alert_id = @alertId", new { alertId });

    public static IReadOnlyList<EscalationState> All(QueryScope scope) =>
        scope.Query<EscalationState>($"{Sql} order by e.started_at, e.alert_id");

    public static IReadOnlyList<AlertId> Due(QueryScope scope, DateTimeOffset now) =>
        scope.Query<AlertId>(
            "select alert_id from alert_escalation where next_at <= @now order by next_at, alert_id",
            new { now }
        );

    public static void Save(WriteScope scope, EscalationState state) =>
        scope.Execute(
            """
            insert into alert_escalation (alert_id, started_at, started_seq, policy_version, shift, step, kind, step_at, next_at, waits_for)
            values (@alertId, @startedAt, @startedSeq, @policyVersion, @shift, @step, @kind, @stepAt, @nextAt, @waitsFor)
            on conflict (alert_id) do update set started_at = excluded.started_at, started_seq = excluded.started_seq, policy_version = excluded.policy_version, shift = excluded.shift,
              step = excluded.step, kind = excluded.kind, step_at = excluded.step_at, next_at = excluded.next_at, waits_for = excluded.waits_for
            """,
            new
            {
                alertId = state.AlertId,
                startedAt = state.StartedAt,
                startedSeq = state.StartedSeq,
                policyVersion = state.PolicyVersion,
                shift = state.Shift,
                step = state.Step,
                kind = Coded.Text(state.Kind),
                stepAt = state.StepAt,
                nextAt = state.NextAt,
                waitsFor = state.WaitsFor,
            }
        );

    /// <summary>The newest number of the outbox, above which an escalation that begins now has its calls.</summary>
    public static long NewestSeq(QueryScope scope) => scope.Single<long>("select coalesce(max(seq), 0) from outbox");

    public static void Remove(WriteScope scope, AlertId alertId) =>
        scope.Execute("delete from alert_escalation where alert_id = @alertId", new { alertId });

    /// <summary>What kept calls back has ended: they are decided again at once.</summary>
    public static void Release(WriteScope scope, string waitsFor) =>
        scope.Execute(
            "update alert_escalation set next_at = @now where waits_for = @waitsFor",
            new { waitsFor, now = scope.Now }
        );

    /// <summary>Whom an escalation has reached: called, or covered by a call of the same minutes.</summary>
    public static IReadOnlySet<UserId> Called(QueryScope scope, EscalationState state) =>
        scope
            .Query<UserId>(
                """
                select distinct person_id from outbox
                where alert_id = @alertId and kind = 'Call' and cause <> 'ChainExhausted' and seq > @since and (decision = 'Send' or reason = 'Grouped')
                """,
                new { alertId = state.AlertId, since = state.StartedSeq }
            )
            .ToHashSet();
}
