using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Storage.Alerts.Quality;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Alerts.Quality;

/// <summary>Calls by physician and shift, and the budget they are held against.</summary>
public sealed partial class AlertBudgetPanel(AlertQualityStore store, Signature signatures, CurrentActor person)
    : ComponentBase
{
    private readonly Saving saving = new();
    private BudgetReport? report;
    private string calls = "";
    private string reason = "";
    private string signature = "";
    private string? said;
    private bool maySign;
    private bool needsPassword = true;

    protected override async Task OnInitializedAsync()
    {
        maySign = (await person.RolesAsync()).Contains(Role.SafetyOfficer);
        if (maySign)
            needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        report = await store.BudgetAsync();
        calls = report.Budget.CallsPerShift.ToString(CultureInfo.CurrentCulture);
    }

    private Task SignAsync(int seen) =>
        saving.RunAsync(async () =>
        {
            said = null;
            try
            {
                int wanted = Wanted();
                var actor = await person.GetAsync();
                await signatures.CheckAsync(actor, signature);
                await store.SignBudgetAsync(actor, wanted, seen, reason);
                said = Text["BudgetSigned", wanted];
                reason = "";
                await ReloadAsync();
            }
            finally
            {
                signature = "";
            }
        });

    private int Wanted()
    {
        var refusals = new List<Refusal>();
        int? wanted = DecimalEntry.Whole(calls, "callsPerShift", refusals, "policy.not-a-number");
        if (refusals.Count > 0)
            throw new RefusedException(refusals);
        return wanted
            ?? throw new RefusedException(
                "alert-budget.out-of-range",
                "callsPerShift",
                calls.Trim(),
                Bound(AlertBudget.Least),
                Bound(AlertBudget.Most)
            );
    }

    /// <summary>The begin of a shift, as the language of the screen writes it.</summary>
    private static string Begins(string turn) =>
        DateTime.TryParseExact(turn, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture)
            : turn;

    private static string Bound(int number) => number.ToString(CultureInfo.InvariantCulture);
}
