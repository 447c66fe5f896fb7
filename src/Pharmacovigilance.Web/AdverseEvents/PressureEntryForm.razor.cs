using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Enters a blood-pressure reading with what its grade depends on, or corrects one with a reason.</summary>
public sealed partial class PressureEntryForm(
    ObservationStore store,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private readonly Saving saving = new();
    private FormDraft<PressureDraft>? kept;
    private PressureDraft? draft;
    private DateTimeOffset? restoredAt;
    private BloodPressureResult? stored;
    private bool needsMore;

    [Parameter, EditorRequired]
    public CourseId CourseId { get; set; }

    /// <summary>The infusion during which it is measured; null outside one.</summary>
    [Parameter]
    public InfusionId? InfusionId { get; set; }

    /// <summary>The reading to correct; null to enter a new one.</summary>
    [Parameter]
    public BloodPressureResult? Corrects { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<ObservationOutcome> Saved { get; set; }

    [Parameter]
    public EventCallback Cancelled { get; set; }

    protected override async Task OnInitializedAsync()
    {
        needsMore = Words.PressureNeedsMore;
        if (needsMore)
            stored = await store.BaselineAsync(CourseId);
        // A correction is short and tied to one reading; only a new reading is worth restoring.
        if (Corrects is null)
            kept = await drafts.OpenAsync<PressureDraft>(
                InfusionId is null ? "course-blood-pressure" : "blood-pressure",
                (InfusionId?.Value ?? CourseId.Value).ToString("D")
            );
        (draft, restoredAt) = kept?.Found is { } found ? (found, kept.FoundAt) : (Opened(), null);
    }

    private PressureDraft Opened()
    {
        string key = ids.Next(clock.Now).ToString("D");
        return Corrects is { } reading
            ? PressureDraft.Of(key, reading)
            : new PressureDraft(key, new TimeEntry(clock.Now));
    }

    private string Name(string field) =>
        Corrects is not null ? $"correct-{field}"
        : InfusionId is null ? $"course-{field}"
        : field;

    private void Take(PressureDraft changed)
    {
        // A form that stood empty for an hour was not opened for a measurement an hour ago.
        bool opens = Corrects is null && draft is { IsUntouched: true } && changed.At.Typed is null;
        draft = opens ? changed with { At = new TimeEntry(clock.Now) } : changed;
        kept?.Changed(draft);
    }

    private async Task StartAfreshAsync()
    {
        await kept!.DiscardAsync();
        (draft, restoredAt, saving.Refusals) = (Opened(), null, []);
    }

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        saving.Refusals = draft.Read(CourseId, Corrects?.InfusionId ?? InfusionId, clock, out var entry);
        if (saving.Refusals.Count > 0)
            return;
        await saving.RunAsync(async () =>
        {
            var actor = await person.GetAsync();
            var outcome = Corrects is { } reading
                ? await store.CorrectBloodPressureAsync(actor, reading.Id, entry!, draft.Reason, draft.Key)
                : await store.RecordBloodPressureAsync(actor, entry!, draft.Key);
            if (kept is not null)
                await kept.DiscardAsync();
            // A reaction goes on for more than one reading.
            (draft, restoredAt) = (
                Opened() with
                {
                    DuringReaction = draft.DuringReaction && InfusionId is not null,
                },
                null
            );
            await Saved.InvokeAsync(outcome);
        });
    }

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
