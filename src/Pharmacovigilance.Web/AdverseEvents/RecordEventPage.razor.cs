using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Infusions;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The record form for an infusion, or for a course outside an infusion.</summary>
public sealed partial class RecordEventPage(InfusionStore infusions, PatientStore patients, InfusionWords words, UnitClock clock)
{
    private CourseRecord? course;
    private InfusionRecord? infusion;
    private bool missing;
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
            if (infusion is null) return Text["OutsideInfusion"];
            if (infusion.State.StartedAt is null) return Text["BeforeInfusion"];
            var standing = words.State(infusion.Head, infusion.State, clock.Now);
            return Text["StateAndReason", standing.Text, standing.Reason];
        }
    }

    protected override async Task OnInitializedAsync()
    {
        if (InfusionGuid is { } infusionId)
        {
            infusion = await infusions.FindAsync(new InfusionId(infusionId));
            course = infusion?.Course;
        }
        else if (CourseGuid is { } courseId)
        {
            course = await patients.FindAsync(new CourseId(courseId));
        }

        missing = course is null;
    }
}
