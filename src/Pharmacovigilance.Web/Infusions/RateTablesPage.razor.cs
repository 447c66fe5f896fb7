using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>The key of the texts about rate tables: RateTableText.resx.</summary>
public sealed class RateTableText;

/// <summary>Every rate table as it stands in the data; an administrator confirms it against the leaflet with a signature.</summary>
public sealed partial class RateTablesPage(
    RateTableStore store,
    Knowledge knowledge,
    Signature signatures,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
)
{
    private readonly Saving saving = new();
    private IReadOnlyList<TableEntry>? history;
    private string? signing;
    private string key = "";
    private string entered = "";
    private string signature = "";
    private string? said;
    private bool maySign;
    private SeenState seen = default!;
    private bool needsPassword = true;

    private sealed record Plan(
        string Id,
        string Version,
        string Name,
        string Hash,
        bool OffLabel,
        RateTable? Table,
        string Source
    );

    private RatePlans Plans => knowledge.RatePlans;

    private IEnumerable<Plan> Shown
    {
        get
        {
            string language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
            return Plans
                .Tables.Select(table => new Plan(
                    table.Id,
                    table.Version,
                    table.Name.In(language),
                    table.ContentHash,
                    table.Use == RateTableUse.Institutional,
                    table,
                    table.Source.In(language)
                ))
                .Append(
                    new Plan(
                        Plans.Subcutaneous.Id,
                        Plans.Subcutaneous.Version,
                        Plans.Subcutaneous.Name.In(language),
                        Plans.Subcutaneous.ContentHash,
                        OffLabel: false,
                        null,
                        Plans.Subcutaneous.Source.In(language)
                    )
                );
        }
    }

    protected override async Task OnInitializedAsync()
    {
        maySign = (await person.RolesAsync()).Contains(Role.Administrator);
        if (maySign)
            needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        await base.OnInitializedAsync();
        if (history is null)
            await LoadAsync();
    }

    // A signature touches what the day and the board are read from.
    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Today;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync()
    {
        long look = person.Look();
        history = await store.HistoryAsync();
        foreach (var plan in Shown)
            person.Shows(look, SeenSubject.RateTableOf(plan.Id));
    }

    /// <summary>The newest entry about exactly this content, where it is a signature.</summary>
    private TableEntry? Signed(Plan plan) =>
        history!.FirstOrDefault(entry => entry.ContentHash == plan.Hash) is { Withdrawn: false } signed ? signed : null;

    private bool HasOther(Plan plan) =>
        history!.Any(entry => entry.PlanId == plan.Id && entry.ContentHash != plan.Hash);

    private void Begin(string plan)
    {
        (signing, said, saving.Refusals, seen) = (plan, null, [], person.Sees(SeenSubject.RateTableOf(plan)));
        (key, entered, signature) = (ids.Next(clock.Now).ToString("D"), "", "");
    }

    private Task SayAsync(Plan plan) =>
        saving.RunAsync(async () =>
        {
            try
            {
                var actor = await person.GetAsync(seen);
                await signatures.CheckAsync(actor, signature);
                bool withdraws = Signed(plan) is not null;
                await (
                    withdraws
                        ? store.WithdrawAsync(actor, plan.Id, plan.Hash, entered, key)
                        : store.SignAsync(actor, plan.Id, plan.Hash, entered, key)
                );
                (signing, said) = (null, Text[withdraws ? "SaidWithdrawn" : "SaidSigned", plan.Name]);
                await LoadAsync();
            }
            finally
            {
                signature = "";
            }
        });
}
