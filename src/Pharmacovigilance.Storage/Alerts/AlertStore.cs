using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What came of a decision, and where it was not taken: who came first, when, and how the alert stands.</summary>
public sealed record DecisionResult(DecisionOutcome Outcome, AlertStatus Status, string By, DateTimeOffset At);

/// <summary>
/// Decisions on alerts, by physicians whose role is read again in the transaction. A decision may name the transition the
/// person saw (<c>seenPosition</c>): if the facts or the tier have changed since, it is not taken.
/// </summary>
public sealed partial class AlertStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>"I have seen it": the decision is still due.</summary>
    public Task<DecisionResult> AcknowledgeAsync(
        Actor actor,
        AlertId alertId,
        string? idempotencyKey = null,
        int? seenPosition = null
    ) =>
        DecideAsync(actor, "alert.acknowledge", alertId, idempotencyKey, seenPosition, row => new NextTransition(
            AlertStatus.Acknowledged,
            row.Tier
        ));

    /// <summary>
    /// Accepts the proposal. A proposed hold is thereby confirmed and lasts until a physician releases it; carrying it out
    /// becomes a task, and so does the second signature of a permanent stop.
    /// </summary>
    public Task<DecisionResult> AcceptAsync(
        Actor actor,
        AlertId alertId,
        string? note,
        string? idempotencyKey = null,
        int? seenPosition = null
    ) =>
        DecideAsync(actor, "alert.accept", alertId, idempotencyKey, seenPosition, row => new NextTransition(
            AlertStatus.Accepted,
            row.Tier,
            Note: Trimmed(note)
        ));

    /// <summary>Decides otherwise, with a coded reason. A proposed hold ends with this decision.</summary>
    /// <exception cref="RefusedException">"Other" without a note.</exception>
    public Task<DecisionResult> OverrideAsync(
        Actor actor,
        AlertId alertId,
        OverrideReason reason,
        string? note,
        string? idempotencyKey = null,
        int? seenPosition = null
    )
    {
        if (reason == OverrideReason.Other && string.IsNullOrWhiteSpace(note))
            throw new RefusedException("alert.other-needs-note", "note");
        return DecideAsync(actor, "alert.override", alertId, idempotencyKey, seenPosition, row => new NextTransition(
            AlertStatus.Overridden,
            row.Tier,
            Reason: reason,
            Note: Trimmed(note)
        ));
    }

    private Task<DecisionResult> DecideAsync(
        Actor actor,
        string name,
        AlertId alertId,
        string? idempotencyKey,
        int? seenPosition,
        Func<AlertRow, NextTransition> decision
    ) => queue.RunAsync(new WriteRequest(actor, name, idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician);
            var row = Known(scope, alertId);
            var next = decision(row);
            if (!AlertFlow.May(row.Status, next.To))
                return new DecisionResult(Refusal(row), row.Status, row.ChangedBy, row.ChangedAt);
            if (HasChangedSince(scope, row, seenPosition))
                return new DecisionResult(DecisionOutcome.ChangedMeanwhile, row.Status, row.ChangedBy, row.ChangedAt);

            AlertTransitions.Append(scope, row, next);
            CreateTasks(scope, row, next);
            if (next.To == AlertStatus.Overridden && HoldReader.OfAlert(scope, alertId) is { EndedAt: null } hold)
            {
                HoldWriter.End(
                    scope,
                    hold.HoldId,
                    scope.Now,
                    HoldRelease.Physician,
                    Explanation(next.Reason!.Value, next.Note)
                );
                CourseSettlement.Run(scope, row.CourseId);
            }

            scope.Audit(
                new AuditEntry(
                    Action: name,
                    SubjectType: "alert",
                    SubjectId: alertId.ToString(),
                    Details: StoredJson.Write(
                        new
                        {
                            from = row.Status,
                            to = next.To,
                            next.Reason,
                            next.Note,
                        }
                    ),
                    Reason: next.Reason is { } reason ? Explanation(reason, next.Note) : null,
                    CourseId: row.CourseId
                )
            );
            scope.Touch(Rooms.Alerts);
            return new DecisionResult(DecisionOutcome.Done, next.To, scope.Actor.Name, scope.Now);
        });

    private static void CreateTasks(WriteScope scope, AlertRow row, NextTransition next)
    {
        if (next.To == AlertStatus.Accepted && row.Tier > AlertTier.Passive)
            AlertTaskRows.Create(scope, row, AlertTaskKind.CarryOut);
        if (next.Reason == OverrideReason.WillMonitor)
            AlertTaskRows.Create(scope, row, AlertTaskKind.Monitor);
        if (next.To != AlertStatus.Accepted || row.Rule != RuleId.ReactionStop)
            return;
        AlertTaskRows.Create(scope, row, AlertTaskKind.ConfirmStop);
        OutboxWriter.Put(scope, row.AlertId, row.CourseId, row.Tier, OutboxKind.Call, OutboxCause.SecondPersonNeeded);
    }

    internal static AlertRow Known(QueryScope scope, AlertId alertId) =>
        scope.FirstOrDefault<AlertRow>($"{AlertRow.Sql} where a.id = @alertId", new { alertId })
        ?? throw new RefusedException("alert.unknown", "alert", alertId.ToString());

    /// <summary>Somebody else's acknowledgement changes nothing about what is to be decided; other facts or another tier do.</summary>
    private static bool HasChangedSince(QueryScope scope, AlertRow row, int? seenPosition) =>
        seenPosition is { } seen
        && seen != row.Position
        && scope.Single<int>(
            """
            select count(*) from alert_transition
            where alert_id = @alertId and position = @seen and facts_json = @facts and tier = @tier
            """,
            new
            {
                alertId = row.AlertId,
                seen,
                facts = row.FactsJson,
                tier = (int)row.Tier,
            }
        ) == 0;

    /// <summary>A person's decision came first, or the alert ended by itself.</summary>
    private static DecisionOutcome Refusal(AlertRow row) =>
        row.Status is AlertStatus.Acknowledged || AlertFlow.IsDecided(row.Status)
            ? DecisionOutcome.SomebodyWasFaster
            : DecisionOutcome.Conflict;

    private static string Explanation(OverrideReason reason, string? note) =>
        note is null ? reason.ToString() : $"{reason}: {note}";

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
