using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Alerts.Inbox;

/// <summary>What was decided or ended by itself in the last two weeks, newest first.</summary>
public sealed partial class EndedAlerts(AlertStore store, UnitClock clock) : LiveComponent
{
    private const int Days = 14;

    private IReadOnlyList<AlertItem>? ended;
    private UserId? shown;
    private int turn;

    /// <summary>Only of the courses this physician attends; null = of the whole unit.</summary>
    [Parameter, EditorRequired]
    public UserId? Physician { get; set; }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Alerts;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    protected override Task OnParametersSetAsync() =>
        ended is null || shown == Physician ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        // A slower, earlier answer must not replace a later one.
        int mine = ++turn;
        var physician = Physician;
        var found = await store.EndedAsync(physician, clock.Now.AddDays(-Days));
        if (mine == turn)
            (ended, shown) = (found, physician);
    }
}
