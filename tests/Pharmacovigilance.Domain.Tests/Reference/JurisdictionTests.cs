using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Tests.Rules;

namespace Pharmacovigilance.Domain.Tests.Reference;

/// <summary>What depends on whose label is in force follows the rule set, and nothing else.</summary>
public class JurisdictionTests
{
    private static readonly Knowledge Eu = Knowledge.Parse(RuleData.Read);
    private static readonly Knowledge Us = Eu with { Rules = Eu.Rules with { Jurisdiction = "US" } };

    [Theory]
    [InlineData(Regimen.IsaPd)]
    [InlineData(Regimen.IsaKd)]
    public void PremedicationOf_ByTheRulesInForce_HasTheH2AntagonistInTheUsOnly(Regimen regimen)
    {
        Assert.DoesNotContain(Eu.PremedicationOf(regimen).Drugs, drug => drug.Code == "h2-antagonist");
        Assert.Contains(Us.PremedicationOf(regimen).Drugs, drug => drug.Code == "h2-antagonist");
    }

    [Fact]
    public void Reconsideration_ExistsByTheEuLabelOnly()
    {
        Assert.Equal(4, Eu.Reconsideration!.AfterInfusions);
        Assert.Null(Us.Reconsideration);
    }

    [Fact]
    public void DrugNames_NameTheDrugsOfEveryJurisdiction() =>
        Assert.Equal("H2 antagonist", Eu.DrugNames["h2-antagonist"].En);
}
