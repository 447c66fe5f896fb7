using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>Weight and earlier treatment at the beginning of a course: recorded once, corrected with a reason.</summary>
public sealed partial class CourseBaselinePanel(PatientStore store, CurrentActor person, UnitClock clock, IdSource ids)
{
    private readonly Saving saving = new();
    private BaselineDraft? draft;
    private string key = "";
    private string reason = "";
    private int seen;

    [Parameter, EditorRequired]
    public CourseRecord Course { get; set; } = default!;

    [Parameter, EditorRequired]
    public RecordedBaseline Recorded { get; set; } = default!;

    [Parameter]
    public bool MayWrite { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    private void Open() =>
        (draft, seen, key, reason, saving.Refusals) = (
            BaselineDraft.Of(Recorded.Baseline),
            Recorded.Revision,
            ids.Next(clock.Now).ToString("D"),
            "",
            []
        );

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        saving.Refusals = draft.Check();
        if (saving.Refusals.Count > 0)
            return;
        await saving.RunAsync(async () =>
        {
            await store.RecordBaselineAsync(
                await person.GetAsync(),
                Course.CourseId,
                draft.Readable,
                seen,
                reason,
                key
            );
            draft = null;
            await Changed.InvokeAsync();
        });
    }
}
