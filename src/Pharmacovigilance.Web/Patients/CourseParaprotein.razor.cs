using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>The paraprotein of the patient's myeloma: recorded once, corrected with a reason.</summary>
public sealed partial class CourseParaprotein(PatientStore store, CurrentActor person, UnitClock clock, IdSource ids)
{
    private readonly Saving saving = new();
    private Paraprotein? draft;
    private string key = "";
    private string reason = "";
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public CourseRecord Course { get; set; } = default!;

    [Parameter]
    public bool MayWrite { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    private void Open() =>
        (draft, key, reason, saving.Refusals, seen) = (
            Course.Paraprotein,
            ids.Next(clock.Now).ToString("D"),
            "",
            [],
            person.Sees(SeenSubject.PatientOf(Course.CourseId))
        );

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        await saving.RunAsync(async () =>
        {
            await store.RecordParaproteinAsync(await person.GetAsync(seen), Course.CourseId, draft, reason, key);
            draft = null;
            await Changed.InvokeAsync();
        });
    }
}
