using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Reference;

public abstract class ReferenceStoreConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly string Content = ClinicalUnit.ReferenceText("rates.json");

    [Fact]
    public async Task LoadAsync_SameContentAgain_ChangesNothing()
    {
        var store = Unit.Unit.Stores.Reference;
        await store.LoadAsync(ClinicalUnit.Knowledge.Rates, Content);
        await store.LoadAsync(ClinicalUnit.Knowledge.Rates, Content.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(ClinicalUnit.Knowledge.Rates.Rows.Count, Unit.Count("reference_rate"));
        Assert.Equal(
            (1, 1),
            (
                Unit.Count("reference_set"),
                Unit.Unit.Read(s =>
                    s.Single<long>("select count(*) from audit_entry where action = 'reference.loaded'")
                )
            )
        );
    }

    [Fact]
    public async Task LoadAsync_ChangedUnderItsVersion_IsRefused()
    {
        var store = Unit.Unit.Stores.Reference;
        await store.LoadAsync(ClinicalUnit.Knowledge.Rates, Content);
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() =>
            store.LoadAsync(ClinicalUnit.Knowledge.Rates, Content + " ")
        );
        Assert.Contains("new version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_RowsNotVerified_KeepTheirReason()
    {
        await Unit.Unit.Stores.Reference.LoadAsync(ClinicalUnit.Knowledge.Rates, Content);
        long expected = ClinicalUnit.Knowledge.Rates.Rows.Count(r => r.Status != RowStatus.Verified);
        Assert.True(expected > 0);
        Assert.Equal(
            expected,
            Unit.Unit.Read(s =>
                s.Single<long>(
                    "select count(*) from reference_rate where status <> 'Verified' and length(status_reason) > 0"
                )
            )
        );
    }
}

public sealed class ReferenceStoreOnSqlite() : ReferenceStoreConformance(TestUnit.OnSqlite());

public sealed class ReferenceStoreOnPostgres() : ReferenceStoreConformance(TestUnit.OnPostgres());
