using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Blood pressure of a course outside an infusion: entered, graded as a proposal, corrected and taken back with a reason.</summary>
public sealed partial class LabPressurePanel(
    ObservationStore store, FormDraftKeeper drafts, CurrentActor person, ReasonDialog reasons, UnitClock clock, IdSource ids) : IAsyncDisposable
{
    private FormDraft<PressureDraft>? kept;
    private PressureDraft? draft;
    private BloodPressureResult? corrects;
    private string correctionReason = "";
    private string? said;
    private IReadOnlyList<Refusal> refusals = [];
    private bool saving;

    [Parameter, EditorRequired]
    public CourseId CourseId { get; set; }

    /// <summary>As they stand, newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<BloodPressureResult> Readings { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<ReplacedObservation> Replaced { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<AdverseEventRow> Events { get; set; } = [];

    [Parameter]
    public bool MayWrite { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    protected override async Task OnInitializedAsync()
    {
        kept = await drafts.OpenAsync<PressureDraft>("course-blood-pressure", CourseId.ToString());
        draft = kept.Found ?? New();
    }

    private PressureDraft New() => new(ids.Next(clock.Now).ToString("D"), new TimeEntry(clock.Now));

    private void Take(PressureDraft changed)
    {
        draft = changed;
        // A correction is short and tied to one reading; only a new reading is worth restoring.
        if (corrects is null) kept?.Changed(changed);
    }

    private void Empty() => (draft, corrects, correctionReason, refusals) = (New(), null, "", []);

    private void Correct(BloodPressureResult reading) => (draft, corrects, correctionReason, said) = (
        new PressureDraft(
            ids.Next(clock.Now).ToString("D"), new TimeEntry(reading.MeasuredAt), Digits(reading.Reading.SystolicMmHg), Digits(reading.Reading.DiastolicMmHg), reading.DuringReaction),
        reading, "", null);

    private async Task SaveAsync()
    {
        if (saving || draft is null) return;
        refusals = Read(draft, out var entry);
        if (refusals.Count > 0) return;
        saving = true;
        try
        {
            var actor = await person.GetAsync();
            if (corrects is { } reading) await store.CorrectBloodPressureAsync(actor, reading.Id, entry!, correctionReason, draft.Key);
            else await store.RecordBloodPressureAsync(actor, entry!, draft.Key);
            await kept!.DiscardAsync();
            Empty();
            said = Text["Saved"];
            await Changed.InvokeAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            (said, refusals) = (null, because);
        }
        finally
        {
            saving = false;
        }
    }

    private async Task TakeBackAsync(BloodPressureResult reading)
    {
        if (await reasons.AskAsync(Text["TakeBack"], Text["TakeBackSentence", Amount(reading)], Text["TakeBack"]) is not { } reason) return;
        try
        {
            await store.TakeBackBloodPressureAsync(await person.GetAsync(), reading.Id, reason);
            (said, refusals) = (Text["TakenBackValue", Amount(reading)], []);
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            (said, refusals) = (null, because);
        }

        await Changed.InvokeAsync();
    }

    private IReadOnlyList<Refusal> Read(PressureDraft typed, out BloodPressureEntry? entry)
    {
        var at = typed.At.At(clock);
        Refusal[] wrong =
        [
            .. Problems("systolic", typed.Systolic), .. Problems("diastolic", typed.Diastolic),
            .. at is null ? [Refusal.Of("required", "measuredAt")] : Array.Empty<Refusal>(),
        ];
        entry = wrong.Length > 0 ? null : new BloodPressureEntry(
            CourseId, Number(typed.Systolic)!.Value, Number(typed.Diastolic)!.Value, at!.Value, corrects?.InfusionId, typed.DuringReaction);
        return wrong;
    }

    private AdverseEventId? EventOf(ObservationId id) => Events.FirstOrDefault(e => e.Content.SourceObservationId == id)?.EventId;

    private string Amount(BloodPressureResult reading) =>
        Text[reading.DuringReaction ? "PressureDuringReaction" : "PressureIs", reading.Reading.SystolicMmHg, reading.Reading.DiastolicMmHg];

    private static IEnumerable<Refusal> Problems(string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) yield return Refusal.Of("required", field);
        else if (Number(typed) is null) yield return Refusal.Of("number.unreadable", field, typed);
    }

    private static int? Number(string typed) => int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";

    public async ValueTask DisposeAsync()
    {
        if (kept is not null) await kept.DisposeAsync();
    }
}
