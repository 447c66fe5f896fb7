using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>A hold from its start to its end; a physician may release one that was confirmed.</summary>
public sealed partial class HoldPanel(
    AlertStore store,
    CurrentActor person,
    DecisionDialogs dialogs,
    DecisionTaking taking,
    IdSource ids,
    UnitClock clock,
    AlertWords words,
    IStringLocalizer<AlertsText> text
)
{
    private string key = "";
    private bool busy;

    [Parameter, EditorRequired]
    public AlertItem Alert { get; set; } = default!;

    [Parameter, EditorRequired]
    public HoldRecord Hold { get; set; } = default!;

    /// <summary>Whether the reader is a physician.</summary>
    [Parameter]
    public bool Decides { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<DecisionNotice> OnDecided { get; set; }

    /// <summary>A coded reason in words, with its note; what the product wrote, in words; a value as it is.</summary>
    private string Explanation
    {
        get
        {
            string[] parts = (Hold.Explanation ?? "").Split(": ", 2);
            if (Hold.Release != HoldRelease.Physician || !Enum.TryParse<OverrideReason>(parts[0], out var reason))
                return words.Note(Hold.Explanation);
            return parts.Length == 1 ? words.Reason(reason) : text["WithNote", words.Reason(reason), parts[1]];
        }
    }

    protected override void OnInitialized() => key = ids.Next(clock.Now).ToString("N");

    private async Task ReleaseAsync()
    {
        if (busy)
            return;
        var seen = person.Sees(SeenSubject.LabsOf(Alert.Course.CourseId), SeenSubject.EventsOf(Alert.Course.CourseId));
        if (await dialogs.AskReasonAsync(Alert, text["ReleaseTitle"], text["ReleaseMeans"]) is not { } choice)
            return;
        busy = true;
        try
        {
            var actor = await person.GetAsync(seen);
            var notice = await taking.ReleaseAsync(Alert, () =>
                store.ReleaseHoldAsync(actor, Alert.AlertId, choice.Reason, choice.Note, $"{key}:release:{Hold.HoldId}")
            );
            await OnDecided.InvokeAsync(notice);
        }
        finally
        {
            busy = false;
        }
    }
}
