using System.Globalization;
using System.Numerics;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

/// <summary>Every spelling of db/reference/laboratory-units.json against a reading of its parts that knows nothing of the file.</summary>
public sealed class LabUnitTests
{
    private static readonly string[] Thousands = ["K", "k", "thou", "Thousand", "тыс.", "тыс"];

    public static TheoryData<string, string> Spellings =>
        [.. LabUnits.Spellings.Select(pair => (pair.Key, pair.Value))];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Spelling_EachInTheList_HasTheFactorOfItsParts(string spelling, string ucum)
    {
        bool count = LabUnits.Counts.Any(unit => unit.Ucum == ucum);
        var unit = (count ? LabUnits.Counts : LabUnits.Haemoglobin).Single(u => u.Ucum == ucum);

        if (count)
            Assert.Equal(PerLitre(spelling), new BigInteger(unit.ToCanonical * 1_000_000_000m));
        else
            Assert.Equal(Grams(spelling), unit.ToCanonical);
        Assert.True(
            LabValue.TryRead(
                count ? LabTest.NeutrophilCount : LabTest.Hemoglobin,
                Typical(unit, count),
                spelling,
                out var value,
                out var refusal
            ),
            refusal?.Sentence
        );
        Assert.Equal(count ? 2m : 128.916m, value.Canonical);
        Assert.False(LabValue.TryRead(count ? LabTest.Hemoglobin : LabTest.NeutrophilCount, 2, spelling, out _, out _));
    }

    [Theory]
    [InlineData("10*3/mL", "700", 0.7)]
    [InlineData("10*6/mL", "0.7", 0.7)]
    [InlineData("K/mm3", "0.7", 0.7)]
    [InlineData("/mm^3", "700", 0.7)]
    [InlineData("/ mm³", "700", 0.7)]
    [InlineData("Г/л", "0.7", 0.7)]
    [InlineData("тыс/мкл", "0.7", 0.7)]
    [InlineData("х 10^9/л", "0.7", 0.7)]
    [InlineData("× 10⁹/л", "0.7", 0.7)]
    [InlineData("10⁶/мл", "0.7", 0.7)]
    [InlineData("{cells}/μL", "700", 0.7)]
    public void Spelling_OfHospitals_IsRead(string unit, string number, double gigaPerLitre)
    {
        bool read = LabValue.TryRead(
            LabTest.NeutrophilCount,
            decimal.Parse(number, CultureInfo.InvariantCulture),
            unit,
            out var value,
            out _
        );

        Assert.True(read);
        Assert.Equal((decimal)gigaPerLitre, value!.Canonical);
    }

    [Theory]
    [InlineData(LabTest.NeutrophilCount, "г/л", "10*9/L")]
    [InlineData(LabTest.NeutrophilCount, "g/L", "10*9/L")]
    [InlineData(LabTest.NeutrophilCount, "/UL", "/uL")]
    [InlineData(LabTest.NeutrophilCount, "ТЫС/МКЛ", "10*3/uL")]
    [InlineData(LabTest.Hemoglobin, "G/L", "g/L")]
    [InlineData(LabTest.Hemoglobin, "Г/Л", "g/L")]
    [InlineData(LabTest.Hemoglobin, "G/DL", "g/dL")]
    [InlineData(LabTest.NeutrophilCount, "10*12/L", null)]
    [InlineData(LabTest.NeutrophilCount, "10e9/L", null)]
    [InlineData(LabTest.NeutrophilCount, "M/mL", null)]
    [InlineData(LabTest.NeutrophilCount, "/mL", null)]
    [InlineData(LabTest.NeutrophilCount, "%", null)]
    [InlineData(LabTest.Hemoglobin, "mg/dL", null)]
    public void Spelling_NotListed_IsRefusedWithTheUnitProbablyMeant(LabTest test, string unit, string? meant)
    {
        Assert.False(LabValue.TryRead(test, 2, unit, out _, out var refusal));

        Assert.Equal((LabRefusalReason.UnitForeign, meant), (refusal.Reason, refusal.MeantUnit));
    }

    [Theory]
    [InlineData(LabTest.WhiteCellCount, "15.2", "/uL", "10*9/L")]
    [InlineData(LabTest.WhiteCellCount, "12.5", "/mm3", "10*9/L")]
    [InlineData(LabTest.LymphocyteCount, "10.1", "10*6/L", "10*9/L")]
    public void Number_FractionOfACell_IsNotPlausibleInTheUnitTyped(
        LabTest test,
        string number,
        string unit,
        string meant
    )
    {
        Assert.False(
            LabValue.TryRead(test, decimal.Parse(number, CultureInfo.InvariantCulture), unit, out _, out var refusal)
        );

        Assert.Equal((LabRefusalReason.Implausible, meant), (refusal.Reason, refusal.MeantUnit));
    }

    [Theory]
    [InlineData("499.9", "/uL")]
    [InlineData("15200", "/uL")]
    [InlineData("12", "/uL")]
    [InlineData("15.2", "10*9/L")]
    public void Number_OfWholeCellsOrInGiga_IsPlausible(string number, string unit) =>
        Assert.True(
            LabValue.TryRead(
                LabTest.WhiteCellCount,
                decimal.Parse(number, CultureInfo.InvariantCulture),
                unit,
                out _,
                out _
            )
        );

    private static decimal Typical(LabUnit unit, bool count) =>
        count ? 2m / unit.ToCanonical : 128.916m / unit.ToCanonical;

    /// <summary>Cells per litre that one of the unit stands for.</summary>
    private static BigInteger PerLitre(string spelling)
    {
        int slash = spelling.IndexOf('/', StringComparison.Ordinal);
        string head = spelling[..slash];
        var perVolume = head switch
        {
            "" or "1" or "cell" or "cells" or "кл" or "кл." or "клеток" => BigInteger.One,
            "G" or "Г" or "Gpt" or "млрд" => BigInteger.Pow(10, 9),
            "млн" => BigInteger.Pow(10, 6),
            _ when Thousands.Contains(head, StringComparer.Ordinal) => BigInteger.Pow(10, 3),
            _ when head.StartsWith("10", StringComparison.Ordinal) && head[2] is '*' or '^' => BigInteger.Pow(
                10,
                head[3] - '0'
            ),
            _ => throw new ArgumentException($"{head} is no number.", nameof(spelling)),
        };
        return perVolume
            * spelling[(slash + 1)..] switch
            {
                "L" or "л" => BigInteger.One,
                "mL" or "мл" => BigInteger.Pow(10, 3),
                "uL" or "mcL" or "мкл" or "mm3" or "mm^3" or "cumm" or "мм3" or "мм^3" => BigInteger.Pow(10, 6),
                "nL" => BigInteger.Pow(10, 9),
                var volume => throw new ArgumentException($"{volume} is no volume.", nameof(spelling)),
            };
    }

    /// <summary>Grams per litre that one of the unit stands for.</summary>
    private static decimal Grams(string spelling) =>
        spelling switch
        {
            "gm/L" or "г/л" => 1,
            "gm/dL" or "г/дл" or "g%" or "г%" or "g/100mL" or "г/100мл" => 10,
            // Molar mass of the monomer with one iron atom, 16 114.5 g/mol: the "mmol/L" that CTCAE and laboratories print.
            "ммоль/л" => 16.1145m,
            _ => throw new ArgumentException($"{spelling} is no mass per volume.", nameof(spelling)),
        };
}
