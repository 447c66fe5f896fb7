using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules;

/// <summary>What another label's rules would have said about one course, finding by finding. Reads only.</summary>
public sealed partial class LabelTimeMachinePage(
    RuleSetStore store,
    KnowledgeInForce known,
    CurrentActor person,
    IJSRuntime script
) : ComponentBase
{
    private CourseComparison? comparison;
    private IReadOnlyList<Refusal> refusals = [];
    private bool missing;
    private bool onlyDifferences = true;
    private bool seesPatients;
    private int reading;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Id of the rule set to compare with; without it the first that is not in force.</summary>
    [SupplyParameterFromQuery(Name = "set")]
    public string? Set { get; set; }

    private IEnumerable<RuleSet> Choices => known.Current.RuleSets.Sets.Where(set => set.Id != known.Current.Rules.Id);

    private IReadOnlyList<ComparedFinding> Shown =>
        [.. comparison!.Findings.Where(finding => !onlyDifferences || finding.Agreement != FindingAgreement.Same)];

    protected override async Task OnInitializedAsync() =>
        seesPatients = (await person.RolesAsync()).Any(role =>
            role is Role.SafetyOfficer or Role.Physician or Role.Nurse
        );

    protected override async Task OnParametersSetAsync()
    {
        int mine = ++reading;
        (comparison, refusals, missing) = (null, [], false);
        try
        {
            var found = await store.CompareAsync(new CourseId(Id), Set ?? Choices.First().Id);
            // An answer that was overtaken by a newer question must not be shown under it.
            if (mine == reading)
                (comparison, missing) = (found, found is null);
        }
        catch (RefusedException refused)
        {
            if (mine == reading)
                refusals = refused.Refusals;
        }
    }

    private Task PrintAsync() => script.InvokeVoidAsync("print").AsTask();
}
