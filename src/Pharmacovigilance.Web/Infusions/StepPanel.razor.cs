using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>The steps that are possible now, the form of one of them, and what came of it.</summary>
public sealed partial class StepPanel(FormDraftKeeper drafts, StepProposals proposals, UnitClock clock, IdSource ids)
    : IAsyncDisposable
{
    private FormDraft<StepDraft>? kept;
    private StepDraft? draft;
    private DateTimeOffset? restoredAt;
    private IReadOnlyList<OpenHold>? stopped;
    private DateTimeOffset stoppedAt;
    private string? said;

    [Parameter, EditorRequired]
    public InfusionRecord Infusion { get; set; } = default!;

    /// <summary>The step to open at once, by name; ignored when it is not possible now.</summary>
    [Parameter]
    public string? Wanted { get; set; }

    /// <summary>Something was recorded: the infusion has to be read again.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>Opens the form of a recorded step with what was recorded.</summary>
    public Task CorrectAsync(InfusionStep step)
    {
        Show(proposals.Correction(Infusion, step));
        return InvokeAsync(StateHasChanged);
    }

    protected override async Task OnInitializedAsync()
    {
        kept = await drafts.OpenAsync<StepDraft>("infusion-step", Infusion.Head.InfusionId.ToString());
        if (kept.Found is { } found && (found.Corrects is not null || IsPossible(found.Kind)))
            (draft, restoredAt) = (found, kept.FoundAt);
        else if (Enum.TryParse<InfusionStepKind>(Wanted, out var wanted) && IsPossible(wanted))
            Open(wanted);
    }

    protected override void OnParametersSet()
    {
        // The stop is lifted as soon as no hold stands in the way any more; a record read before it does not know a hold that the attempt itself opened.
        if (
            stopped is not null
            && Infusion.ReadAt > stoppedAt
            && !stopped.Any(hold => Infusion.OpenHolds.Any(open => open.HoldId == hold.HoldId))
        )
            stopped = null;
    }

    private IReadOnlyList<InfusionStepKind> Possible =>
        InfusionFlow.Possible(Infusion.State.Status, Infusion.Plan.Route);

    private bool IsPossible(InfusionStepKind kind) => Possible.Contains(kind);

    /// <summary>Opens the form of a step, e.g. the offered one.</summary>
    public void Begin(InfusionStepKind kind)
    {
        if (!IsPossible(kind))
            return;
        Open(kind);
        StateHasChanged();
    }

    /// <summary>The step offered first. After a severe reaction that is to stop, never to go on.</summary>
    private InfusionStepKind? MainStep =>
        Infusion.OpenHolds.Any(hold => hold.Rule == RuleId.ReactionStop)
            ? Infusion.State.Status switch
            {
                InfusionStatus.Running => InfusionStepKind.Interrupted,
                InfusionStatus.Interrupted => InfusionStepKind.Ended,
                _ => null,
            }
        : Infusion.State is { Status: InfusionStatus.Running } && Infusion.Plan.Route == InfusionRoute.Subcutaneous
            ? InfusionStepKind.Ended
        : Infusion.ProgressAt(clock.Now) is { } progress ? MainOf(progress, clock.Now)
        : UnitDay.NextStep(Infusion.State.Status);

    private static InfusionStepKind? MainOf(InfusionProgress progress, DateTimeOffset now) =>
        progress switch
        {
            { Status: InfusionStatus.Running, Block: OfferBlock.ReactionGoesOn } => InfusionStepKind.Interrupted,
            { ShouldBeEmpty: true } or { Status: InfusionStatus.Running, Offer: null } => InfusionStepKind.Ended,
            { Status: InfusionStatus.Interrupted, Offer: null } => null,
            // The next rate comes in time: until then nothing is to be done first.
            { Status: InfusionStatus.Running, Offer: { } offer }
                when progress.OfferedAt(now) != offer.RateMicrolitresPerHour => null,
            _ => UnitDay.NextStep(progress.Status),
        };

    private void Open(InfusionStepKind kind) => Show(proposals.New(Infusion, kind));

    private void Show(StepDraft opened) => (draft, restoredAt, said, stopped) = (opened, null, null, null);

    private void Take(StepDraft changed)
    {
        draft = changed;
        kept?.Changed(changed);
    }

    private async Task CloseAsync()
    {
        draft = null;
        if (kept is not null)
            await kept.DiscardAsync();
    }

    private async Task FinishAsync(StepOutcome outcome)
    {
        if (outcome.Recorded)
        {
            said = Text["StepSaved", Text[$"Step{draft!.Kind}Short"]];
            await CloseAsync();
        }
        else
        {
            // The stopped attempt is on record under its key; a later attempt is another one.
            (stopped, stoppedAt) = (outcome.StoppedBy, clock.Now);
            Take(draft! with { Key = ids.Next(clock.Now).ToString("D") });
        }

        await Saved.InvokeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
