using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Enters vital signs and how a reaction is, or corrects an entry with a reason.</summary>
public sealed partial class VitalsForm(BedsideCheckStore store, FormDraftKeeper drafts, CurrentActor person, UnitClock clock, IdSource ids) : IAsyncDisposable
{
    private FormDraft<VitalsDraft>? kept;
    private VitalsDraft? draft;
    private DateTimeOffset? restoredAt;
    private IReadOnlyList<Refusal> refusals = [];
    private bool saving;

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    [Parameter]
    public EventCallback<BedsideOutcome> Saved { get; set; }

    private bool HasReaction => StepProposals.HasReaction(Infusion);

    /// <summary>Opens an entry with what was recorded.</summary>
    public void Correct(BedsideCheck check)
    {
        (draft, restoredAt, refusals) = (VitalsDraft.Of(NewKey(), check), null, []);
        kept?.Changed(draft);
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        kept = await drafts.OpenAsync<VitalsDraft>("vital-signs", Infusion.Head.InfusionId.ToString());
        (draft, restoredAt) = kept.Found is { } found ? (found, kept.FoundAt) : (Opened(), null);
    }

    private VitalsDraft Opened() => new(NewKey(), new TimeEntry(clock.Now), DuringReaction: Infusion.Reactions.At(clock.Now) != ReactionLevel.None);

    private string NewKey() => ids.Next(clock.Now).ToString("D");

    private static IEnumerable<(string Id, string Label, string Value, Func<string, VitalsDraft> Take)> Fields(VitalsDraft draft)
    {
        // A blood pressure has a record of its own and is corrected there.
        if (draft.Corrects is null)
        {
            yield return ("systolic", "Systolic", draft.Systolic, value => draft with { Systolic = value });
            yield return ("diastolic", "Diastolic", draft.Diastolic, value => draft with { Diastolic = value });
        }

        yield return ("pulse", "Pulse", draft.Pulse, value => draft with { Pulse = value });
        yield return ("temperature", "Temperature", draft.Temperature, value => draft with { Temperature = value });
        yield return ("saturation", "Saturation", draft.Saturation, value => draft with { Saturation = value });
        yield return ("breaths", "Breaths", draft.Breaths, value => draft with { Breaths = value });
    }

    private void Take(VitalsDraft changed)
    {
        // A form that stood empty for half an hour was not opened for a measurement half an hour ago.
        bool opens = draft is { Corrects: null, IsUntouched: true } && changed.At.Typed is null;
        draft = opens ? changed with { At = new TimeEntry(clock.Now) } : changed;
        kept?.Changed(draft);
    }

    private async Task StartAfreshAsync()
    {
        await kept!.DiscardAsync();
        (draft, restoredAt, refusals) = (Opened(), null, []);
    }

    private async Task SaveAsync()
    {
        if (saving || draft is not { } typed) return;
        refusals = typed.Read(Infusion.Head.InfusionId, clock, out var entry);
        if (refusals.Count > 0) return;
        saving = true;
        try
        {
            var actor = await person.GetAsync();
            var outcome = typed.Corrects is { } check
                ? await store.CorrectAsync(actor, new BedsideCheckId(check), entry, typed.Reason, typed.Key)
                : await store.RecordAsync(actor, entry, typed.Key);
            await kept!.DiscardAsync();
            // The page reads the infusion again before the next form opens with how the reaction is then.
            await Saved.InvokeAsync(outcome);
            (draft, restoredAt) = (Opened(), null);
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

    public async ValueTask DisposeAsync()
    {
        if (kept is not null) await kept.DisposeAsync();
    }
}
