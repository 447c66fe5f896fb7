using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Alerts.Inbox;

/// <summary>What a person may do about a decided alert whose loop waits: confirm, release, sign second, read the outcome.</summary>
public sealed partial class WaitingActions(
    AlertStore store,
    AlertLoopStore loop,
    CurrentActor person,
    DecisionDialogs dialogs,
    DecisionTaking taking,
    IdSource ids,
    UnitClock clock,
    IStringLocalizer<AlertsText> text
)
{
    private string key = "";
    private string note = "";
    private bool busy;

    [Parameter, EditorRequired]
    public WaitingAlert Waiting { get; set; } = default!;

    /// <summary>Whether the reader may do it.</summary>
    [Parameter, EditorRequired]
    public bool Mine { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<DecisionNotice> OnDecided { get; set; }

    protected override void OnInitialized() => key = ids.Next(clock.Now).ToString("N");

    private string Once(string verb) => $"{key}:{verb}:{Waiting.Alert.Position}";

    private Task CarryOutAsync() => TakeAsync((actor, id) => loop.CarryOutAsync(actor, id, note, Once("carry-out")));

    private Task CloseAsync() => TakeAsync((actor, id) => loop.CloseAsync(actor, id, null, Once("close")));

    private async Task ConfirmStopAsync()
    {
        if (await dialogs.ConfirmSecondAsync(Waiting.Alert) is { } confirmed)
            await TakeAsync((actor, id) => loop.ConfirmStopAsync(actor, id, confirmed.Note, Once("confirm-stop")));
    }

    private async Task RefuseStopAsync()
    {
        if (await dialogs.AskWhyAsync(Waiting.Alert, text["RefuseStop"], text["RefuseStopMeans"]) is { } reason)
            await TakeAsync((actor, id) => loop.RefuseStopAsync(actor, id, reason, Once("refuse-stop")));
    }

    private async Task ReleaseAsync() =>
        await RunAsync(async () =>
        {
            var actor = await person.GetAsync();
            return await taking.ReleaseAsync(Waiting.Alert, () =>
                store.ReleaseOnCriterionAsync(
                    actor,
                    Waiting.Alert.AlertId,
                    Waiting.Criterion!.Evidence,
                    null,
                    Once("release")
                )
            );
        });

    private Task TakeAsync(Func<Actor, AlertId, Task<DecisionResult>> act) =>
        RunAsync(async () =>
        {
            var actor = await person.GetAsync();
            return await taking.TakeAsync(Waiting.Alert, () => act(actor, Waiting.Alert.AlertId));
        });

    private async Task RunAsync(Func<Task<DecisionNotice>> act)
    {
        if (busy)
            return;
        busy = true;
        try
        {
            await OnDecided.InvokeAsync(await act());
        }
        finally
        {
            busy = false;
        }
    }
}
