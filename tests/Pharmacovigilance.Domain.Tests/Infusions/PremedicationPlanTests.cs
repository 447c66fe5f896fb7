using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class PremedicationPlanTests
{
    private static readonly string Text = DataFiles.Text("regimens.json");
    private static readonly IReadOnlyDictionary<Regimen, PremedicationPlan> Plans = PremedicationPlan.Parse(
        Text,
        "regimens.json"
    );

    private static Premedication Drug(Regimen regimen, string code) => Plans[regimen].Drugs.Single(d => d.Code == code);

    [Theory]
    [InlineData(Regimen.IsaPd, 74, 40)]
    [InlineData(Regimen.IsaPd, 75, 20)]
    [InlineData(Regimen.IsaKd, 50, 20)]
    [InlineData(Regimen.IsaKd, 80, 20)]
    public void Dexamethasone_ByAge_HasTheDoseOfTheRegimen(Regimen regimen, int age, int mg) =>
        Assert.Equal((mg, mg), Drug(regimen, "dexamethasone").DoseFor(age));

    [Fact]
    public void Dexamethasone_OfUnknownAge_IsUnknownWhereAgeMatters()
    {
        Assert.Null(Drug(Regimen.IsaPd, "dexamethasone").DoseFor(null));
        Assert.Equal((20m, 20m), Drug(Regimen.IsaKd, "dexamethasone").DoseFor(null));
    }

    [Theory]
    [InlineData(Regimen.IsaPd)]
    [InlineData(Regimen.IsaKd)]
    public void OtherDrugs_OfBothRegimens_HaveTheirRange(Regimen regimen)
    {
        Assert.Equal((650m, 1000m), Drug(regimen, "paracetamol").DoseFor(null));
        Assert.Equal((25m, 50m), Drug(regimen, "diphenhydramine").DoseFor(null));
        Assert.Equal(
            [PremedicationRoute.Intravenous, PremedicationRoute.Oral],
            Drug(regimen, "diphenhydramine").Routes
        );
    }

    [Theory]
    [InlineData(Regimen.IsaPd, "EU", false)]
    [InlineData(Regimen.IsaKd, "EU", false)]
    [InlineData(Regimen.IsaPd, "US", true)]
    [InlineData(Regimen.IsaKd, "US", true)]
    public void H2Antagonist_ByJurisdiction_BelongsToTheUsPlanOnly(Regimen regimen, string jurisdiction, bool listed)
    {
        var plan = Plans[regimen].For(jurisdiction);

        Assert.Equal(listed, plan.Drugs.Any(drug => drug.Code == "h2-antagonist"));
        Assert.Equal(
            ["dexamethasone", "paracetamol", "diphenhydramine"],
            plan.Drugs.Where(drug => drug.Code != "h2-antagonist").Select(drug => drug.Code)
        );
    }

    [Fact]
    public void H2Antagonist_WithoutADoseInTheSource_HasNoneAtAnyAge()
    {
        var drug = Drug(Regimen.IsaPd, "h2-antagonist");

        Assert.Null(drug.DoseFor(50));
        Assert.Null(drug.DoseFor(80));
        Assert.Empty(drug.Routes);
    }

    [Theory]
    [InlineData(14.99, false)]
    [InlineData(15, true)]
    [InlineData(60, true)]
    [InlineData(60.01, false)]
    [InlineData(-5, false)]
    public void Window_Is15To60MinutesBeforeTheStart(double minutesBefore, bool inTime) =>
        Assert.Equal(inTime, Plans[Regimen.IsaPd].IsInTime(TimeSpan.FromMinutes(minutesBefore)));

    [Theory]
    [InlineData(
        "\"latestMinutesBefore\": 15",
        "\"latestMinutesBefore\": 90",
        "premedication[0].earliestMinutesBefore must lie between 90 and 1440, but is 60."
    )]
    [InlineData(
        "\"doseMgTo\": 1000",
        "\"doseMgTo\": 100",
        "premedication[0].drugs[1].doseMgTo is lower than doseMgFrom."
    )]
    [InlineData("\"doseMgFrom\": 650,", "", "premedication[0].drugs[1] must give doseMgFrom and doseMgTo together.")]
    [InlineData(
        "\"jurisdictions\": [\"US\"]",
        "\"jurisdictions\": []",
        "premedication[0].drugs[3].jurisdictions is empty."
    )]
    [InlineData(
        "\"elderlyDoseMg\": 20",
        "\"elderlyDoseMg\": null",
        "premedication[0].drugs[0] must give elderlyFromYears and elderlyDoseMg together."
    )]
    public void Premedication_Contradiction_IsRefused(string good, string bad, string sentence)
    {
        Assert.Contains(good, Text, StringComparison.Ordinal);
        var error = Assert.Throws<DataFormatException>(() =>
            PremedicationPlan.Parse(Text.Replace(good, bad, StringComparison.Ordinal), "my.json")
        );
        Assert.Equal("my.json: " + sentence, error.Message);
    }
}
