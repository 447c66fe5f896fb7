using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Patients;

/// <summary>Everything about one course of one patient. Read again whenever something in the rooms of courses changed.</summary>
public sealed partial class PatientPage(PatientStore store, CurrentActor person)
{
    private readonly CourseRooms rooms = new();
    private CourseStanding? standing;
    private int readings;
    private bool missing;
    private bool mayWrite;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The planned infusion whose move is opened at once, by its number on the calendar.</summary>
    [SupplyParameterFromQuery(Name = "move")]
    public int? Move { get; set; }

    /// <summary>The reason with which the form that ends the course is opened at once.</summary>
    [SupplyParameterFromQuery(Name = "end")]
    public string? End { get; set; }

    private bool IsRunning =>
        standing!.Calendar.Any(item => item.State.Status is InfusionStatus.Running or InfusionStatus.Interrupted);

    protected override object PartOf(UnitSnapshot snapshot) => rooms.Of(snapshot);

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => ReloadAsync();

    protected override async Task OnInitializedAsync()
    {
        mayWrite = (await person.RolesAsync()).Any(role => role is Role.Nurse or Role.Physician);
        await base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (standing is null || standing.Course.CourseId.Value != Id)
            await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var (reading, look, wanted) = (++readings, person.Look(), new CourseId(Id));
        var found = await store.StandingAsync(wanted);
        // An answer that was overtaken by a newer one must not replace it, nor one about the course shown before.
        if (reading != readings)
            return;
        (standing, missing) = (found, found is null);
        person.Shows(
            look,
            SeenSubject.CourseOf(wanted),
            SeenSubject.InfusionsOf(wanted),
            SeenSubject.PatientOf(wanted),
            SeenSubject.EventsOf(wanted)
        );
    }
}
