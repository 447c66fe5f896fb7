using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>One infusion as it happens. Read again whenever anything of the unit's day changed.</summary>
public sealed partial class InfusionPage(InfusionStore store, CurrentActor person)
{
    private InfusionRecord? record;
    private bool missing;
    private bool mayWrite;
    private bool mayChoose;
    private StepPanel? steps;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The step whose form is opened at once, by name.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? Step { get; set; }

    private bool IsOver => record?.State.Status is InfusionStatus.Ended or InfusionStatus.NotGiven;

    private bool IsBeforeStart => record?.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated;

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Today;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => ReloadAsync();

    protected override async Task OnInitializedAsync()
    {
        var roles = await person.RolesAsync();
        mayWrite = roles.Any(role => role is Role.Nurse or Role.Physician);
        mayChoose = roles.Contains(Role.Physician);
        await base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (record is null || record.Head.InfusionId.Value != Id)
            await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var (wanted, look) = (new InfusionId(Id), person.Look());
        var found = await store.FindAsync(wanted);
        // A slower answer about the infusion shown before must not replace this one.
        if (wanted.Value != Id)
            return;
        (record, missing) = (found, found is null);
        if (found is not null)
            person.Shows(
                look,
                SeenSubject.StepsOf(wanted),
                SeenSubject.ChecksOf(wanted),
                SeenSubject.EventsOf(found.Head.CourseId)
            );
    }
}
