using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Enters vital signs and how a reaction is, or corrects an entry with a reason.</summary>
public sealed partial class VitalsForm(
    BedsideCheckStore store,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private readonly Saving saving = new();
    private FormDraft<VitalsDraft>? kept;
    private VitalsDraft? draft;
    private DateTimeOffset? restoredAt;
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter]
    public EventCallback<BedsideOutcome> Saved { get; set; }

    private bool HasReaction => StepProposals.HasReaction(Infusion);

    /// <summary>Opens an entry with what was recorded.</summary>
    public void Correct(BedsideCheck check)
    {
        seen = person.Sees(SeenSubject.ChecksOf(Infusion.Head.InfusionId));
        (draft, restoredAt, saving.Refusals) = (VitalsDraft.Of(NewKey(), check), null, []);
        kept?.Changed(draft);
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        seen = person.Sees(SeenSubject.ChecksOf(Infusion.Head.InfusionId));
        kept = await drafts.OpenAsync<VitalsDraft>("vital-signs", Infusion.Head.InfusionId.ToString());
        (draft, restoredAt) = kept.Found is { } found ? (found, kept.FoundAt) : (Opened(), null);
    }

    private VitalsDraft Opened() =>
        new(NewKey(), new TimeEntry(clock.Now), DuringReaction: Infusion.Reactions.At(clock.Now) != ReactionLevel.None);

    private string NewKey() => ids.Next(clock.Now).ToString("D");

    private static IEnumerable<(
        string Id,
        string Label,
        string Value,
        Func<VitalsDraft, string, VitalsDraft> With
    )> Fields(VitalsDraft draft)
    {
        // A blood pressure has a record of its own and is corrected there.
        if (draft.Corrects is null)
        {
            yield return ("systolic", "Systolic", draft.Systolic, (current, value) =>
                current with
                {
                    Systolic = value,
                }
            );
            yield return ("diastolic", "Diastolic", draft.Diastolic, (current, value) =>
                current with
                {
                    Diastolic = value,
                }
            );
        }

        yield return ("pulse", "Pulse", draft.Pulse, (current, value) => current with { Pulse = value });
        yield return ("temperature", "Temperature", draft.Temperature, (current, value) =>
            current with
            {
                Temperature = value,
            }
        );
        yield return ("saturation", "Saturation", draft.Saturation, (current, value) =>
            current with
            {
                Saturation = value,
            }
        );
        yield return ("breaths", "Breaths", draft.Breaths, (current, value) => current with { Breaths = value });
    }

    /// <summary>Changes what stands now, not what stood when the field was drawn: two quick entries must not undo one another.</summary>
    private void Take(Func<VitalsDraft, VitalsDraft> change)
    {
        if (draft is null)
            return;
        var changed = change(draft);
        // A form that stood empty for half an hour was not opened for a measurement half an hour ago.
        bool opens = draft is { Corrects: null, IsUntouched: true } && changed.At.Typed is null;
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
        if (saving.IsUnderWay || draft is not { } typed)
            return;
        saving.Refusals = typed.Read(Infusion.Head.InfusionId, clock, out var entry);
        if (saving.Refusals.Count > 0)
            return;
        await saving.RunAsync(async () =>
        {
            // A new measurement is true whatever others have measured; a correction rests on what it corrects.
            var actor = typed.Corrects is null ? await person.GetAsync() : await person.GetAsync(seen);
            var outcome = typed.Corrects is { } check
                ? await store.CorrectAsync(actor, new BedsideCheckId(check), entry, typed.Reason, typed.Key)
                : await store.RecordAsync(actor, entry, typed.Key);
            await kept!.DiscardAsync();
            // The page reads the infusion again before the next form opens with how the reaction is then.
            await Saved.InvokeAsync(outcome);
            (draft, restoredAt) = (Opened(), null);
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
