using System.Text.Json;
using Pharmacovigilance.Web.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>The line between what is unknown and what is missing, and what a step stands for.</summary>
public sealed class ReplayBehaviourTests
{
    private const string Anc =
        "{ \"type\": \"lab\", \"day\": 0, \"time\": \"08:00\", \"test\": \"ANC\", \"value\": 2, \"unit\": \"10*9/L\" }";
    private const string Start =
        "{ \"type\": \"start\", \"day\": 0, \"time\": \"09:30\", \"rateMlPerHour\": 25, \"brand\": \"SARCLISA\", \"batch\": \"B1\" }";

    [Fact]
    public async Task Premedication_NotRecordedAtTheBedside_IsMissing() =>
        Assert.Equal(["PREMED-MISSING"], Rules(await RunAsync(Anc, Start)));

    [Fact]
    public async Task Premedication_OfARecordTakenOverThatIsSilent_IsUnknown()
    {
        var report = await RunAsync(Anc, "{ \"type\": \"infusion\", \"day\": 0, \"time\": \"09:30\" }");
        Assert.Empty(Rules(report));
        Assert.Contains(report.List("unknown"), line => line.Text("what") == "premedication");
    }

    [Fact]
    public async Task Premedication_OfARecordTakenOverThatSaysNone_IsMissing()
    {
        var report = await RunAsync(
            Anc,
            "{ \"type\": \"infusion\", \"day\": 0, \"time\": \"09:30\", \"premedication\": \"none\" }"
        );
        Assert.Equal(["PREMED-MISSING"], Rules(report));
        Assert.Equal("noneRecorded", report.List("infusions").First().GetProperty("premedication").Text("statement"));
    }

    [Fact]
    public async Task Premedication_ListedInARecordTakenOver_IsCheckedAgainstThePlan()
    {
        var report = await RunAsync(
            Anc,
            """
            { "type": "infusion", "day": 0, "time": "09:30", "premedication": [ { "drug": "dexamethasone", "time": "08:00" }, { "drug": "paracetamol", "time": "09:00" } ] }
            """
        );
        Assert.Equal(["PREMED-MISSING", "PREMED-WINDOW"], Rules(report));
    }

    [Fact]
    public async Task InfusionTakenOver_UnderAHold_IsStoppedLikeAStart()
    {
        var report = await RunAsync(
            Anc.Replace("\"value\": 2", "\"value\": 0.49", StringComparison.Ordinal),
            "{ \"type\": \"infusion\", \"day\": 0 }"
        );
        Assert.Equal("start stopped by hold ANC-HOLD", report.List("infusions").First().Text("outcome"));
        Assert.Single(report.List("holds"));
        Assert.All(report.List("board"), line => Assert.Equal("0", line.Text("m")));
    }

    [Fact]
    public async Task InfusionTakenOver_WithItsReaction_IsAnEventOfThatInfusion()
    {
        var report = await RunAsync(
            Anc,
            """
            { "type": "infusion", "day": 0, "time": "09:30", "endedAt": "2026-01-05T13:00", "rateMlPerHour": 25, "reaction": { "grade": 2, "time": "10:25", "action": "drugInterrupted" } }
            """
        );
        var reaction = Assert.Single(report.List("events"));
        Assert.Equal(
            ("1", "55", "25"),
            (reaction.Text("infusion"), reaction.Text("onsetMinute"), reaction.Text("rateAtOnsetMlPerHour"))
        );
        Assert.Equal("2026-01-05T13:00:00Z", report.List("infusions").First().Text("end"));
        Assert.Equal(["IRR-INTERRUPT", "PREMED-STRONGER"], Rules(report));
        Assert.Contains(
            "restart at 12.5 mL/h",
            report.List("alerts").First(a => a.Text("rule") == "IRR-INTERRUPT").Text("text"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task InfusionTakenOver_WithReactionAndNothingElse_LeavesTimesAndRestartRateUnknown()
    {
        var report = await RunAsync(
            "{ \"type\": \"infusion\", \"day\": 0, \"reaction\": { \"grade\": 2, \"action\": \"drugInterrupted\" } }"
        );
        var reaction = Assert.Single(report.List("events"));
        Assert.True(
            reaction.IsNull("onset") && reaction.IsNull("onsetMinute") && reaction.IsNull("rateAtOnsetMlPerHour")
        );
        Assert.Contains(
            "restart at unknown mL/h",
            report.List("alerts").First(a => a.Text("rule") == "IRR-INTERRUPT").Text("text"),
            StringComparison.Ordinal
        );
        Assert.Equal("given", report.List("infusions").First().Text("outcome"));
    }

    [Fact]
    public async Task Event_OnAKnownDay_IsPrintedAsADateAndItsTimeListedAsUnknown()
    {
        var report = await RunAsync(
            Anc,
            "{ \"type\": \"infusion\", \"day\": 0 }",
            "{ \"type\": \"adverseEvent\", \"term\": \"diarrhoea\", \"grade\": 2, \"day\": 3 }"
        );
        Assert.Equal("2026-01-08", Assert.Single(report.List("events")).Text("onset"));
        Assert.Contains(report.List("unknown"), line => line.Text("what") == "onsetTime");
    }

    [Fact]
    public async Task Steps_InAnyOrder_RunInTheOrderOfTheirTimes() =>
        Assert.Equal(Rules(await RunAsync(Anc, Start)), Rules(await RunAsync(Start, Anc)));

    [Fact]
    public async Task Lab_EnteredAfterTheStart_WithdrawsTheMissingCount()
    {
        string late = Anc.Replace(
            "\"time\": \"08:00\"",
            "\"time\": \"08:00\", \"recordedAt\": { \"day\": 0, \"time\": \"11:00\" }",
            StringComparison.Ordinal
        );
        var alert = (await RunAsync(late, Start)).List("alerts").First(a => a.Text("rule") == "ANC-MISSING");
        Assert.Equal("withdrawn", alert.Text("status"));
    }

    [Theory]
    [InlineData("0.499999", true)]
    [InlineData("0.5", false)]
    public async Task Hold_AtTheLimit_IsKeyedOnTheValue(string value, bool held)
    {
        var report = await RunAsync(
            Anc.Replace("\"value\": 2", "\"value\": " + value, StringComparison.Ordinal),
            Start
        );
        Assert.Equal(held, report.List("holds").Any());
        Assert.Equal(
            held ? "start stopped by hold ANC-HOLD" : "running",
            report.List("infusions").First().Text("outcome")
        );
    }

    [Fact]
    public async Task Until_Given_ShowsTheCalendarThatFar()
    {
        string scenario = ReplayProbe
            .OnePatient("")
            .Replace("\"steps\"", "\"until\": { \"day\": 28 }, \"steps\"", StringComparison.Ordinal);
        var report = await ReplayProbe.OfTextAsync(scenario);
        Assert.Equal([0, 7, 14, 21, 28], report.List("schedule").Select(line => line.GetProperty("day").GetInt32()));
        Assert.All(report.List("infusions"), line => Assert.Equal("planned", line.Text("outcome")));
    }

    [Fact]
    public async Task Failure_InsideTheProgram_IsExitCodeOne()
    {
        using var closed = new MemoryStream([], writable: false);
        await using var errors = new StringWriter();
        Assert.Equal(1, await ReplayVerb.RunAsync(ReplayProbe.Shipped("case-report"), null, closed, errors));
        Assert.Contains("failed for a reason inside the program", errors.ToString(), StringComparison.Ordinal);
    }

    private static Task<JsonElement> RunAsync(params string[] steps) =>
        ReplayProbe.OfTextAsync(ReplayProbe.OnePatient(string.Join(",\n", steps)));

    private static IEnumerable<string> Rules(JsonElement report) =>
        report.List("alerts").Select(alert => alert.Text("rule")).Order(StringComparer.Ordinal);
}
