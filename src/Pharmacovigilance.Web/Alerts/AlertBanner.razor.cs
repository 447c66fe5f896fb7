using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>
/// The call for a decision, on every page of a physician: how many alerts are due, how urgent, and which of those that nobody has seen comes first. It
/// stands until somebody has acknowledged; a new call is also announced and rung for, once per browser.
/// </summary>
public sealed partial class AlertBanner(
    CurrentActor person,
    IJSRuntime script,
    AlertRing ring,
    IStringLocalizer<AlertsText> text
) : LiveComponent
{
    private UserId? me;
    private CallsDue? due;
    private string announcement = "";
    private long rung;
    private int settled;

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
        if (due is null)
            return;
        var (unseen, after) = (due.Unseen, rung);
        if (due.TierCalledAfter(after) is not { } tier)
        {
            if (settled > unseen.Count)
                await CallAsync(module => module.InvokeVoidAsync("settle", Tags(unseen)));
            settled = unseen.Count;
            return;
        }

        (rung, settled) = (due.NewestCall, unseen.Count);
        announcement = Sentence(tier);
        StateHasChanged();
        var calls = unseen
            .Where(alert => alert.CallSeq > after)
            .Select(alert => new { tag = alert.AlertId.ToString(), sentence = Sentence(alert.Tier) })
            .ToList();
        await CallAsync(async module =>
        {
            await module.InvokeVoidAsync("settle", Tags(unseen));
            await module.InvokeVoidAsync("ring", me.ToString(), ring.Run, rung, tier == AlertTier.Interruptive, calls);
        });
    }

    private static IReadOnlyList<string> Tags(IReadOnlyList<AlertItem> alerts) =>
        [.. alerts.Select(alert => alert.AlertId.ToString())];

    /// <summary>No patient data: a notification is read on a locked screen.</summary>
    private string Sentence(AlertTier tier) => text["RingSentence", text[$"Tier{tier}"].Value];

    private async Task CallAsync(Func<IJSObjectReference, ValueTask> call)
    {
        try
        {
            await using var module = await script.InvokeAsync<IJSObjectReference>("import", "./alerts.js");
            await call(module);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // No sound then; the banner and the announcement stand.
        }
    }
}
