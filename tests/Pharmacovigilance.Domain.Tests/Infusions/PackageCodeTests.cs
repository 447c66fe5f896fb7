using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class PackageCodeTests
{
    private const string Gtin = "0103664798123456";

    [Theory]
    [InlineData(Gtin + "21SER1\u001d1727053110AB12", "AB12", "2027-05-31")]
    [InlineData("]d2" + Gtin + "10AB12\u001d17270531", "AB12", "2027-05-31")]
    [InlineData("(01)03664798123456(17)270500(10)AB12(21)SER1", "AB12", "2027-05-31")]
    [InlineData(Gtin + "1727053110AB12", "AB12", "2027-05-31")]
    [InlineData(Gtin + "10A12345678901234567B", "A12345678901234567B", null)]
    public void TryRead_PackageCode_GivesBatchAndExpiry(string text, string batch, string? expires)
    {
        Assert.True(PackageCode.TryRead(text, out var code));
        Assert.Equal(
            (
                batch,
                expires is null ? null : DateOnly.Parse(expires, System.Globalization.CultureInfo.InvariantCulture)
            ),
            (code.BatchNumber, code.ExpiresOn)
        );
    }

    [Theory]
    [InlineData("A1B2")]
    [InlineData("")]
    [InlineData("0103664798")]
    [InlineData(Gtin)]
    [InlineData(Gtin + "17270531")]
    [InlineData(Gtin + "1727133110AB12")]
    [InlineData(Gtin + "10AB1221SER1")]
    [InlineData(Gtin + "10AB1217270531")]
    [InlineData(Gtin + "99AB12")]
    [InlineData(Gtin + "10123456789012345678901")]
    [InlineData("(01)03664798123456(10)")]
    public void TryRead_AnythingElseOrUncertain_ReadsNothing(string text) =>
        Assert.False(PackageCode.TryRead(text, out _));
}
