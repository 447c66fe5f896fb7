using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>One alert from its facts to its end, and what became of its hold.</summary>
public sealed partial class AlertPage(AlertStore store, AlertContextStore contexts, CurrentActor person) : LiveComponent
{
    private AlertRecord? record;
    private AlertContext? context;
    private IReadOnlyList<WaitingAlert> waiting = [];
    private IReadOnlyCollection<Role> roles = [];
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
        roles = [.. await person.RolesAsync()];
        decides = roles.Contains(Role.Physician);
        await base.OnInitializedAsync();
    }

    // From one alert to another the router keeps the page.
    protected override Task OnParametersSetAsync()
    {
        if (record?.Alert.AlertId.ToString() == Id)
            return Task.CompletedTask;
        (record, notice) = (null, null);
        return State is null ? Task.CompletedTask : LoadAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Alerts;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync()
    {
        int mine = ++turn;
        var found = Guid.TryParse(Id, out var id) ? await store.FindAsync(new AlertId(id)) : null;
        var around = found is null ? null : (await contexts.OfAsync([found.Alert.Course.CourseId])).Values.First();
        if (mine != turn)
            return;
        (record, context, isMissing) = (found, around, found is null);
        waiting = found is null
            ? []
            : [.. State!.Snapshot.Alerts.Waiting.Where(w => w.Alert.AlertId == found.Alert.AlertId)];
    }

    private void Take(DecisionNotice decided) => notice = decided;
}
