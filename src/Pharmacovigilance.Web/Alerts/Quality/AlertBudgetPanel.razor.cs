using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Storage.Alerts.Quality;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Alerts.Quality;

/// <summary>Calls by physician and shift, and the budget they are held against.</summary>
public sealed partial class AlertBudgetPanel(AlertQualityStore store, Signature signatures, CurrentActor person) : ComponentBase
{
    private BudgetReport? report;
    private IReadOnlyList<Refusal> refusals = [];
    private string calls = "";
    private string reason = "";
    private string signature = "";
    private string? said;
    private bool maySign;
    private bool needsPassword = true;
    private bool working;

    protected override async Task OnInitializedAsync()
    {
        maySign = (await person.RolesAsync()).Contains(Role.SafetyOfficer);
        if (maySign) needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        report = await store.BudgetAsync();
        calls = report.Budget.CallsPerShift.ToString(CultureInfo.CurrentCulture);
    }

    private async Task SignAsync(int seen)
    {
        (working, refusals, said) = (true, [], null);
        try
        {
            if (!int.TryParse(calls.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int wanted))
                throw new RefusedException("alert-budget.out-of-range", "callsPerShift", calls.Trim(), Bound(AlertBudget.Least), Bound(AlertBudget.Most));
            var actor = await person.GetAsync();
            await signatures.CheckAsync(actor, signature);
            await store.SignBudgetAsync(actor, wanted, seen, reason);
            said = Text["BudgetSigned", wanted];
            reason = "";
            await ReloadAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            refusals = because;
        }
        finally
        {
            (working, signature) = (false, "");
        }
    }

    private static string Bound(int number) => number.ToString(CultureInfo.InvariantCulture);
}
