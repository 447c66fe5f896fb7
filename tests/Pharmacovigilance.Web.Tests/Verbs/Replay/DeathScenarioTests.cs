using System.Text.Json;
using Pharmacovigilance.Web.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>What a replay shows of a life that goes on after a death, and of a drug that goes on after its withdrawal.</summary>
public sealed class DeathScenarioTests
{
    private const string Given = """
        { "type": "lab", "day": 0, "time": "08:00", "test": "ANC", "value": 3, "unit": "10*9/L" },
        { "type": "premedication", "day": 0, "time": "09:00" },
        { "type": "start", "day": 0, "time": "09:30", "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "L1" },
        { "type": "end", "day": 0, "time": "12:50", "reaction": "none" }
        """;

    private const string GoesOn = """
        { "type": "start", "day": 7, "time": "09:30", "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "L1" },
        { "type": "lab", "day": 9, "time": "08:00", "test": "ANC", "value": 0.3, "unit": "10*9/L" },
        { "type": "adverseEvent", "day": 12, "time": "10:00", "term": "Diarrhea", "grade": 3, "infusion": null }
        """;

    public static readonly TheoryData<string> Deaths =
    [
        """{ "type": "adverseEvent", "day": 3, "time": "10:00", "term": "Lung infection", "grade": 5, "infusion": null }""",
        """{ "type": "adverseEvent", "day": 3, "time": "10:00", "term": "Lung infection", "grade": 5, "seriousness": "resultsInDeath", "infusion": null }""",
        """{ "type": "adverseEvent", "day": 2, "time": "10:00", "term": "Lung infection", "grade": 4, "infusion": null, "ref": "e" }, { "type": "course", "of": "e", "day": 3, "time": "10:00", "outcome": "fatal" }""",
        """{ "type": "endCourse", "day": 3, "reason": "death" }""",
    ];

    [Theory, MemberData(nameof(Deaths))]
    public async Task Death_HoweverStated_StopsWhatComesAfterIt(string death)
    {
        var report = await RunAsync($"{Given}, {death}, {GoesOn}");

        var infusions = report.List("infusions").ToList();
        Assert.Equal("given", infusions[0].Text("outcome"));
        Assert.DoesNotContain(infusions.Skip(1), line => line.Text("outcome") is "planned" or "running" or "given");
        Assert.DoesNotContain(report.List("alerts"), alert => alert.Text("status") is "open" or "acknowledged");
        Assert.DoesNotContain(report.List("holds"), hold => hold.Text("end").Length == 0);
        Assert.DoesNotContain(report.List("board"), line => line.Text("term") == "Diarrhea" && line.Text("k") != "0");
    }

    [Theory]
    [InlineData(
        "\"grade\": 5",
        "{ \"type\": \"course\", \"of\": \"e\", \"day\": 5, \"time\": \"10:00\", \"outcome\": \"recovered\" }",
        "The event has grade 5"
    )]
    [InlineData(
        "\"grade\": 3, \"seriousness\": \"resultsInDeath\"",
        null,
        "“Results in death” is chosen, but the grade is 3."
    )]
    public async Task Death_ThatContradictsItself_IsSaid(string said, string? later, string sentence)
    {
        var report = await RunAsync(
            $"{Given}, {{ \"type\": \"adverseEvent\", \"day\": 3, \"time\": \"10:00\", \"term\": \"Lung infection\", \"infusion\": null, \"ref\": \"e\", {said} }}{(later is null ? "" : ", " + later)}"
        );

        Assert.Contains(sentence, Assert.Single(report.List("skipped")).Text("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawal_OfIsatuximab_StopsTheNextStartUntilAPhysicianDecides()
    {
        const string Withdrawn =
            """{ "type": "adverseEvent", "day": 3, "time": "10:00", "term": "Lung infection", "grade": 3, "action": "drugWithdrawn", "infusion": null }""";
        const string Start =
            """{ "type": "lab", "day": 7, "time": "08:00", "test": "ANC", "value": 3, "unit": "10*9/L" }, { "type": "premedication", "day": 7, "time": "09:00" }, { "type": "start", "day": 7, "time": "09:30", "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "L1" }""";
        const string Decided =
            """{ "type": "override", "rule": "DRUG-WITHDRAWN", "reason": "benefitOutweighsRisk", "day": 6, "time": "10:00" }""";

        Assert.Equal(
            "start stopped by hold DRUG-WITHDRAWN",
            (await RunAsync($"{Given}, {Withdrawn}, {Start}")).List("infusions").ElementAt(1).Text("outcome")
        );
        Assert.Equal(
            "running",
            (await RunAsync($"{Given}, {Withdrawn}, {Decided}, {Start}")).List("infusions").ElementAt(1).Text("outcome")
        );
    }

    private static async Task<JsonElement> RunAsync(string steps) =>
        ReplayProbe.Parse(
            await ReplayVerb.ReplayAsync(
                $$"""{ "format": "pharmacovigilance-scenario/1", "until": { "day": 40 }, "patients": [{ "id": "P", "regimen": "IsaPd", "firstDose": "2026-01-05", "weightKg": 70 }], "steps": [{{steps}}] }""",
                ReplayProbe.Knowledge
            )
        );
}
