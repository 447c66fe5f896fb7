using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>How the states of an alert look: a shape for each, so that colour is never alone.</summary>
internal static class AlertLook
{
    public static string IconOf(AlertStatus status) =>
        status switch
        {
            AlertStatus.Open => "mark_email_unread",
            AlertStatus.Acknowledged => "visibility",
            AlertStatus.Accepted => "task_alt",
            AlertStatus.Overridden => "alt_route",
            AlertStatus.Resolved => "done_all",
            AlertStatus.Withdrawn => "undo",
            AlertStatus.CarriedOut => "playlist_add_check",
            AlertStatus.OutcomeChecked => "fact_check",
            AlertStatus.Closed => "check_circle",
            AlertStatus.Expired => "timer_off",
        };

    public static StateKind KindOf(AlertStatus status) =>
        status switch
        {
            AlertStatus.Open => StateKind.Critical,
            AlertStatus.Acknowledged => StateKind.Attention,
            AlertStatus.OutcomeChecked or AlertStatus.Expired => StateKind.Attention,
            AlertStatus.Accepted
            or AlertStatus.Overridden
            or AlertStatus.Resolved
            or AlertStatus.Withdrawn
            or AlertStatus.CarriedOut
            or AlertStatus.Closed => StateKind.Neutral,
        };
}
