using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Infusions;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The record form for an infusion, or for a course outside an infusion; what it shows of the patient follows every change.</summary>
public sealed partial class RecordEventPage(
    InfusionStore infusions,
    PatientStore patients,
    InfusionWords words,
    CurrentActor person,
    UnitClock clock
)
{
    private CourseRecord? course;
    private InfusionRecord? infusion;
    private bool missing;
    private int readings;
    private AdverseEventId? saved;

    [Parameter]
    public Guid? InfusionGuid { get; set; }

    [Parameter]
    public Guid? CourseGuid { get; set; }

    /// <summary>A laboratory value or blood pressure whose proposed grade is to be confirmed.</summary>
    [SupplyParameterFromQuery(Name = "observation")]
    public string? Observation { get; set; }

    private ObservationId? Observed => Guid.TryParse(Observation, out var id) ? new ObservationId(id) : null;

    private string BackTo => InfusionGuid is { } id ? $"/infusions/{id}" : $"/courses/{CourseGuid}";

    private string Context
    {
        get
        {
            if (infusion is null)
                return Text["OutsideInfusion"];
            if (infusion.State.StartedAt is null)
                return Text["BeforeInfusion"];
            var standing = words.State(infusion.Head, infusion.State, clock.Now, infusion.Death is not null);
            return Text["StateAndReason", standing.Text, standing.Reason];
        }
    }

    // Everything of a patient under treatment shows in the unit's day.
    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Today;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (course is null)
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (look, reading) = (person.Look(), ++readings);
        var foundInfusion = InfusionGuid is { } infusionId
            ? await infusions.FindAsync(new InfusionId(infusionId))
            : null;
        var found = foundInfusion?.Course
            ?? (CourseGuid is { } courseId ? await patients.FindAsync(new CourseId(courseId)) : null);
        // An answer that was overtaken by a newer one must not replace it.
        if (reading != readings)
            return;
        (infusion, course, missing) = (foundInfusion, found, found is null);
        if (found is not null)
            person.Shows(look, SeenSubject.EventsOf(found.CourseId));
        if (foundInfusion is not null)
            person.Shows(look, SeenSubject.StepsOf(foundInfusion.Head.InfusionId));
    }
}
