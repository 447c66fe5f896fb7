using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>The unit's day, most urgent first.</summary>
public sealed partial class UnitBoard
{
    /// <summary>Everything that changes an alert also makes a new day part, so one reference tells both.</summary>
    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Today;

    private IReadOnlyList<AlertItem> AlertsOf(TodayItem item) =>
        [.. State!.Snapshot.Alerts.Undecided.Where(alert => alert.Course.CourseId == item.Infusion.Course.CourseId)];
}
