using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Storage.Calls.Delivery;

/// <summary>How long a call about an alert is worth making.</summary>
internal static class CallRule
{
    /// <summary>Whether the call still asks for something, by how its alert stands now.</summary>
    public static bool Stands(OutboxCause cause, AlertStatus status) =>
        cause switch
        {
            _ when IsNews(cause) => true,
            // The hold is confirmed, or the stop is decided: it waits for another person until the alert ends.
            OutboxCause.CriterionMet or OutboxCause.SecondPersonNeeded => !HasEnded(status),
            OutboxCause.HandedOver => AlertFlow.IsDecisionDue(status),
            _ => status == AlertStatus.Open,
        };

    /// <summary>What is told after the decision, or because there was none: nobody can answer it, and nothing rings for it.</summary>
    public static bool IsNews(OutboxCause cause) =>
        cause is OutboxCause.OutcomeUnfavourable or OutboxCause.ExpiredUndecided or OutboxCause.StopOverridden;

    private static bool HasEnded(AlertStatus status) => AlertFlow.IsOver(status);
}
