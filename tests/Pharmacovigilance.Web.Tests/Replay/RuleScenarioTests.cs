using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Web.Replay;

namespace Pharmacovigilance.Web.Tests.Replay;

/// <summary>One scenario for each rule, named after it: patients called YES… get exactly one alert of it, NO… get none.</summary>
public sealed class RuleScenarioTests
{
    public static readonly TheoryData<string> Codes = [.. Enum.GetValues<RuleId>().Select(rule => rule.Code())];

    [Theory, MemberData(nameof(Codes))]
    public async Task Replay_OfARulesScenario_FiresForExactlyThePatientsItShould(string code)
    {
        string text = await File.ReadAllTextAsync(ReplayProbe.Shipped("rules/" + code));
        var scenario = ScenarioReader.Read(text, ReplayProbe.Knowledge);
        var report = ReplayProbe.Parse(await ReplayVerb.ReplayAsync(text, ReplayProbe.Knowledge));

        string[] named = [.. scenario.Patients.Select(patient => patient.Id)];
        string[] expected =
        [
            .. named.Where(id => id.StartsWith("YES", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
        Assert.All(named.Except(expected, StringComparer.Ordinal), id =>
            Assert.StartsWith("NO", id, StringComparison.Ordinal)
        );
        var alerts = report.List("alerts").Where(alert => alert.Text("rule") == code).ToList();
        Assert.Equal(expected, alerts.Select(alert => alert.Text("patient")).Order(StringComparer.Ordinal));
        Assert.All(alerts, alert =>
            Assert.StartsWith(scenario.RuleSet + "/", alert.Text("ruleSet"), StringComparison.Ordinal)
        );
        bool holds = code is "ANC-HOLD" or "IRR-STOP" or "BP-HOLD" or "DRUG-WITHDRAWN" or "TOO-SOON";
        Assert.Equal(
            holds ? expected : [],
            report.List("holds").Where(hold => hold.Text("rule") == code).Select(hold => hold.Text("patient"))
        );
    }

    [Theory]
    [InlineData("eu-2023", 0, 0)]
    [InlineData("eu-2025", 1, 0)]
    [InlineData("us-2024", 0, 2)]
    public async Task Replay_OfTheCaseReport_HoldsTheSameUnderEverySet(string set, int prompts, int cycles)
    {
        string text = await File.ReadAllTextAsync(ReplayProbe.Shipped("case-report"));
        var report = ReplayProbe.Parse(await ReplayVerb.ReplayAsync(text, ReplayProbe.Knowledge, set));

        Assert.Empty(report.List("holds"));
        Assert.Equal(8, Count("ANC-MISSING"));
        Assert.Equal((prompts, cycles), (Count("ANC-PROMPT"), Count("POM-CYCLE")));
        Assert.Equal(8 + prompts + cycles, report.List("alerts").Count());

        int Count(string rule) => report.List("alerts").Count(alert => alert.Text("rule") == rule);
    }

    [Fact]
    public void Scenario_WithAnUnknownRuleSet_IsRefusedWithTheKnownOnes()
    {
        const string Text =
            """{ "format": "pharmacovigilance-scenario/1", "rules": "eu-1999", "patients": [{ "id": "P", "regimen": "IsaPd", "firstDose": "2026-01-05" }] }""";
        var problem = Assert.Single(
            Assert.Throws<ScenarioRefusedException>(() => ScenarioReader.Read(Text, ReplayProbe.Knowledge)).Problems
        );

        Assert.Equal("rules", problem.Place);
        Assert.Contains("Known: eu-2023, eu-2025, us-2024, us-2020.", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.json", "--rules")]
    [InlineData("--rules", "us-2024")]
    [InlineData("x.json", "--rules", "us-1999")]
    public async Task Replay_RulesNotUnderstood_SaysHow(params string[] args)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();

        Assert.Equal(ReplayVerb.Malformed, await ReplayVerb.RunAsync(args, output, errors));
        Assert.Contains("--rules", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, output.Length);
    }
}
