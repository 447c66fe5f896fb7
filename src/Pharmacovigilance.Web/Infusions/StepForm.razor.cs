using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Records or corrects one step of an infusion.</summary>
public sealed partial class StepForm(InfusionStore store, CurrentActor person, UnitClock clock)
{
    private readonly Saving saving = new();
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter, EditorRequired]
    public StepDraft Draft { get; set; } = default!;

    [Parameter]
    public EventCallback<StepDraft> DraftChanged { get; set; }

    /// <summary>When the restored draft was saved; null for a form opened just now.</summary>
    [Parameter]
    public DateTimeOffset? RestoredAt { get; set; }

    [Parameter]
    public EventCallback Cancelled { get; set; }

    /// <summary>The step was recorded, or stopped by a hold.</summary>
    [Parameter]
    public EventCallback<StepOutcome> Done { get; set; }

    private RateAdvice Advice =>
        RateAdvice.Of(
            Infusion,
            Draft,
            Draft.At.At(clock, Infusion.State.LastStepAt) ?? Draft.At.Proposed,
            DecimalEntry.Thousandths(Draft.Rate)
        );

    /// <summary>A step rests on how the infusion stood, and on what was known of its patient, when the form was opened.</summary>
    protected override void OnInitialized() =>
        seen = person.Sees(SeenSubject.StepsOf(Infusion.Head.InfusionId), SeenSubject.EventsOf(Infusion.Head.CourseId));

    /// <summary>Whatever is changed, what was asked about is not what stands in the form any more.</summary>
    private Task TakeAsync(StepDraft draft)
    {
        if (draft.Asked.Count == 0)
            return DraftChanged.InvokeAsync(draft);
        saving.Refusals = [];
        return DraftChanged.InvokeAsync(draft with { Asked = [], ConfirmReason = "" });
    }

    private Task CancelAsync() => Cancelled.InvokeAsync();

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay)
            return;
        var actor = await person.GetAsync(seen);
        saving.Refusals = StepEntry.Read(Draft, Infusion, clock, actor, out var entry);
        if (saving.Refusals.Count > 0)
            return;
        await saving.RunAsync(async () =>
        {
            var outcome = Draft.Corrects is { } step
                ? await store.CorrectAsync(actor, new InfusionStepId(step), entry, Draft.CorrectionReason, Draft.Key)
                : await store.RecordAsync(actor, entry, Draft.Key);
            await Done.InvokeAsync(outcome);
        });
        string[] asked = [.. saving.Refusals.Where(StepQuestions.IsOf).Select(StepQuestions.KeyOf)];
        if (asked.Length > 0)
            await DraftChanged.InvokeAsync(
                Draft with
                {
                    Asked = [.. Draft.Asked.Union(asked, StringComparer.Ordinal)],
                }
            );
    }
}
