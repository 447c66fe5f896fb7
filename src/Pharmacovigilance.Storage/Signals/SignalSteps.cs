using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>What the next step of a signal says.</summary>
internal sealed record NextStep(SignalStepKind Kind, SignalStatus To, Actor By, string Reason, string? Action = null);

/// <summary>Appends steps, each with its audit entry. Nothing else writes signal_step.</summary>
internal static class SignalSteps
{
    /// <param name="facts">Of the audit entry: which signal, and what the step stands on.</param>
    /// <returns>The number of its audit entry.</returns>
    public static long Append(WriteScope scope, SignalId signalId, int ordinal, NextStep next, object facts)
    {
        long seq = scope.Audit(
            new AuditEntry(
                Action: Action(next.Kind),
                SubjectType: "signal",
                SubjectId: signalId.ToString(),
                Details: StoredJson.Write(facts),
                Reason: next.By.UserId is null ? null : next.Reason
            ),
            next.By
        );
        scope.Execute(
            """
            insert into signal_step (id, signal_id, ordinal, kind, status, at, by_id, by_name, reason, action, audit_seq)
            values (@id, @signalId, @ordinal, @kind, @status, @now, @byId, @by, @reason, @action, @seq)
            """,
            new
            {
                id = scope.NewId<SignalStepId>(),
                signalId,
                ordinal,
                kind = Coded.Text(next.Kind),
                status = Coded.Text(next.To),
                now = scope.Now,
                byId = next.By.UserId,
                by = next.By.Name,
                reason = next.Reason,
                action = next.Action,
                seq,
            }
        );
        scope.Touch(Rooms.Signals);
        return seq;
    }

    private static string Action(SignalStepKind kind) =>
        kind switch
        {
            SignalStepKind.Raised => "signal.raised",
            SignalStepKind.Validated => "signal.validated",
            SignalStepKind.UnderAssessment => "signal.under-assessment",
            SignalStepKind.Confirmed => "signal.confirmed",
            SignalStepKind.Refuted => "signal.refuted",
            SignalStepKind.ClosedWithAction => "signal.closed",
            SignalStepKind.Withdrawn => "signal.withdrawn",
            SignalStepKind.Reinstated => "signal.reinstated",
        };
}
