using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>What was judged about each drug of the regimen, by both methods, and a form to judge.</summary>
public sealed partial class CausalityPanel(
    CausalityStore store,
    FormDraftKeeper drafts,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
) : IAsyncDisposable
{
    private static readonly IReadOnlyList<CausalityMethod> Methods = Enum.GetValues<CausalityMethod>();

    private readonly Saving saving = new();
    private FormDraft<CausalityDraft>? kept;
    private CausalityDraft? draft;
    private DateTimeOffset? restoredAt;
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public AdverseEventId EventId { get; set; }

    [Parameter, EditorRequired]
    public CourseRecord Course { get; set; } = default!;

    /// <summary>All assessments of the event, newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<CausalityAssessment> Assessments { get; set; } = [];

    /// <summary>The person may assess, and the event was not taken back.</summary>
    [Parameter]
    public bool MayAssess { get; set; }

    [Parameter]
    public EventCallback Saved { get; set; }

    protected override async Task OnInitializedAsync()
    {
        seen = person.Sees(SeenSubject.Of(EventId));
        kept = await drafts.OpenAsync<CausalityDraft>("causality", EventId.ToString());
        if (MayAssess)
            (draft, restoredAt) = (kept.Found, kept.FoundAt);
    }

    private CausalityAssessment? Newest(SuspectDrug drug, CausalityMethod method) =>
        Assessments.FirstOrDefault(one => one.Content.Drug == drug && one.Content.Method == method);

    /// <summary>Opened on what was judged before, so that only what changed is judged again.</summary>
    private void Open(SuspectDrug drug, CausalityMethod method)
    {
        var before = Newest(drug, method);
        var fresh = new CausalityDraft(ids.Next(clock.Now).ToString("D"), drug, method, before?.Position ?? 0);
        (saving.Refusals, seen) = ([], person.Sees(SeenSubject.Of(EventId)));
        draft = before is null
            ? fresh
            : fresh with
            {
                Category = before.Content.WhoUmc,
                Answers = before.Content.Naranjo ?? fresh.Answers,
                Comment = before.Content.Comment ?? "",
            };
    }

    private void Take(CausalityDraft changed)
    {
        draft = changed;
        saving.Refusals = [];
        kept?.Changed(changed);
    }

    private async Task CancelAsync()
    {
        (draft, restoredAt, saving.Refusals) = (null, null, []);
        await kept!.DiscardAsync();
    }

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        await saving.RunAsync(async () =>
        {
            await store.AssessAsync(
                await person.GetAsync(seen),
                EventId,
                draft.Content,
                draft.Seen,
                draft.Reason,
                draft.Key
            );
            await CancelAsync();
            await Saved.InvokeAsync();
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync();
    }
}
