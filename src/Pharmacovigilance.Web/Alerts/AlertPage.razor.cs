using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>One alert from its facts to its end, and what became of its hold.</summary>
public sealed partial class AlertPage(AlertStore store, CurrentActor person) : LiveComponent
{
    private AlertRecord? record;
    private DecisionNotice? notice;
    private UserId? me;
    private bool decides;
    private bool isMissing;
    private int turn;

    /// <summary>An alert id; anything else is answered like an unknown alert.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        me = (await person.GetAsync()).UserId;
        decides = (await person.RolesAsync()).Contains(Role.Physician);
        await base.OnInitializedAsync();
    }

    // From one alert to another the router keeps the page.
    protected override Task OnParametersSetAsync()
    {
        if (record?.Alert.AlertId.ToString() == Id) return Task.CompletedTask;
        (record, notice) = (null, null);
        return State is null ? Task.CompletedTask : LoadAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Alerts;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync()
    {
        int mine = ++turn;
        var found = Guid.TryParse(Id, out var id) ? await store.FindAsync(new AlertId(id)) : null;
        if (mine == turn) (record, isMissing) = (found, found is null);
    }

    private void Take(DecisionNotice decided) => notice = decided;
}
