using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>What the panels of laboratory values and of blood pressure have in common: correcting, taking back, and saying what came of it.</summary>
public abstract class ObservationPanel : ComponentBase
{
    [Inject]
    protected IStringLocalizer<LabText> Text { get; set; } = default!;

    [Inject]
    protected LabWords Words { get; set; } = default!;

    [Inject]
    protected ObservationStore Store { get; set; } = default!;

    [Inject]
    private CurrentActor Person { get; set; } = default!;

    [Inject]
    private ReasonDialog Reasons { get; set; } = default!;

    [Parameter, EditorRequired]
    public CourseId CourseId { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ReplacedObservation> Replaced { get; set; } = [];

    /// <summary>Events of the course as they stand: which values were confirmed as one.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<AdverseEventRow> Events { get; set; } = [];

    [Parameter]
    public bool MayWrite { get; set; }

    /// <summary>Something was saved: the page reads again at once instead of waiting for the next snapshot.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    /// <summary>The value whose correction is open.</summary>
    protected ObservationId? Correcting { get; set; }

    protected bool EntryIsOpen { get; set; }

    protected string? Said { get; private set; }

    protected ObservationOutcome? Outcome { get; private set; }

    protected IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    protected AdverseEventId? EventOf(ObservationId id) =>
        Events.FirstOrDefault(e => e.Content.SourceObservationId == id)?.EventId;

    protected async Task SavedAsync(ObservationOutcome saved)
    {
        (Correcting, EntryIsOpen, Refusals) = (null, false, []);
        (Said, Outcome) = (Text["Saved"], saved);
        await Changed.InvokeAsync();
    }

    /// <param name="value">The value as the person reads it.</param>
    protected async Task TakeBackAsync(string value, Func<Actor, string, Task> takeBack)
    {
        if (
            await Reasons.AskAsync(Text["TakeBack"], Text["TakeBackSentence", value], Text["TakeBack"])
            is not { } reason
        )
            return;
        try
        {
            await takeBack(await Person.GetAsync(), reason);
            (Said, Outcome, Refusals) = (Text["TakenBackValue", value], null, []);
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            (Said, Refusals) = (null, because);
        }

        await Changed.InvokeAsync();
    }
}
