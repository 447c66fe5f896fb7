using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Patients;

/// <summary>Everything about one course of one patient. Read again whenever something in the rooms of courses changed.</summary>
public sealed partial class PatientPage(PatientStore store, CurrentActor person)
{
    private readonly CourseRooms rooms = new();
    private CourseStanding? standing;
    private bool missing;
    private bool mayWrite;

    [Parameter]
    public Guid Id { get; set; }

    protected override object PartOf(UnitSnapshot snapshot) => rooms.Of(snapshot);

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => ReloadAsync();

    protected override async Task OnInitializedAsync()
    {
        mayWrite = (await person.RolesAsync()).Any(role => role is Role.Nurse or Role.Physician);
        await base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (standing is null || standing.Course.CourseId.Value != Id) await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var wanted = new CourseId(Id);
        var found = await store.StandingAsync(wanted);
        // A slower answer about the course shown before must not replace this one.
        if (wanted.Value == Id) (standing, missing) = (found, found is null);
    }
}
