using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>The sets of <see cref="AlertFlow"/> as SQL has to say them: <c>('Open', 'Acknowledged')</c>.</summary>
internal static class AlertStatusSql
{
    public static readonly string DecisionDue = Where(AlertFlow.IsDecisionDue);
    public static readonly string Decision = Where(AlertFlow.IsDecision);
    public static readonly string FollowedUp = Where(AlertFlow.IsFollowedUp);
    public static readonly string Decided = Where(AlertFlow.IsDecided);
    public static readonly string EndedUndecided = Where(AlertFlow.IsEndedUndecided);

    // In the order of the enum, so that a set is the same text wherever an index says it too.
    private static string Where(Func<AlertStatus, bool> isOne) =>
        $"({string.Join(", ", Enum.GetValues<AlertStatus>().Where(isOne).Select(status => $"'{Coded.Text(status)}'"))})";
}
