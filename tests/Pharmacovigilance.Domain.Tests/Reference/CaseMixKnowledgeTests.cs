using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Reference;

public class CaseMixKnowledgeTests
{
    private static readonly string Shipped = DataFiles.Text("case-mix.json");

    [Theory]
    [InlineData(Regimen.IsaPd, CaseMixItem.Age75, 20.8)]
    [InlineData(Regimen.IsaPd, CaseMixItem.EgfrBelow60, 38.7)]
    [InlineData(Regimen.IsaPd, CaseMixItem.Ecog2, 10)]
    [InlineData(Regimen.IsaKd, CaseMixItem.Age75, 9)]
    [InlineData(Regimen.IsaKd, CaseMixItem.EgfrBelow60, 24.0)]
    [InlineData(Regimen.IsaKd, CaseMixItem.Ecog2, 6)]
    [InlineData(Regimen.IsaKd, CaseMixItem.OnePriorLine, 44)]
    public void FigureOf_WhatWasRead(Regimen regimen, CaseMixItem item, double percent)
    {
        var figure = Read(Shipped).FigureOf(regimen, item)!;

        Assert.Equal(percent, (double)(100 * figure.Share!.Value), 0.05);
        Assert.All(figure.Sources, source => Assert.True(source.Read));
    }

    [Theory]
    [InlineData(Regimen.IsaPd, CaseMixItem.PremedicationInTime)]
    [InlineData(Regimen.IsaKd, CaseMixItem.PremedicationInTime)]
    [InlineData(Regimen.IsaPd, CaseMixItem.OnePriorLine)]
    public void FigureOf_WhatNobodyRead_IsNotKnown(Regimen regimen, CaseMixItem item) =>
        Assert.Null(Read(Shipped).FigureOf(regimen, item));

    [Fact]
    public void FigureOf_Unverified_IsNotKnown()
    {
        var known = Read(Shipped.Replace("\"verified\": true", "\"verified\": false", StringComparison.Ordinal));

        Assert.All(Enum.GetValues<CaseMixItem>(), item => Assert.Null(known.FigureOf(Regimen.IsaPd, item)));
        Assert.Null(known.PriorLinesOf(Regimen.IsaPd));
    }

    [Fact]
    public void Shipped_DenominatorsAndCalculations_AreSaid()
    {
        var known = Read(Shipped);

        Assert.Equal(
            (ShareOf.Known, ShareOf.Everybody),
            (
                known.FigureOf(Regimen.IsaPd, CaseMixItem.EgfrBelow60)!.Denominator,
                known.FigureOf(Regimen.IsaKd, CaseMixItem.EgfrBelow60)!.Denominator
            )
        );
        Assert.Contains(
            "79.1 %",
            known.FigureOf(Regimen.IsaKd, CaseMixItem.EgfrBelow60)!.Calculated!.En,
            StringComparison.Ordinal
        );
        Assert.Equal("3 (2–11)", known.PriorLinesOf(Regimen.IsaPd)!.Words!.En);
    }

    [Fact]
    public void Shipped_EntryRules_AreRulesAndNoShares()
    {
        var known = Read(Shipped);

        Assert.True(
            known.RuleOf(Regimen.IsaPd, CaseMixItem.OnePriorLine) is { AtLeast: 2, AtMost: null, Verified: false }
        );
        Assert.True(known.RuleOf(Regimen.IsaKd, CaseMixItem.OnePriorLine) is { AtLeast: 1, AtMost: 3 });
        var ecog = known.RuleOf(Regimen.IsaKd, CaseMixItem.Ecog2)!;
        Assert.Equal(
            (false, false, true, false),
            (ecog.Excludes(null), ecog.Excludes(2), ecog.Excludes(3), ecog.Excludes(0))
        );
    }

    [Theory]
    [InlineData("\"population\": \"icariaMm\"", "\"population\": \"foreign\"")]
    [InlineData("\"arm\": \"IsaPd\"", "\"arm\": \"IsaXd\"")]
    [InlineData("\"count\": 32", "\"count\": 132")]
    [InlineData("\"count\": 32, \"n\": 154, \"percent\": \"21\"", "\"count\": 32, \"percent\": \"21\"")]
    [InlineData("\"sources\": [\"ASH-75\", \"US-ICD\"]", "\"sources\": []")]
    [InlineData("\"sources\": [\"ASH-75\", \"US-ICD\"]", "\"sources\": [\"MEMORY\"]")]
    [InlineData("\"sources\": [\"ASH-75\", \"US-ICD\"]", "\"sources\": [\"NOBODY\"]")]
    [InlineData("\"percent\": \"10\"", "\"percent\": \"ten\"")]
    [InlineData(
        "\"words\": {\"en\": \"3 (2–11)\", \"ru\": \"3 (2–11)\"}",
        "\"percent\": \"3\", \"words\": {\"en\": \"3 (2–11)\", \"ru\": \"3 (2–11)\"}"
    )]
    [InlineData("\"id\": \"icaria-age-75-pd\"", "\"id\": \"icaria-age-75-isapd\"")]
    [InlineData("\"arm\": \"Pd\", \"item\": \"Age75\"", "\"arm\": \"IsaPd\", \"item\": \"Age75\"")]
    [InlineData(
        "\"item\": \"Ecog2\", \"atLeast\": 0, \"atMost\": 2",
        "\"item\": \"Age75\", \"atLeast\": 0, \"atMost\": 2"
    )]
    [InlineData(
        "\"item\": \"Ecog2\", \"atLeast\": 0, \"atMost\": 2",
        "\"item\": \"Ecog2\", \"atLeast\": 3, \"atMost\": 2"
    )]
    public void Parse_Contradiction_IsRefused(string right, string wrong)
    {
        Assert.Contains(right, Shipped, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => Read(Shipped.Replace(right, wrong, StringComparison.Ordinal)));
    }

    private static CaseMixKnowledge Read(string json) => CaseMixKnowledge.Parse(json, "case-mix.json", DataFiles.Rates);
}
