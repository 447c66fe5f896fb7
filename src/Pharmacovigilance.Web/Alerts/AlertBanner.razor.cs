using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>
/// The call for a decision, on every page of a physician: how many alerts are due, how urgent, and what is newest. It
/// stands until somebody has acknowledged; a new call is also announced and rung for, once per browser.
/// </summary>
public sealed partial class AlertBanner(CurrentActor person, IJSRuntime script, AlertRing ring, IStringLocalizer<AlertsText> text) : LiveComponent
{
    private UserId? me;
    private CallsDue? due;
    private string announcement = "";
    private long rung;

    protected override async Task OnInitializedAsync()
    {
        me = (await person.GetAsync()).UserId;
        await base.OnInitializedAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Alerts;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot)
    {
        due = CallsDue.For(me!.Value, snapshot.Alerts.Undecided, snapshot.OnCall.Calls);
        return Task.CompletedTask;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (due?.TierCalledAfter(rung) is not { } tier) return;
        rung = due.NewestCall;
        // No patient data: a notification is read on a locked screen.
        string sentence = text["RingSentence", text[$"Tier{tier}"].Value];
        announcement = sentence;
        StateHasChanged();
        try
        {
            await using var module = await script.InvokeAsync<IJSObjectReference>("import", "./alerts.js");
            await module.InvokeAsync<bool>("ring", me.ToString(), ring.Run, rung, tier == AlertTier.Interruptive, sentence);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // No sound then; the banner and the announcement stand.
        }
    }
}
