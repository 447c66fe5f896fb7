using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>What is to be reported: overdue and due first, with whose duty it is.</summary>
public sealed partial class ReportingPage(ReportingStore store, ReportingWords words, CurrentActor person)
{
    private ReportingList? list;
    private IReadOnlyList<ReportingChoice> choices = [];
    private bool hospitalOnly;
    private bool mayChoose;

    private ReportingWords Words => words;

    private IReadOnlyList<ReportingCase> Shown =>
        [
            .. list!
                .Cases.Where(one => Open(one).Any())
                .OrderBy(one => Open(one).Min(standing => standing.Duty!.DueOn) ?? DateOnly.MaxValue)
                .ThenBy(one => one.AwareAt),
        ];

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.LastEvents;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    protected override async Task OnInitializedAsync()
    {
        mayChoose = (await person.RolesAsync()).Contains(Role.SafetyOfficer);
        await base.OnInitializedAsync();
    }

    private async Task LoadAsync()
    {
        list = await store.DueAsync();
        choices = await store.ChoicesAsync();
    }

    /// <summary>What is open of a case, as far as it is asked for; due first.</summary>
    private IEnumerable<RegimeStanding> Open(ReportingCase one) =>
        one
            .Standings.Where(standing =>
                standing.IsOpen && (!hospitalOnly || standing.Regime.Binds is BoundParty.MedicalOrganisation)
            )
            .OrderBy(standing => standing.Duty!.DueOn ?? DateOnly.MaxValue);
}
