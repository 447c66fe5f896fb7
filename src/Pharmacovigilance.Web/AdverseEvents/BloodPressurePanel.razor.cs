using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>A half-filled blood-pressure reading, as typed (mmHg).</summary>
public sealed record PressureDraft(string Key, TimeEntry At, string Systolic = "", string Diastolic = "", bool DuringReaction = false);

/// <summary>Blood pressure during an infusion: entered, listed, and a grade proposed for a person to confirm.</summary>
public sealed partial class BloodPressurePanel(
    ObservationStore store, FormDraftKeeper drafts, CurrentActor person, UnitClock clock, IdSource ids, EventWords words) : IAsyncDisposable
{
    private FormDraft<PressureDraft>? kept;
    private PressureDraft? draft;
    private DateTimeOffset? restoredAt;
    private ObservationOutcome? outcome;
    private IReadOnlyList<BloodPressureResult> readings = [];
    private IReadOnlyList<Refusal> refusals = [];
    private bool saving;

    [Parameter, EditorRequired]
    public CourseId CourseId { get; set; }

    [Parameter, EditorRequired]
    public InfusionId InfusionId { get; set; }

    private EventWords Words => words;

    protected override async Task OnInitializedAsync()
    {
        kept = await drafts.OpenAsync<PressureDraft>("blood-pressure", InfusionId.ToString());
        (draft, restoredAt) = kept.Found is { } found ? (found, kept.FoundAt) : (Empty(), null);
    }

    /// <summary>Each time the page was read again: somebody else may have measured.</summary>
    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync() =>
        readings = [.. (await store.BloodPressuresAsync(CourseId)).Where(reading => reading.InfusionId == InfusionId)];

    private PressureDraft Empty() => new(ids.Next(clock.Now).ToString("D"), new TimeEntry(clock.Now));

    private void Take(PressureDraft changed)
    {
        // A form that stood empty for an hour was not opened for a measurement an hour ago.
        bool untouched = draft is { Systolic: "", Diastolic: "" } && changed.At.Typed is null;
        draft = untouched ? changed with { At = new TimeEntry(clock.Now) } : changed;
        outcome = null;
        kept?.Changed(draft);
    }

    private async Task SaveAsync()
    {
        if (saving || draft is null) return;
        var at = draft.At.At(clock);
        refusals =
        [
            .. Problems("systolic", draft.Systolic), .. Problems("diastolic", draft.Diastolic),
            .. at is null ? [Refusal.Of("required", "measuredAt")] : Array.Empty<Refusal>(),
        ];
        if (refusals.Count > 0) return;
        saving = true;
        try
        {
            var entry = new BloodPressureEntry(CourseId, Number(draft.Systolic)!.Value, Number(draft.Diastolic)!.Value, at!.Value, InfusionId, draft.DuringReaction);
            outcome = await store.RecordBloodPressureAsync(await person.GetAsync(), entry, draft.Key);
            await kept!.DiscardAsync();
            (draft, restoredAt) = (Empty() with { DuringReaction = draft.DuringReaction }, null);
            await ReadAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusals = said;
        }
        finally
        {
            saving = false;
        }
    }

    private static IEnumerable<Refusal> Problems(string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) yield return Refusal.Of("required", field);
        else if (Number(typed) is null) yield return Refusal.Of("number.unreadable", field, typed);
    }

    private static int? Number(string typed) => int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";

    public async ValueTask DisposeAsync()
    {
        if (kept is not null) await kept.DisposeAsync();
    }
}
