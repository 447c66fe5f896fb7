using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>One infusion of the day.</summary>
public sealed partial class UnitRow
{
    [Parameter, EditorRequired]
    public TodayItem Item { get; set; } = default!;

    /// <summary>The unit's date of the snapshot.</summary>
    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>When the row was read.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset AsOf { get; set; }

    /// <summary>Alerts of the course on which a decision is due.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<AlertItem> Alerts { get; set; } = [];

    private InfusionHead Head => Item.Infusion.Head;

    private InfusionStatus Status => Item.Infusion.State.Status;

    private Urgency Urgency => UnitDay.UrgencyOf(Item, Today);

    private string Look => Urgency.ToString().ToLowerInvariant();

    private Worded Standing => Words.State(Item, Today, AsOf);

    private string Progress => Words.Progress(Item.Infusion.State, AsOf);

    private bool Acknowledged => Alerts.All(alert => alert.Status == AlertStatus.Acknowledged);
}
