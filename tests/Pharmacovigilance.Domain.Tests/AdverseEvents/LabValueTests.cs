using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public class LabValueTests
{
    internal static LabValue Value(LabTest test, string value, string unit)
    {
        Assert.True(
            LabValue.TryRead(
                test,
                decimal.Parse(value, CultureInfo.InvariantCulture),
                unit,
                out var read,
                out var refusal
            ),
            refusal?.Sentence
        );
        return read;
    }

    private static LabRefusal Refusal(LabTest test, string value, string? unit)
    {
        Assert.False(
            LabValue.TryRead(
                test,
                decimal.Parse(value, CultureInfo.InvariantCulture),
                unit,
                out var read,
                out var refusal
            )
        );
        Assert.Null(read);
        return refusal;
    }

    [Theory]
    [InlineData(LabTest.NeutrophilCount, "0.5", "10*9/L", 500_000)]
    [InlineData(LabTest.NeutrophilCount, "0.5", "10^9/L", 500_000)]
    [InlineData(LabTest.NeutrophilCount, "0.5", "10⁹/L", 500_000)]
    [InlineData(LabTest.NeutrophilCount, "0.5", "G/L", 500_000)]
    [InlineData(LabTest.NeutrophilCount, "700", "/uL", 700_000)]
    [InlineData(LabTest.NeutrophilCount, "700", "/µL", 700_000)]
    [InlineData(LabTest.NeutrophilCount, "700", " /mm3 ", 700_000)]
    [InlineData(LabTest.NeutrophilCount, "700", "10*6/L", 700_000)]
    [InlineData(LabTest.NeutrophilCount, "0.7", "10*3/uL", 700_000)]
    [InlineData(LabTest.NeutrophilCount, "0.7", "10*3/mm3", 700_000)]
    [InlineData(LabTest.NeutrophilCount, "0.7", "/nL", 700_000)]
    [InlineData(LabTest.NeutrophilCount, "0.7", "x 10^9/l", 700_000)]
    [InlineData(LabTest.NeutrophilCount, "700", "{cells}/uL", 700_000)]
    [InlineData(LabTest.Hemoglobin, "5.0", "mmol/L", 80_572_500)]
    [InlineData(LabTest.Hemoglobin, "8.1", "g/dl", 81_000_000)]
    [InlineData(LabTest.NeutrophilCount, "0", "10*9/L", 0)]
    [InlineData(LabTest.NeutrophilCount, "0.01", "10*9/L", 10_000)]
    [InlineData(LabTest.NeutrophilCount, "200", "10*9/L", 200_000_000)]
    [InlineData(LabTest.PlateletCount, "25000", "/uL", 25_000_000)]
    [InlineData(LabTest.PlateletCount, "1", "10*9/L", 1_000_000)]
    [InlineData(LabTest.Hemoglobin, "10.1", "g/dL", 101_000_000)]
    [InlineData(LabTest.Hemoglobin, "101", "g/L", 101_000_000)]
    [InlineData(LabTest.Hemoglobin, "20", "g/L", 20_000_000)]
    [InlineData(LabTest.Hemoglobin, "250", "g/L", 250_000_000)]
    public void Read_AcceptedUnit_ConvertsExactly(LabTest test, string value, string unit, long micro)
    {
        var read = Value(test, value, unit);

        Assert.Equal(micro, read.CanonicalMicro);
        Assert.Equal(read.Canonical, LabValue.FromCanonicalMicro(test, micro).Canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Read_NoUnit_IsRefusedAndNeverAssumed(string? unit)
    {
        var refusal = Refusal(LabTest.NeutrophilCount, "1.2", unit);

        Assert.Equal(LabRefusalReason.UnitMissing, refusal.Reason);
        Assert.Equal("ANC 1.2 has no unit; give one of 10*9/L, /uL, /mm3, 10*3/uL.", refusal.Sentence);
    }

    [Theory]
    [InlineData(LabTest.NeutrophilCount, "g/L")]
    [InlineData(LabTest.NeutrophilCount, "10*12/L")]
    [InlineData(LabTest.NeutrophilCount, "10e9/L")]
    [InlineData(LabTest.NeutrophilCount, "/UL")]
    [InlineData(LabTest.Hemoglobin, "10*9/L")]
    [InlineData(LabTest.Hemoglobin, "G/L")]
    [InlineData(LabTest.Hemoglobin, "mmol/dL")]
    public void Read_ForeignUnit_IsRefusedWithTheAcceptedOnes(LabTest test, string unit)
    {
        var refusal = Refusal(test, "1.2", unit);

        Assert.Equal(LabRefusalReason.UnitForeign, refusal.Reason);
        Assert.Contains(unit, refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains(refusal.AcceptedUnits.First(), refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LabTest.NeutrophilCount, "0.7", "/uL", "10*9/L")]
    [InlineData(LabTest.NeutrophilCount, "9.99", "/uL", "10*9/L")]
    [InlineData(LabTest.NeutrophilCount, "700", "10*9/L", "/uL")]
    [InlineData(LabTest.NeutrophilCount, "0.009", "10*9/L", null)]
    [InlineData(LabTest.PlateletCount, "150", "/uL", "10*9/L")]
    [InlineData(LabTest.PlateletCount, "150000", "10*9/L", "/uL")]
    [InlineData(LabTest.Hemoglobin, "9.5", "g/L", "g/dL")]
    [InlineData(LabTest.Hemoglobin, "95", "g/dL", "g/L")]
    [InlineData(LabTest.Hemoglobin, "0", "g/L", null)]
    [InlineData(LabTest.Hemoglobin, "19.9", "g/L", "g/dL")]
    [InlineData(LabTest.Hemoglobin, "250.1", "g/L", null)]
    [InlineData(LabTest.NeutrophilCount, "79228162514264337593543950335", "10*9/L", null)]
    public void Read_ImplausibleValue_IsQuestionedWithTheUnitProbablyMeant(
        LabTest test,
        string value,
        string unit,
        string? meant
    )
    {
        var refusal = Refusal(test, value, unit);

        Assert.Equal(LabRefusalReason.Implausible, refusal.Reason);
        Assert.Equal(meant, refusal.MeantUnit);
        if (meant is not null)
            Assert.EndsWith($"did you mean {value} {meant}?", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NegativeValue_IsRefused() =>
        Assert.Equal(LabRefusalReason.Negative, Refusal(LabTest.PlateletCount, "-1", "10*9/L").Reason);

    [Theory]
    [InlineData("1.000001", true)]
    [InlineData("1.0000001", false)]
    public void Read_DecimalsBeyondMillionths_AreRefusedRatherThanRounded(string value, bool exact)
    {
        if (exact)
            Assert.Equal(1_000_001, Value(LabTest.NeutrophilCount, value, "10*9/L").CanonicalMicro);
        else
            Assert.Equal(LabRefusalReason.TooManyDecimals, Refusal(LabTest.NeutrophilCount, value, "10*9/L").Reason);
    }
}
