using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>
/// Climbs the chain of an alert step by step. What stands in alert_escalation is all there is to know, so a restart
/// changes nothing. A chain once begun is climbed to its end under the policy and the shift it began in, by the people who
/// are on duty when a step is reached.
/// </summary>
internal static class Escalation
{
    /// <summary>Calls from the first step on; what was under way for this alert begins anew.</summary>
    public static void Begin(WriteScope scope, CalledAlert alert, OutboxCause cause)
    {
        var policy = scope.Policy;
        var shift = policy.ShiftAt(scope.Now, scope.Clock).Shift;
        var reached = EscalationChain.Reach(
            shift.Chain,
            OnCallRows.People(scope, alert.CourseId, scope.Now, new HashSet<UserId>()),
            scope.Now
        );
        Arrive(scope, alert, policy, shift.Name, (scope.Now, EscalationRows.NewestSeq(scope)), reached, cause);
    }

    /// <summary>Something new about an alert whose escalation is under way: everybody called so far is called again, and no step is given back.</summary>
    public static void CallAgain(WriteScope scope, CalledAlert alert, EscalationState state, OutboxCause cause)
    {
        var physicians = OnCallRows.Physicians(scope);
        var called = EscalationRows.Called(scope, state).Where(physicians.Contains).ToList();
        if (state.WaitsFor is not null || called.Count == 0)
        {
            Begin(scope, alert, cause);
            return;
        }

        var policy = AlertingPolicyStore.Of(scope, state.PolicyVersion);
        foreach (var person in called)
            CallRows.OnStep(
                scope,
                alert,
                person,
                cause,
                policy,
                state.Shift,
                new ReachedStep(state.Step, state.Kind, person, state.NextAt, [])
            );
    }

    /// <summary>Climbs one step if it is due; repeating it changes nothing.</summary>
    /// <returns>Whether anything was done.</returns>
    public static bool Climb(WriteScope scope, AlertId alertId)
    {
        if (EscalationRows.Find(scope, alertId) is not { NextAt: { } due } state || due > scope.Now)
            return false;
        var alert = CalledAlert.Read(scope, alertId);
        if (!alert.IsOpen)
        {
            Stop(scope, alertId);
            return false;
        }

        var policy = AlertingPolicyStore.Of(scope, state.PolicyVersion);
        var chain = policy
            .Shifts.First(shift => string.Equals(shift.Name, state.Shift, StringComparison.Ordinal))
            .Chain;
        var people = OnCallRows.People(scope, alert.CourseId, scope.Now, EscalationRows.Called(scope, state));
        bool wasKeptBack = state.WaitsFor is not null;
        var reached = EscalationChain.Reach(chain, people, scope.Now, wasKeptBack ? state.Step : state.Step + 1);
        Arrive(
            scope,
            alert,
            policy,
            state.Shift,
            (state.StartedAt, state.StartedSeq),
            reached,
            wasKeptBack ? OutboxCause.SuppressionEnded : OutboxCause.Escalated
        );
        scope.Touch(Rooms.Alerts);
        return true;
    }

    /// <summary>Nothing more is climbed, and calls that no channel has delivered yet are not delivered any more.</summary>
    public static void Stop(WriteScope scope, AlertId alertId)
    {
        EscalationRows.Remove(scope, alertId);
        var undelivered = scope.Query<UndeliveredRow>(
            $"select d.outbox_seq, d.channel, d.attempts from outbox_due d join outbox o on o.seq = d.outbox_seq where {Undelivered}",
            new { alertId }
        );
        foreach (var row in undelivered)
            DeliveryRows.Stop(scope, row.OutboxSeq, row.Channel, row.Attempts, StopReason.Answered);
    }

    /// <summary>Calls for an answer; what tells of a decision or its outcome is still to be delivered.</summary>
    private const string Undelivered = """
        o.alert_id = @alertId and o.kind = 'Call' and o.cause in ('Opened', 'Worsened', 'StartAttempted', 'Returned', 'HandedOver', 'AcknowledgementExpired',
          'NewOfItsKind', 'Escalated', 'ChainExhausted', 'SuppressionEnded')
        """;

    private static void Arrive(
        WriteScope scope,
        CalledAlert alert,
        AlertingPolicy policy,
        string shift,
        (DateTimeOffset At, long Seq) started,
        ReachedStep reached,
        OutboxCause cause
    )
    {
        var decision = reached.PersonId is { } person
            ? CallRows.OnStep(scope, alert, person, cause, policy, shift, reached)
            : CallRows.Decide(scope, alert, null, cause, policy);
        if (reached.PersonId is null && decision.IsSent)
            CallRows.ToOfficers(
                scope,
                alert,
                OutboxCause.ChainExhausted,
                reached.Step,
                new CallDetail(policy.Version, shift, reached.Kind, null, null, reached.Skipped, null)
            );
        // Nobody is asked to answer a passive alert, or one that somebody has answered.
        if (!alert.IsOpen || alert.Key.Tier == Domain.Alerts.AlertTier.Passive)
            return;
        EscalationRows.Save(
            scope,
            new EscalationState
            {
                AlertId = alert.AlertId,
                StartedAt = started.At,
                StartedSeq = started.Seq,
                PolicyVersion = policy.Version,
                Shift = shift,
                Step = reached.Step,
                Kind = reached.Kind,
                StepAt = scope.Now,
                NextAt = decision.IsPutOff ? decision.Until : reached.NextAt,
                WaitsFor = decision.IsPutOff ? decision.By : null,
            }
        );
    }

    private sealed record UndeliveredRow
    {
        public required long OutboxSeq { get; init; }
        public required string Channel { get; init; }
        public required int Attempts { get; init; }
    }
}
