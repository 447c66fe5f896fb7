using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>
/// Acknowledge, accept or override one undecided alert. What came of it goes to the page, because the alert may leave the
/// page with the very next snapshot.
/// </summary>
public sealed partial class AlertDecision(
    AlertStore store,
    CurrentActor person,
    DecisionDialogs dialogs,
    DecisionTaking taking,
    IdSource ids,
    UnitClock clock,
    IStringLocalizer<AlertsText> text
)
{
    private string key = "";
    private bool busy;

    [Parameter, EditorRequired]
    public AlertItem Alert { get; set; } = default!;

    /// <summary>What met the criterion of its hold; null while nothing has.</summary>
    [Parameter]
    public HoldCriterion? Criterion { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<DecisionNotice> OnDecided { get; set; }

    protected override void OnInitialized() => key = ids.Next(clock.Now).ToString("N");

    /// <summary>A key pressed in the card of this alert.</summary>
    public Task KeyAsync(string pressed) =>
        pressed.ToLowerInvariant() switch
        {
            "a" when Alert.Status == AlertStatus.Open => AcknowledgeAsync(),
            "c" => AcceptAsync(),
            "o" => OverrideAsync(),
            "r" when Criterion is not null => ReleaseAsync(),
            _ => Task.CompletedTask,
        };

    private async Task ReleaseAsync()
    {
        if (busy || Criterion is not { } met)
            return;
        busy = true;
        try
        {
            var (actor, seen) = (await person.GetAsync(Sees(Alert)), Alert);
            var notice = await taking.ReleaseAsync(seen, () =>
                store.ReleaseOnCriterionAsync(actor, seen.AlertId, met.Evidence, null, $"{key}:release:{seen.Position}")
            );
            await OnDecided.InvokeAsync(notice);
        }
        finally
        {
            busy = false;
        }
    }

    private Task AcknowledgeAsync() =>
        TakeAsync("acknowledge", Alert, person.Sees(), (actor, seen, once) =>
            store.AcknowledgeAsync(actor, seen.AlertId, once, seen.Position)
        );

    private async Task AcceptAsync()
    {
        var (seen, sees) = (Alert, Sees(Alert));
        string? note = null;
        if (seen.Rule == RuleId.ReactionStop)
        {
            if (await dialogs.ConfirmStopAsync(seen) is not { } confirmed)
                return;
            note = confirmed.Note;
        }

        await TakeAsync("accept", seen, sees, (actor, alert, once) =>
            store.AcceptAsync(actor, alert.AlertId, note, once, alert.Position)
        );
    }

    private async Task OverrideAsync()
    {
        var (seen, sees) = (Alert, Sees(Alert));
        if (await dialogs.AskReasonAsync(seen, text["OverrideTitle"], text["OverrideSentence"]) is not { } choice)
            return;
        await TakeAsync("override", seen, sees, (actor, alert, once) =>
            store.OverrideAsync(actor, alert.AlertId, choice.Reason, choice.Note, once, alert.Position)
        );
    }

    /// <summary>A decision rests on the values and events of the patient, also those that come while its reason is written.</summary>
    private SeenState Sees(AlertItem alert) =>
        person.Sees(SeenSubject.LabsOf(alert.Course.CourseId), SeenSubject.EventsOf(alert.Course.CourseId));

    /// <param name="seen">The alert as the person saw it when deciding; what is on the page may have moved on.</param>
    /// <param name="sees">What else was known of the patient then.</param>
    private async Task TakeAsync(
        string verb,
        AlertItem seen,
        SeenState sees,
        Func<Actor, AlertItem, string, Task<DecisionResult>> decide
    )
    {
        if (busy)
            return;
        busy = true;
        try
        {
            var actor = await person.GetAsync(sees);
            // One key per transition seen: the same alert may be called again and acknowledged again.
            var notice = await taking.TakeAsync(seen, () => decide(actor, seen, $"{key}:{verb}:{seen.Position}"));
            await OnDecided.InvokeAsync(notice);
        }
        finally
        {
            busy = false;
        }
    }
}
