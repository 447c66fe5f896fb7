using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.Notification;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>What is kept beside a decision about a call, as JSON.</summary>
/// <param name="Role">Who the person is on the chain; null where no chain is climbed.</param>
/// <param name="By">What suppressed it.</param>
/// <param name="Until">When that ends by itself.</param>
/// <param name="Skipped">Steps passed over on the way to this one.</param>
/// <param name="NextAt">When the next step is due.</param>
internal sealed record CallDetail(
    int PolicyVersion,
    string? Shift,
    ChainStepKind? Role,
    string? By,
    DateTimeOffset? Until,
    IReadOnlyList<SkippedStep> Skipped,
    DateTimeOffset? NextAt
);

/// <summary>Decides about calls and writes each decision down, sent or not.</summary>
internal static class CallRows
{
    /// <summary>A call on a step of the chain.</summary>
    public static NotificationDecision OnStep(
        WriteScope scope,
        CalledAlert alert,
        UserId personId,
        OutboxCause cause,
        AlertingPolicy policy,
        string shift,
        ReachedStep reached
    )
    {
        var decision = Decide(scope, alert, personId, cause, policy);
        Insert(
            scope,
            alert,
            personId,
            cause,
            decision,
            reached.Step,
            new CallDetail(
                policy.Version,
                shift,
                reached.Kind,
                decision.By,
                decision.Until,
                reached.Skipped,
                reached.NextAt
            )
        );
        return decision;
    }

    /// <summary>A call to somebody who stands on no step.</summary>
    public static void Beside(
        WriteScope scope,
        CalledAlert alert,
        UserId personId,
        OutboxCause cause,
        AlertingPolicy policy
    )
    {
        var decision = Decide(scope, alert, personId, cause, policy);
        Insert(
            scope,
            alert,
            personId,
            cause,
            decision,
            null,
            new CallDetail(policy.Version, null, null, decision.By, decision.Until, [], null)
        );
    }

    /// <summary>Tells the safety officers of an exception. It is no call for a decision, so nothing suppresses it.</summary>
    public static void ToOfficers(
        WriteScope scope,
        CalledAlert alert,
        OutboxCause cause,
        int? step = null,
        CallDetail? detail = null
    )
    {
        foreach (var officer in Access.AccountStore.WithRole(scope, Role.SafetyOfficer))
        {
            OutboxRows.Insert(
                scope,
                new OutboxEntry(
                    officer.Id,
                    OutboxKind.Call,
                    cause,
                    alert.Key.Tier,
                    IsSent: true,
                    "SafetyOfficer",
                    alert.AlertId,
                    Step: step,
                    Detail: detail is null ? null : StoredJson.Write(detail)
                )
            );
        }
    }

    private static bool IsFollowUp(OutboxCause cause) =>
        cause is OutboxCause.CriterionMet or OutboxCause.SecondPersonNeeded or OutboxCause.OutcomeUnfavourable;

    /// <summary>Whether anything keeps back what concerns nobody in particular.</summary>
    public static NotificationDecision Decide(
        WriteScope scope,
        CalledAlert alert,
        UserId? personId,
        OutboxCause cause,
        AlertingPolicy policy
    )
    {
        var grouping = TimeSpan.FromMinutes(policy.GroupingMinutes);
        return NotificationDecision.About(
            alert.Key,
            personId,
            SuppressionRows.Read(scope, alert.Key, personId, grouping, scope.Now),
            scope.Now,
            IsFollowUp(cause)
        );
    }

    private static void Insert(
        WriteScope scope,
        CalledAlert alert,
        UserId personId,
        OutboxCause cause,
        NotificationDecision decision,
        int? step,
        CallDetail detail
    ) =>
        OutboxRows.Insert(
            scope,
            new OutboxEntry(
                personId,
                OutboxKind.Call,
                cause,
                alert.Key.Tier,
                decision.IsSent,
                Coded.Text(decision.Reason),
                alert.AlertId,
                Step: step,
                Detail: StoredJson.Write(detail)
            )
        );
}
