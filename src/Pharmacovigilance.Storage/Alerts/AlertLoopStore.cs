using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>
/// What happens to an alert after the decision: it is carried out, a permanent stop gets its second person, the outcome is
/// read. Every answer says whether somebody was faster.
/// </summary>
public sealed class AlertLoopStore(WriteQueue queue)
{
    /// <summary>Nurse or pharmacy confirm that what the physician accepted is done.</summary>
    /// <param name="note">Who was told, e.g. in the pharmacy; may be empty.</param>
    public Task<DecisionResult> CarryOutAsync(
        Actor actor,
        AlertId alertId,
        string? note,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "alert.carry-out", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var row = AlertStore.Known(scope, alertId);
            if (
                AlertTaskRows.Due(scope, alertId, AlertTaskKind.CarryOut) is not { } task
                || row.Status != AlertStatus.Accepted
            )
                return Late(scope, row, AlertTaskKind.CarryOut);
            AlertTaskRows.End(scope, task.TaskId, AlertTaskOutcome.Done, Trimmed(note));
            AlertTransitions.Append(scope, row, new(AlertStatus.CarriedOut, row.Tier, Note: Trimmed(note)));
            return Done(scope, row, "alert.carried-out", AlertStatus.CarriedOut, note);
        });

    /// <summary>
    /// The second person agrees to a permanent stop: the course ends today for an adverse event, and every infusion still
    /// planned is called off.
    /// </summary>
    /// <exception cref="RefusedException">The same person as the first; an infusion is running; the course has ended already.</exception>
    public Task<DecisionResult> ConfirmStopAsync(
        Actor actor,
        AlertId alertId,
        string? note,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "alert.confirm-stop", idempotencyKey), scope =>
        {
            var (row, task) = StopTask(scope, alertId);
            if (task is null)
                return Late(scope, row, AlertTaskKind.ConfirmStop);
            AlertTaskRows.End(scope, task.TaskId, AlertTaskOutcome.Done, Trimmed(note));
            // Ended by hand in the meantime: the signature still counts.
            if (CourseStatusRows.EndOf(scope, row.CourseId) is null)
            {
                string reason = $"{RuleId.ReactionStop.Code()} {alertId}";
                CourseEnding.End(
                    scope,
                    row.CourseId,
                    new CourseEnd(scope.Clock.DateOf(scope.Now), CourseEndReason.AdverseEvent, Trimmed(note) ?? reason)
                );
            }

            row = AlertTransitions.Row(scope, alertId);
            return Done(scope, row, "alert.stop-confirmed", row.Status, note);
        });

    /// <summary>The second person does not agree: the hold stays, the calendar too, and the physician is called.</summary>
    /// <exception cref="RefusedException">The same person as the first; no reason.</exception>
    public Task<DecisionResult> RefuseStopAsync(
        Actor actor,
        AlertId alertId,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "alert.refuse-stop", idempotencyKey), scope =>
        {
            var (row, task) = StopTask(scope, alertId);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            if (task is null)
                return Late(scope, row, AlertTaskKind.ConfirmStop);
            AlertTaskRows.End(scope, task.TaskId, AlertTaskOutcome.Refused, reason.Trim());
            AlertTransitions.Append(
                scope,
                row,
                new(AlertStatus.Open, row.Tier, Note: "stop-refused"),
                OutboxCause.Returned
            );
            return Done(scope, row, "alert.stop-refused", AlertStatus.Open, reason);
        });

    /// <summary>The physician has read an outcome that is not what was hoped for.</summary>
    public Task<DecisionResult> CloseAsync(Actor actor, AlertId alertId, string? note, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "alert.close", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician);
            var row = AlertStore.Known(scope, alertId);
            if (row.Status != AlertStatus.OutcomeChecked)
                return new DecisionResult(
                    row.Status == AlertStatus.Closed ? DecisionOutcome.SomebodyWasFaster : DecisionOutcome.Conflict,
                    row.Status,
                    row.ChangedBy,
                    row.ChangedAt
                );
            AlertTransitions.Append(scope, row, new(AlertStatus.Closed, row.Tier, Note: Trimmed(note)));
            return Done(scope, row, "alert.closed", AlertStatus.Closed, note);
        });

    private static (AlertRow Row, AlertTask? Task) StopTask(WriteScope scope, AlertId alertId)
    {
        scope.RequireRole(Role.Physician, Role.Nurse, Role.SafetyOfficer);
        var row = AlertStore.Known(scope, alertId);
        var task = AlertTaskRows.Due(scope, alertId, AlertTaskKind.ConfirmStop);
        if (task?.CreatedById is { } first && first == scope.Actor.UserId)
            throw new RefusedException("alert.second-person", "", task.CreatedBy);
        return (row, task);
    }

    /// <summary>The task is not due any more: who ended it and when; or there never was one.</summary>
    private static DecisionResult Late(QueryScope scope, AlertRow row, AlertTaskKind kind) =>
        AlertTaskRows.Of(scope, row.AlertId).LastOrDefault(t => t.Kind == kind)?.End
            is { Outcome: AlertTaskOutcome.Done or AlertTaskOutcome.Refused } end
            ? new DecisionResult(DecisionOutcome.SomebodyWasFaster, row.Status, end.By, end.At)
            : new DecisionResult(DecisionOutcome.Conflict, row.Status, row.ChangedBy, row.ChangedAt);

    private static DecisionResult Done(WriteScope scope, AlertRow row, string action, AlertStatus status, string? note)
    {
        scope.Audit(
            new AuditEntry(
                Action: action,
                SubjectType: "alert",
                SubjectId: row.AlertId.ToString(),
                Details: StoredJson.Write(new { status, note = Trimmed(note) }),
                Reason: Trimmed(note),
                CourseId: row.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
        return new DecisionResult(DecisionOutcome.Done, status, scope.Actor.Name, scope.Now);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
