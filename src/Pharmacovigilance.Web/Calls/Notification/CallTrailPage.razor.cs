using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Calls.Notification;

/// <summary>"Why was I (not) called?" for one alert: every decision with its reason, and an answer for any person.</summary>
public sealed partial class CallTrailPage(CallTrailStore store, CurrentActor person) : LiveComponent
{
    private CallTrail? trail;
    private UserId? asked;
    private bool mayOpenAlert;
    private bool maySeeSilences;
    private bool isMissing;
    private int turn;

    /// <summary>An alert id; anything else is answered like an unknown alert.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        var roles = await person.RolesAsync();
        mayOpenAlert = roles.Any(role => Policies.Allowed[Policies.Patients].Contains(role));
        maySeeSilences = roles.Any(role => Policies.Allowed[Policies.Silences].Contains(role));
        asked = (await person.GetAsync()).UserId;
        await base.OnInitializedAsync();
    }

    // From one alert to another the router keeps the page.
    protected override Task OnParametersSetAsync()
    {
        if (trail?.AlertId.ToString() == Id)
            return Task.CompletedTask;
        trail = null;
        return State is null ? Task.CompletedTask : LoadAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.OnCall;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync()
    {
        int mine = ++turn;
        var found = Guid.TryParse(Id, out var id) ? await store.FindAsync(new AlertId(id)) : null;
        if (mine == turn)
            (trail, isMissing) = (found, found is null);
    }
}
