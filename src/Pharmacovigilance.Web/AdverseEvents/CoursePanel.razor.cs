using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The course of an event: how it stands, how it came to that, and a form for what changes.</summary>
public sealed partial class CoursePanel(
    EventCourseStore store,
    FormDraftKeeper drafts,
    KnowledgeInForce known,
    ReasonDialog reasons,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private FormDraft<CourseDraft>? kept;
    private CourseDraft? draft;
    private DateTimeOffset? restoredAt;
    private IReadOnlyList<Refusal> refusals = [];
    private bool saving;
    private SeenState seen = default!;

    /// <summary>The event as it stands, with its course.</summary>
    [Parameter, EditorRequired]
    public AdverseEventRow Row { get; set; } = default!;

    /// <summary>The person may record, and the event was not taken back.</summary>
    [Parameter]
    public bool MayWrite { get; set; }

    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>The infusion it was recorded with; null outside one.</summary>
    [Parameter]
    public InfusionRecord? Infusion { get; set; }

    private EventCourse Course => Row.Course;

    /// <summary>What is being said would be a recurrence after an improvement, and the grade is lower than its criterion.</summary>
    private bool ComesBack =>
        draft is { Grade: Grade.Grade2 } said
        && ReactionFamily.Includes(Row.Content.LltCode)
        && said.At.At(clock, Row.Content.OnsetAt) is { } at
        && Infusion?.ReactionFacts.FirstOrDefault(one => one.EventId == Row.EventId) is { } reaction
        && ReactionRecurrence.WouldComeBack(reaction, at, InfusionTimeline.Pauses(Infusion.Steps));

    private CtcaeTerm? Term => known.Current.Library.FindEver(Row.Content.CtcaeVersion, Row.Content.LltCode);

    private string Phase =>
        Course.Current.Phase switch
        {
            EventPhase.Resolved => "Resolved",
            EventPhase.NotYet => "NotYet",
            EventPhase.GradeUnknown or EventPhase.Graded => "Unknown",
        };

    protected override async Task OnInitializedAsync()
    {
        seen = Sees();
        kept = await drafts.OpenAsync<CourseDraft>("event-course", Row.EventId.ToString());
        if (MayWrite)
            (draft, restoredAt) = (kept.Found, kept.FoundAt);
    }

    private void Take(CourseDraft changed)
    {
        draft = changed;
        refusals = [];
        kept?.Changed(changed);
    }

    private SeenState Sees() => person.Sees(SeenSubject.Of(Row.EventId));

    private void Open() =>
        (draft, seen) = (new CourseDraft(ids.Next(clock.Now).ToString("D"), new TimeEntry(clock.Now)), Sees());

    private void Correct(EventCourseEntry entry) =>
        (draft, seen) = (
            new CourseDraft(ids.Next(clock.Now).ToString("D"), new TimeEntry(entry.Content.At))
            {
                Grade = entry.Content.Grade,
                Outcome = entry.Content.Outcome,
                Corrects = entry.Id.Value,
            },
            Sees()
        );

    private async Task CancelAsync()
    {
        (draft, restoredAt, refusals) = (null, null, []);
        await kept!.DiscardAsync();
    }

    private async Task SaveAsync()
    {
        if (saving || draft is null)
            return;
        refusals = draft.Read(clock, Row.Content.OnsetAt, out var content);
        if (refusals.Count > 0)
            return;
        await SavingAsync(async actor =>
        {
            if (draft.Corrects is { } wrong)
                await store.CorrectAsync(actor, new EventCourseEntryId(wrong), content, draft.Reason, draft.Key);
            else
                await store.RecordAsync(actor, Row.EventId, content, draft.Key);
            await CancelAsync();
        });
    }

    private async Task TakeBackAsync(EventCourseEntry entry)
    {
        seen = Sees();
        if (
            await reasons.AskAsync(Text["TakeBackEntry"], Text["TakeBackEntrySentence"], Text["TakeBackEntry"])
            is not { } reason
        )
            return;
        await SavingAsync(actor => store.TakeBackAsync(actor, entry.Id, reason));
    }

    private async Task SavingAsync(Func<Actor, Task> save)
    {
        saving = true;
        refusals = [];
        try
        {
            await save(await person.GetAsync(seen));
            await Saved.InvokeAsync();
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
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
