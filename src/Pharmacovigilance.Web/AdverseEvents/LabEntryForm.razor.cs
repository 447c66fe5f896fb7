using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>A value that was saved, and of which test it is.</summary>
public sealed record LabSaved(ObservationOutcome Outcome, LabTest Test);

/// <summary>Enters a laboratory value with its unit and time, or corrects one with a reason.</summary>
public sealed partial class LabEntryForm(
    ObservationStore store,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private FormDraft<LabDraft>? kept;
    private LabDraft? draft;
    private DateTimeOffset? restoredAt;
    private IReadOnlyList<Refusal> refusals = [];
    private string remembered = "";
    private bool saving;

    [Parameter, EditorRequired]
    public CourseId CourseId { get; set; }

    /// <summary>Values of the course as they stand, newest first: the unit used last for a test is offered again.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<LabResult> Known { get; set; } = [];

    /// <summary>The value to correct; null to enter a new one.</summary>
    [Parameter]
    public LabResult? Corrects { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<LabSaved> Saved { get; set; }

    [Parameter]
    public EventCallback Cancelled { get; set; }

    private IEnumerable<string> Units => draft?.Test is { } test ? LabTests.Of(test).Units.Select(u => u.Ucum) : [];

    protected override async Task OnInitializedAsync()
    {
        kept = await drafts.OpenAsync<LabDraft>(
            Corrects is null ? "laboratory" : "laboratory-correction",
            (Corrects?.Id.Value ?? CourseId.Value).ToString("D")
        );
        (draft, restoredAt) = kept.Found is { } found ? (found, kept.FoundAt) : (Opened(), null);
    }

    private LabDraft Opened()
    {
        string key = ids.Next(clock.Now).ToString("D");
        return Corrects is { } value ? LabDraft.Of(key, value) : new LabDraft(key, new TimeEntry(clock.Now));
    }

    private string Name(string field) => Corrects is null ? $"lab-{field}" : $"lab-correct-{field}";

    private void ChooseTest(LabTest test)
    {
        remembered = Known.FirstOrDefault(lab => lab.Value.Test == test)?.Value.EnteredUnit ?? "";
        Take(draft! with { Test = test, Unit = remembered });
    }

    private void Take(LabDraft changed)
    {
        draft = changed;
        kept?.Changed(changed);
    }

    private async Task StartAfreshAsync()
    {
        await kept!.DiscardAsync();
        (draft, restoredAt, refusals) = (Opened(), null, []);
    }

    private async Task CancelAsync()
    {
        await kept!.DiscardAsync();
        await Cancelled.InvokeAsync();
    }

    private async Task SaveAsync()
    {
        if (saving || draft is null)
            return;
        refusals = draft.Read(CourseId, clock, out var entry);
        if (refusals.Count > 0)
            return;
        saving = true;
        try
        {
            var actor = await person.GetAsync();
            var outcome = Corrects is { } value
                ? await store.CorrectLabAsync(actor, value.Id, entry!, draft.Reason, draft.Key)
                : await store.RecordLabAsync(actor, entry!, draft.Key);
            await kept!.DiscardAsync();
            (draft, restoredAt) = (Opened(), null);
            await Saved.InvokeAsync(new LabSaved(outcome, entry!.Test));
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusals = [.. said.Select(Words.InWords)];
        }
        finally
        {
            saving = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
