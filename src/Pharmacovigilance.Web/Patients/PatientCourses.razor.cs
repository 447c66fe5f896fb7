using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>Another course as typed. Nothing is preselected that would be a guess.</summary>
/// <param name="Key">Repeating the save with it begins one course.</param>
public sealed record NextCourseDraft(
    string Key,
    Regimen? Regimen = null,
    string FirstDoseOn = "",
    Guid? PhysicianId = null
)
{
    public BaselineDraft Baseline { get; init; } = new();

    public DateOnly? FirstDose => DateField.Read(FirstDoseOn);

    /// <summary>Everything that is missing or cannot be read, in the order of the form; the store has the last word.</summary>
    public IReadOnlyList<Refusal> Read(out NextCourse? next)
    {
        var refusals = new List<Refusal>();
        if (Regimen is null)
            refusals.Add(Refusal.Of("patient.regimen-not-chosen", "regimen"));
        if (FirstDose is null)
            refusals.Add(Refusal.Of(FirstDoseOn.Length == 0 ? "required" : "date-unreadable", "firstDoseOn"));
        if (PhysicianId is null)
            refusals.Add(Refusal.Of("course.physician-unknown", "attendingPhysician"));
        refusals.AddRange(Baseline.Check());
        next =
            refusals.Count > 0
                ? null
                : new NextCourse(Regimen!.Value, FirstDose!.Value, new UserId(PhysicianId!.Value), Baseline.Readable);
        return refusals;
    }
}

/// <summary>All courses of a patient, and beginning another when the earlier ones have ended.</summary>
public sealed partial class PatientCourses(
    PatientStore store,
    AttendingPhysicians attending,
    CurrentActor person,
    UnitClock clock,
    IdSource ids,
    NavigationManager navigation
)
{
    private readonly Saving saving = new();
    private IReadOnlyList<AttendingPhysician> physicians = [];
    private NextCourseDraft? draft;

    [Parameter, EditorRequired]
    public CourseStanding Standing { get; set; } = default!;

    [Parameter]
    public bool MayWrite { get; set; }

    private bool MayBegin =>
        MayWrite
        && Standing.Courses.Count > 0
        && Standing.Courses.All(course => course.EndedOn is not null)
        && Standing.End?.Reason != CourseEndReason.Death;

    private async Task OpenAsync()
    {
        physicians = await attending.AllAsync();
        (draft, saving.Refusals) = (new NextCourseDraft(ids.Next(clock.Now).ToString("D")), []);
    }

    private async Task SaveAsync()
    {
        if (saving.IsUnderWay || draft is null)
            return;
        saving.Refusals = draft.Read(out var next);
        if (next is null)
            return;
        await saving.RunAsync(async () =>
        {
            var begun = await store.BeginCourseAsync(
                await person.GetAsync(),
                Standing.Course.CourseId,
                next,
                draft.Key
            );
            draft = null;
            navigation.NavigateTo($"/courses/{begun}");
        });
    }

    private static string Typed(ChangeEventArgs change) => change.Value as string ?? "";

    private static string Day(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}
