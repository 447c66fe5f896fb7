using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Laboratory values of a course: entered, graded as a proposal, corrected and taken back with a reason.</summary>
public sealed partial class LabPanel(ObservationStore store, CurrentActor person, ReasonDialog reasons)
{
    private ObservationId? correcting;
    private ObservationOutcome? outcome;
    private string? outcomeUnit;
    private string? said;
    private IReadOnlyList<Refusal> refusals = [];

    [Parameter, EditorRequired]
    public CourseId CourseId { get; set; }

    /// <summary>As they stand, newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<LabResult> Labs { get; set; } = [];

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

    private AdverseEventId? EventOf(ObservationId id) => Events.FirstOrDefault(e => e.Content.SourceObservationId == id)?.EventId;

    private async Task SavedAsync(ObservationOutcome saved)
    {
        (correcting, refusals) = (null, []);
        await Changed.InvokeAsync();
        (said, outcome) = (Text["Saved"], saved);
        outcomeUnit = Labs.FirstOrDefault(lab => lab.Id == saved.Id)?.Value.CanonicalUnit;
    }

    private async Task TakeBackAsync(LabResult lab)
    {
        string value = $"{Words.Test(lab.Value.Test)} {Words.Value(lab.Value)}";
        if (await reasons.AskAsync(Text["TakeBack"], Text["TakeBackSentence", value], Text["TakeBack"]) is not { } reason) return;
        try
        {
            await store.TakeBackLabAsync(await person.GetAsync(), lab.Id, reason);
            (said, outcome, refusals) = (Text["TakenBackValue", value], null, []);
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            (said, refusals) = (null, because);
        }

        await Changed.InvokeAsync();
    }
}
