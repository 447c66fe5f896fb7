using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

public sealed partial class AlertStore
{
    /// <summary>Releases a hold that was confirmed earlier although its criterion is not met, e.g. after a reassessment.</summary>
    /// <exception cref="RefusedException">"Other" without a note.</exception>
    public Task<DecisionOutcome> ReleaseHoldAsync(
        Actor actor,
        AlertId alertId,
        OverrideReason reason,
        string? note,
        string? idempotencyKey = null
    )
    {
        if (reason == OverrideReason.Other && string.IsNullOrWhiteSpace(note))
            throw new RefusedException("alert.other-needs-note", "note");
        return ReleaseAsync(actor, alertId, idempotencyKey, (scope, row, hold) =>
        {
            if (row.Status is not (AlertStatus.Accepted or AlertStatus.CarriedOut))
                return DecisionOutcome.Conflict;
            HoldWriter.End(scope, hold.HoldId, scope.Now, HoldRelease.Physician, Explanation(reason, note));
            if (reason == OverrideReason.WillMonitor)
                AlertTaskRows.Create(scope, row, AlertTaskKind.Monitor);
            scope.Audit(
                new AuditEntry(
                    Action: "hold.released",
                    SubjectType: "hold",
                    SubjectId: hold.HoldId.ToString(),
                    Details: StoredJson.Write(
                        new
                        {
                            alertId,
                            reason,
                            note,
                        }
                    ),
                    Reason: Explanation(reason, note),
                    CourseId: row.CourseId
                )
            );
            return DecisionOutcome.Done;
        });
    }

    /// <summary>Releases a hold whose criterion is met. Of an alert nobody has decided this is the decision.</summary>
    /// <param name="evidence">The criterion the physician saw, in words; if it is another one now, nothing is released.</param>
    public Task<DecisionOutcome> ReleaseOnCriterionAsync(
        Actor actor,
        AlertId alertId,
        string? evidence,
        string? note = null,
        string? idempotencyKey = null
    ) => ReleaseAsync(actor, alertId, idempotencyKey, (scope, row, hold) =>
        {
            if (hold.Criterion is not { } criterion)
                return DecisionOutcome.Conflict;
            if (evidence is not null && evidence != criterion.Evidence)
                return DecisionOutcome.ChangedMeanwhile;
            HoldWriter.End(scope, hold.HoldId, scope.Now, HoldRelease.Criterion, criterion.Evidence);
            // The note of the transition is what ended the problem; what the physician adds stands in the audit trail.
            if (AlertFlow.IsDecisionDue(row.Status))
                AlertTransitions.Append(scope, row, new(AlertStatus.Resolved, row.Tier, Note: criterion.Evidence));
            scope.Audit(
                new AuditEntry(
                    Action: "hold.released",
                    SubjectType: "hold",
                    SubjectId: hold.HoldId.ToString(),
                    Details: StoredJson.Write(
                        new
                        {
                            alertId,
                            criterion,
                            note = Trimmed(note),
                        }
                    ),
                    Reason: criterion.Evidence,
                    CourseId: row.CourseId
                )
            );
            return DecisionOutcome.Done;
        });

    private Task<DecisionOutcome> ReleaseAsync(
        Actor actor,
        AlertId alertId,
        string? idempotencyKey,
        Func<WriteScope, AlertRow, HoldRecord, DecisionOutcome> release
    ) => queue.RunAsync(new WriteRequest(actor, "hold.release", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician);
            var row = Known(scope, alertId);
            if (HoldReader.OfAlert(scope, alertId) is not { EndedAt: null } hold)
                return DecisionOutcome.Conflict;
            var outcome = release(scope, row, hold);
            if (outcome != DecisionOutcome.Done)
                return outcome;
            CourseSettlement.Run(scope, row.CourseId);
            scope.Touch(Rooms.Alerts);
            return outcome;
        });
}
