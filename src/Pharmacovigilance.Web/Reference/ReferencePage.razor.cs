using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Reference;

/// <summary>
/// The reference ledger as it is: every row with source, data cut and status, rejected rows with their reason. Read again
/// whenever the board was, since a verification changes both.
/// </summary>
public sealed partial class ReferencePage(
    IStringLocalizer<ReferenceText> text,
    KnowledgeInForce known,
    VerificationStore verifications
)
{
    private const int PerPage = 50;

    private static readonly RowVerification Nothing = RowVerification.Of([], "");

    private Dictionary<string, RowVerification> said = new(StringComparer.Ordinal);
    private List<ReferenceRate> shown = [];
    private RowFilter filter = new();
    private int page;

    private IStringLocalizer<ReferenceText> Text => text;

    private ReferenceSet Rates => known.Current.Rates;

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => ReloadAsync();

    protected override async Task OnInitializedAsync()
    {
        await ReloadAsync();
        await base.OnInitializedAsync();
    }

    private async Task ReloadAsync()
    {
        var all = await verifications.AllAsync();
        said = all.GroupBy(entry => entry.RateId, StringComparer.Ordinal)
            .Where(entries => Rates.Find(entries.Key) is not null)
            .ToDictionary(
                entries => entries.Key,
                entries => RowVerification.Of(entries, Rates.HashOf(Rates.Find(entries.Key)!)),
                StringComparer.Ordinal
            );
        Find();
    }

    private void Take(RowFilter wanted)
    {
        (filter, page) = (wanted, 0);
        Find();
    }

    private void Find()
    {
        shown = [.. Rates.Rows.Where(row => filter.Wants(row, SaidOf(row)))];
        page = Math.Min(page, Math.Max(0, (shown.Count - 1) / PerPage));
    }

    private RowVerification SaidOf(ReferenceRate row) => said.GetValueOrDefault(row.Id, Nothing);

    private int Count(RowStatus wanted) => Rates.Rows.Count(row => row.Status == wanted);

    private static string Chosen(ChangeEventArgs change) => change.Value as string ?? "";
}
