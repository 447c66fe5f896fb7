namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

public sealed class BoundScenarioTests
{
    private static string Lab(string value, string unit = "10*9/L") =>
        ReplayProbe.OnePatient(
            $$"""{ "type": "lab", "at": "2026-01-05T07:00Z", "test": "ANC", "value": {{value}}, "unit": "{{unit}}" }"""
        );

    [Theory]
    [InlineData("\"<0.1\"")]
    [InlineData("\"< 0,1\"")]
    public async Task Lab_BoundThatDecides_HoldsAndIsShownWithItsSign(string value)
    {
        var report = await ReplayProbe.OfTextAsync(Lab(value));

        Assert.Single(report.List("holds"));
        Assert.Contains("ANC <0.10", Assert.Single(report.List("alerts")).Text("text"), StringComparison.Ordinal);
        Assert.DoesNotContain(report.List("unknown"), line => line.Text("what") == "laboratoryGrade");
    }

    [Fact]
    public async Task Lab_BoundThatLeavesTheGradeOpen_IsListedAsUnknownAndHoldsNothing()
    {
        var report = await ReplayProbe.OfTextAsync(Lab("\"<1.5\""));

        Assert.Empty(report.List("holds"));
        Assert.Contains(
            "<1.5 10*9/L",
            Assert.Single(report.List("unknown"), line => line.Text("what") == "laboratoryGrade").Text("why"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("\"12,000\"", "can be read as 12 or as 12000")]
    [InlineData("\"<1,500\"", "can be read as 1.5 or as 1500")]
    [InlineData("\"0.4\"", "must be a number, written without quotes")]
    [InlineData("\"about 2\"", "must be a number, written without quotes")]
    public async Task Lab_TextThatIsNoBound_IsRefusedWithItsPlace(string value, string sentence)
    {
        var (exit, errors, _) = await ReplayProbe.RefusalOfAsync(Lab(value));

        Assert.NotEqual(0, exit);
        Assert.Contains($"steps[0].value {sentence}", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400", "10*3/mL")]
    [InlineData("400", "/mm^3")]
    [InlineData("0.4", "K/mm3")]
    [InlineData("0.4", "Г/л")]
    [InlineData("0.4", "тыс/мкл")]
    [InlineData("0.4", "10^9/л")]
    public async Task Lab_UnitAsHospitalsSpellIt_IsTheSameCount(string value, string unit) =>
        Assert.Contains(
            "ANC 0.40",
            Assert.Single((await ReplayProbe.OfTextAsync(Lab(value, unit))).List("alerts")).Text("text"),
            StringComparison.Ordinal
        );
}
