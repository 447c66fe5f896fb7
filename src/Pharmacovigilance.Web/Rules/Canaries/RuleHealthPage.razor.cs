using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Rules.Canaries;
using Pharmacovigilance.Storage.Rules.Firing;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Alerts;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules.Canaries;

/// <summary>Whether each rule has shown in this shift that it works.</summary>
public sealed partial class RuleHealthPage(
    CanaryStore store,
    FiringStore firing,
    RuleHealthWords words,
    AlertWords alerts,
    CurrentActor person,
    IStringLocalizer<RuleHealthText> text
)
{
    private IReadOnlyList<Refusal> refusals = [];
    private (int Done, int All)? progress;
    private string? said;
    private IReadOnlyList<RuleFiring>? charts;
    private bool mayRun;

    private IStringLocalizer<RuleHealthText> Text => text;

    private RuleHealthWords Words => words;

    private AlertWords Alerts => alerts;

    private IReadOnlyList<RuleHealth>? Rules => State?.Snapshot.RuleHealth.Rules;

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.RuleHealth;

    protected override async Task OnInitializedAsync()
    {
        mayRun = (await person.RolesAsync()).Any(role => role is Role.SafetyOfficer or Role.Administrator);
        await base.OnInitializedAsync();
        charts = await firing.ChartsAsync();
    }

    private async Task RunAsync()
    {
        if (progress is not null)
            return;
        (refusals, said, progress) = ([], null, (0, 0));
        StateHasChanged();
        try
        {
            var runs = await store.RunAsync(
                await person.GetAsync(),
                new Progress<(int Done, int All)>(state =>
                {
                    if (progress is null)
                        return;
                    progress = state;
                    StateHasChanged();
                })
            );
            said = Text[
                "Ran",
                runs.Count(run => run.Outcome == CanaryOutcome.Fired),
                runs.Count(run => run.Outcome != CanaryOutcome.SwitchedOff),
                runs.Sum(run => run.DurationMilliseconds)
            ];
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            refusals = because;
        }
        finally
        {
            progress = null;
        }
    }
}
