using System.Text.Json.Nodes;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

public class RuleSetTests
{
    [Fact]
    public void ShippedRuleSet_HasTheLimitsOfTheLabel()
    {
        var limits = RuleData.Rules.Limits;

        Assert.Equal((500_000L, 1_000_000L), (limits.HoldBelowMicroGigaPerLitre, limits.ReleaseAtMicroGigaPerLitre));
        Assert.Equal((TimeSpan.FromHours(72), 0.5m), (limits.AncFreshness, limits.RestartFactor));
        Assert.Equal("eu-2023/2+local/1", RuleData.Rules.Stamp);
    }

    [Fact]
    public void ShippedRules_OfLocalPolicy_AreNotShownAsVerified() =>
        Assert.All(LocalRules.Ids, id => Assert.False(RuleData.Rules.Of(id).Verified));

    [Fact]
    public void Text_FactMissing_ReadsUnknownInTheLanguage()
    {
        Fact[] facts = [new(FactNames.MissingDrugs, "  ")];

        Assert.StartsWith(
            "Infusion unknown started unknown. Of the planned premedication, not recorded as given by then: unknown.",
            RuleData.Rules.TextOf(RuleId.PremedicationMissing, facts, new FactReading("en")),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Инфузия неизвестно начата неизвестно.",
            RuleData.Rules.TextOf(RuleId.PremedicationMissing, facts, new FactReading("ru")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Parse_RuleLeftOut_NamesIt() =>
        AssertRefused(root => root["rules"]!.AsArray().RemoveAt(0), "rules", "has no rule ANC-HOLD");

    [Fact]
    public void Parse_RuleTwice_IsRefused() =>
        AssertRefused(
            root => root["rules"]!.AsArray().Add(root["rules"]![1]!.DeepClone()),
            "rules[6].code",
            "repeats the rule IRR-INTERRUPT"
        );

    [Fact]
    public void Parse_UnknownRule_NamesTheKnownOnes() =>
        AssertRefused(
            root => root["rules"]![2]!["code"] = "ANC-OLD",
            "rules[2].code",
            "'ANC-OLD' is not the code of a rule. Known: ANC-HOLD"
        );

    [Theory]
    [InlineData("source")]
    [InlineData("clause")]
    [InlineData("verified")]
    [InlineData("tier")]
    public void Parse_RuleWithoutProperty_IsRefused(string property) =>
        AssertRefused(root => root["rules"]![3]!.AsObject().Remove(property), $"rules[3].{property}", "is missing.");

    [Fact]
    public void Parse_SourceWithoutAddress_IsRefused() =>
        AssertRefused(root => root["rules"]![3]!["source"]!["address"] = " ", "rules[3].source.address", "is empty.");

    [Theory]
    [InlineData("ANC {ancGigaPerL}", "has the unknown placeholder {ancGigaPerL}. ANC-HOLD knows: ancGigaPerLitre")]
    [InlineData("ANC {grade}", "has the unknown placeholder {grade}")]
    [InlineData("ANC {ancGigaPerLitre", "has a brace that belongs to no placeholder")]
    public void Parse_TemplateMisspelt_IsRefused(string text, string problem) =>
        AssertRefused(root => root["rules"]![0]!["text"]!["ru"] = text, "rules[0].text.ru", problem);

    [Fact]
    public void Parse_ReleaseBelowHold_IsRefused() =>
        AssertRefused(
            root => root["rules"]![0]!["parameters"]!["releaseAtGigaPerLitre"] = 0.4,
            "rules[0].parameters.releaseAtGigaPerLitre",
            "must not be lower"
        );

    [Fact]
    public void Parse_LimitInCellsPerMicrolitre_IsRefusedAsImplausible() =>
        AssertRefused(
            root => root["rules"]![0]!["parameters"]!["holdBelowGigaPerLitre"] = 500,
            "rules[0].parameters.holdBelowGigaPerLitre",
            "must be in 10⁹/L"
        );

    [Fact]
    public void Parse_LimitLeftOut_IsRefused() =>
        AssertRefused(
            root => root["rules"]![0]!["parameters"]!.AsObject().Remove("releaseAtGigaPerLitre"),
            "rules[0].parameters.releaseAtGigaPerLitre",
            "is missing."
        );

    [Fact]
    public void Parse_RestartFasterThanStart_IsRefused() =>
        AssertRefused(
            root => root["rules"]![1]!["parameters"]!["restartFactor"] = 1.5,
            "rules[1].parameters.restartFactor",
            "must not be greater than 1"
        );

    [Fact]
    public void Parse_WordLeftOut_IsRefused() =>
        AssertRefused(
            root => root["words"]!.AsObject().Remove("stop-by-label"),
            "words",
            "lacks the words for stop-by-label."
        );

    [Fact]
    public void Parse_GradeBetweenInterruptingAndStopping_IsRefused() =>
        AssertRefused(
            root => root["rules"]![2]!["parameters"]!["fromGrade"] = 4,
            "rules",
            "leaves a grade of infusion reaction"
        );

    [Fact]
    public void Parse_RuleOfThePolicyInALabel_IsRefused() =>
        AssertRefused(root => root["rules"]![3]!["code"] = "BP-HOLD", "rules[3].code", "does not belong in this file");

    [Fact]
    public void Parse_SinceNotADate_IsRefused() =>
        AssertRefused(root => root["since"] = "spring 2023", "since", "must be a year, month or day");

    [Fact]
    public void Parse_NotJson_SaysWhere()
    {
        var refused = Assert.Throws<DataFormatException>(() =>
            RuleSet.Parse("{\n  \"id\": oops", "x.json", RuleData.Local)
        );

        Assert.StartsWith("x.json: line 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RuleCodes_OfEveryRule_ReadBack() =>
        Assert.All(Enum.GetValues<RuleId>(), rule => Assert.Equal(rule, RuleCodes.Parse(rule.Code())));

    private static void AssertRefused(Action<JsonNode> change, string path, string problem)
    {
        var root = JsonNode.Parse(RuleData.Json)!;
        change(root);
        var refused = Assert.Throws<DataFormatException>(() =>
            RuleSet.Parse(root.ToJsonString(), "x.json", RuleData.Local)
        );

        Assert.Equal(path, refused.Path);
        Assert.Contains(problem, refused.Problem, StringComparison.Ordinal);
    }
}
