using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Records an adverse event, or corrects one: tile, grade, save; everything else is prefilled.</summary>
public sealed partial class RecordEventForm(
    AdverseEventStore store,
    FormDraftKeeper drafts,
    EventProposals proposals,
    Knowledge knowledge,
    CurrentActor person,
    UnitClock clock
) : IAsyncDisposable
{
    private readonly Saving saving = new();
    private FormDraft<EventDraft>? kept;
    private EventDraft? draft;
    private DateTimeOffset? restoredAt;
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public CourseId CourseId { get; set; }

    /// <summary>The infusion the form was opened from; null outside one.</summary>
    [Parameter]
    public InfusionRecord? Infusion { get; set; }

    /// <summary>The newest row of the event to correct; null to record a new one.</summary>
    [Parameter]
    public AdverseEventRow? Corrects { get; set; }

    /// <summary>The value whose proposed grade is to be confirmed.</summary>
    [Parameter]
    public ObservationId? Observation { get; set; }

    /// <summary>Proposed reason of a correction, e.g. when an event is completed.</summary>
    [Parameter]
    public string ProposedReason { get; set; } = "";

    /// <summary>LLT code of another term for the event that is corrected.</summary>
    [Parameter]
    public string? ProposedTerm { get; set; }

    [Parameter]
    public Grade? ProposedGrade { get; set; }

    /// <summary>The row that was written.</summary>
    [Parameter]
    public EventCallback<AdverseEventId> Saved { get; set; }

    [Parameter]
    public EventCallback Cancelled { get; set; }

    /// <summary>A correction stays on the version the event was graded by: a new version never changes a grade by the way.</summary>
    private CtcaeDictionary Dictionary =>
        Corrects is { } row ? knowledge.Library[row.Content.CtcaeVersion] : knowledge.Ctcae;

    private CtcaeTerm? Chosen =>
        draft?.Term is not { } llt ? null
        : llt == Corrects?.Content.LltCode ? Dictionary.FindEver(llt)
        : Dictionary.Find(llt);

    /// <summary>Where the reaction stands beside which this one was refused; what was chosen here goes along.</summary>
    private string? RecordedReaction =>
        saving.Refusals.FirstOrDefault(refusal =>
            refusal.Code is "adverse-event.do-not-report-both" or "adverse-event.one-reaction-one-event"
        )
            is not { Arguments: [.., var id] }
            ? null
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"/events/{id}?complete=true&term={draft?.Term}&grade={(int?)draft?.Grade}"
            );

    /// <summary>A second reaction after an improvement or a restart, with a grade lower than its criterion.</summary>
    private bool Recurs =>
        Started is { } infusion
        && draft is { Grade: Grade.Grade2, Term: { } llt, OnsetIsUnknown: false }
        && ReactionFamily.Includes(llt)
        && draft.Onset.At(clock) is { } onset
        && ReactionRecurrence.WouldRecur(
            onset,
            infusion.ReactionFacts.Where(one => one.EventId != Corrects?.EventId),
            InfusionTimeline.Pauses(infusion.Steps)
        );

    private bool IsChosen => Chosen is not null && (draft!.Grade is not null || draft.GradeIsUnknown);

    /// <summary>An event belongs to an infusion once it has started.</summary>
    private InfusionRecord? Started => Infusion is { State.StartedAt: not null } ? Infusion : null;

    /// <summary>What is recorded rests on what was recorded before, and on how the infusion stands.</summary>
    private SeenState Sees() =>
        person.Sees(Infusion is { } infusion ? [Content, SeenSubject.StepsOf(infusion.Head.InfusionId)] : [Content]);

    private SeenSubject Content => Corrects is { } row ? SeenSubject.Of(row.EventId) : SeenSubject.EventsOf(CourseId);

    protected override async Task OnInitializedAsync()
    {
        seen = Sees();
        kept = await drafts.OpenAsync<EventDraft>(Corrects is null ? "record-event" : "correct-event", Subject());
        if (kept.Found is { } found)
            (draft, restoredAt) = (found, kept.FoundAt);
        else
            draft = await OpenedAsync();
    }

    private async Task<EventDraft> OpenedAsync() =>
        Corrects is { } row ? Proposed(proposals.Correction(row) with { CorrectionReason = ProposedReason })
        : Observation is { } observation ? await proposals.FromObservationAsync(CourseId, observation)
        : proposals.New();

    /// <summary>Somebody comes with another term or grade for the event that is corrected.</summary>
    private EventDraft Proposed(EventDraft correction)
    {
        if (ProposedTerm is not { } llt || Dictionary.Find(llt) is not { } term)
            return correction;
        correction = correction.WithTerm(term);
        return ProposedGrade is { } grade && term.Allows(grade)
            ? correction with
            {
                Grade = grade,
                GradeIsUnknown = false,
            }
            : correction;
    }

    /// <summary>The symptom becomes part of the reaction instead of an event beside it.</summary>
    private async Task InsideAsync((AdverseEventRow Reaction, ReactionSymptom Symptom) offer)
    {
        var content = offer.Reaction.Content with
        {
            Symptoms = [.. offer.Reaction.Content.Symptoms ?? [], offer.Symptom.Code],
        };
        await SavingAsync(async actor =>
        {
            await store.CorrectAsync(
                actor,
                offer.Reaction.RowId,
                content,
                Safety["ReasonSymptom", offer.Symptom.Name.In(EventWords.Language)],
                draft!.Key
            );
            return offer.Reaction.EventId;
        });
    }

    // A value to confirm has a draft of its own: a half-filled form about something else must not take its place.
    private string Subject() =>
        Corrects?.RowId.ToString()
        ?? Observation?.ToString()
        ?? Infusion?.Head.InfusionId.ToString()
        ?? CourseId.ToString();

    private void Take(EventDraft changed)
    {
        draft = changed;
        saving.Refusals = [];
        kept?.Changed(changed);
    }

    private async Task StartAfreshAsync()
    {
        restoredAt = null;
        await kept!.DiscardAsync();
        draft = await OpenedAsync();
    }

    private async Task CancelAsync()
    {
        await kept!.DiscardAsync();
        await Cancelled.InvokeAsync();
    }

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        saving.Refusals = draft.Read(
            Dictionary.Version,
            Corrects is null ? Started?.Head.InfusionId : Corrects.Content.InfusionId,
            clock,
            out var content
        );
        if (saving.Refusals.Count > 0)
            return;
        await SavingAsync(async actor =>
            Corrects is { } corrected
                ? await store.CorrectAsync(actor, corrected.RowId, content, draft.CorrectionReason, draft.Key)
                : await store.RecordAsync(actor, CourseId, content, draft.Key)
        );
    }

    private Task SavingAsync(Func<Actor, Task<AdverseEventId>> save) =>
        saving.RunAsync(async () =>
        {
            var row = await save(await person.GetAsync(seen));
            await kept!.DiscardAsync();
            await Saved.InvokeAsync(row);
        });

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
