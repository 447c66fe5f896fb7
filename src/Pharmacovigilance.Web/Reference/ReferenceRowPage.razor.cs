using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Reference;

/// <summary>One row of the ledger with everything said about it. Read again whenever the board was.</summary>
public sealed partial class ReferenceRowPage(KnowledgeInForce known, VerificationStore verifications)
{
    private IReadOnlyList<VerificationEntry> entries = [];
    private RowVerification said = RowVerification.Of([], "");

    [Parameter]
    public string Id { get; set; } = "";

    private ReferenceSet Rates => known.Current.Rates;

    private ReferenceRate? Row => Rates.Find(Id);

    private SourceComparison? Comparison =>
        Rates.Comparisons.FirstOrDefault(c => string.Equals(c.Key, Row?.Comparison, StringComparison.Ordinal));

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => ReloadAsync();

    protected override Task OnParametersSetAsync() => ReloadAsync();

    private async Task ReloadAsync()
    {
        if (Row is not { } row)
            return;
        entries = await verifications.OfRowAsync(row.Id);
        said = RowVerification.Of(entries, Rates.HashOf(row));
    }
}
