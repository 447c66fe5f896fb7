using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Onset, action taken, seriousness and note: all prefilled or "not yet", so that nothing here costs a tap.</summary>
public sealed partial class EventDetailFields(EventWords words, UnitClock clock)
{
    /// <summary>The started infusion the event belongs to; null outside one.</summary>
    [Parameter, EditorRequired]
    public InfusionRecord? Infusion { get; set; }

    [Parameter, EditorRequired]
    public EventDraft Draft { get; set; } = default!;

    /// <summary>The version the event is graded by.</summary>
    [Parameter, EditorRequired]
    public CtcaeVersion Version { get; set; }

    [Parameter]
    public EventCallback<EventDraft> DraftChanged { get; set; }

    private bool IsRunning => Infusion?.State.Status == InfusionStatus.Running;

    private string Place =>
        Infusion is { } infusion && Draft.Onset.At(clock) is { } onset
            ? words.Place(infusion.State.MinutesInto(onset), InfusionTimeline.RateAt(infusion.Steps, onset))
            : "";

    private Task TakeAsync(EventDraft draft) => DraftChanged.InvokeAsync(draft);
}
