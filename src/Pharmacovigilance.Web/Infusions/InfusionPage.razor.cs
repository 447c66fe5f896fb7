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
    private int givenOrdinal;
    private bool missing;
    private bool mayWrite;
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
        mayWrite = (await person.RolesAsync()).Any(role => role is Role.Nurse or Role.Physician);
        await base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (record is null || record.Head.InfusionId.Value != Id) await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var wanted = new InfusionId(Id);
        var found = await store.FindAsync(wanted);
        int ordinal = found?.Head.GivenOrdinal ?? (found is null ? 0 : await NextOrdinalAsync(found.Head.CourseId));
        // A slower answer about the infusion shown before must not replace this one.
        if (wanted.Value != Id) return;
        (record, missing, givenOrdinal) = (found, found is null, ordinal);
    }

    private async Task<int> NextOrdinalAsync(CourseId courseId) =>
        (await store.CalendarAsync(courseId)).Count(item => item.Head.GivenOrdinal is not null) + 1;
}
