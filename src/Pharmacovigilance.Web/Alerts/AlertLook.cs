using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>How the states of an alert look: a shape for each, so that colour is never alone.</summary>
internal static class AlertLook
{
    public static string IconOf(AlertStatus status) => status switch
    {
        AlertStatus.Open => "mark_email_unread",
        AlertStatus.Acknowledged => "visibility",
        AlertStatus.Accepted => "task_alt",
        AlertStatus.Overridden => "alt_route",
        AlertStatus.Resolved => "done_all",
        AlertStatus.Withdrawn => "undo",
    };

    public static StateKind KindOf(AlertStatus status) => status switch
    {
        AlertStatus.Open => StateKind.Critical,
        AlertStatus.Acknowledged => StateKind.Attention,
        AlertStatus.Accepted or AlertStatus.Overridden or AlertStatus.Resolved or AlertStatus.Withdrawn => StateKind.Neutral,
    };
}
