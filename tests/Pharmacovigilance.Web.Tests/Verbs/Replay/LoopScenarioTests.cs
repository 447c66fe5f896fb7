using System.Text.Json;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>What happens to an alert after the decision, as a scenario says it.</summary>
public sealed class LoopScenarioTests
{
    private const string SevereReaction = """
        { "type": "lab", "day": 0, "time": "08:00", "test": "ANC", "value": 2.1, "unit": "10*9/L" },
        { "type": "premedication", "day": 0, "time": "09:00" },
        { "type": "start", "day": 0, "time": "09:30", "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "B-0001" },
        { "type": "adverseEvent", "day": 0, "time": "10:25", "term": "Infusion related reaction", "grade": 3, "action": "drugWithdrawn" },
        { "type": "end", "day": 0, "time": "10:40", "reaction": "recorded" },
        { "type": "accept", "day": 0, "time": "11:00", "rule": "IRR-STOP" }
        """;

    [Fact]
    public async Task HoldRelease_ByPhysician_StopsEveryStartUntilTheReleaseAndShowsThatTheCriterionIsMet()
    {
        const string Held = """
            { "type": "lab", "day": 0, "time": "08:00", "test": "ANC", "value": 0.4, "unit": "10*9/L" },
            { "type": "accept", "day": 0, "time": "08:30", "rule": "ANC-HOLD" },
            { "type": "carryOut", "day": 0, "time": "08:40", "rule": "ANC-HOLD", "note": "pharmacy told" },
            { "type": "lab", "day": 2, "time": "08:00", "test": "ANC", "value": 1.0, "unit": "10*9/L" },
            { "type": "start", "day": 2, "time": "09:00", "infusion": 1, "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "B-0001" }
            """;
        var held = await ReplayProbe.OfTextAsync(ByPhysician(Held));
        var hold = Assert.Single(held.List("holds"));
        Assert.Equal(("", "2026-01-07T08:00:00Z"), (hold.Text("end"), hold.Text("criterionMet")));
        Assert.Equal("start stopped by hold ANC-HOLD", held.List("infusions").First().Text("outcome"));
        Assert.Equal(("accepted", "carriedOut"), (Hold(held).Text("status"), Hold(held).Text("stage")));

        var released = await ReplayProbe.OfTextAsync(
            ByPhysician(
                Held
                    + """
                    ,
                    { "type": "releaseHold", "day": 2, "time": "09:10", "rule": "ANC-HOLD", "reason": "managedOtherwise" },
                    { "type": "premedication", "day": 2, "time": "09:15", "infusion": 1 },
                    { "type": "start", "day": 2, "time": "09:40", "infusion": 1, "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "B-0001" }
                    """
            )
        );
        hold = Assert.Single(released.List("holds"));
        Assert.Equal(("2026-01-07T09:10:00Z", "criterion"), (hold.Text("end"), hold.Text("releasedBy")));
        Assert.Equal("running", released.List("infusions").First().Text("outcome"));
        Assert.Equal(("closed", "countRecovered"), (Hold(released).Text("stage"), Hold(released).Text("outcome")));

        static JsonElement Hold(JsonElement report) =>
            report.List("alerts").Single(alert => alert.Text("rule") == "ANC-HOLD");
    }

    [Fact]
    public async Task ConfirmStop_ASecondPerson_EndsTheCourseAndCallsOffEveryPlannedInfusion()
    {
        var report = await ReplayProbe.OfTextAsync(
            ReplayProbe.OnePatient(
                SevereReaction + """, { "type": "confirmStop", "day": 0, "time": "11:30", "by": "nurse" }"""
            )
        );

        Assert.All(report.List("infusions").Skip(1), infusion => Assert.Equal("not given", infusion.Text("outcome")));
        Assert.Equal("accepted", Stop(report).Text("status"));
    }

    [Fact]
    public async Task ConfirmStop_NobodyYet_LeavesTheCalendarAndHoldsEveryStart()
    {
        var report = await ReplayProbe.OfTextAsync(
            ReplayProbe.OnePatient(
                SevereReaction
                    + """, { "type": "start", "day": 7, "time": "09:30", "rateMlPerHour": 50, "brand": "SARCLISA", "batch": "B-0002" }"""
            )
        );

        Assert.Equal("start stopped by hold IRR-STOP", report.List("infusions").ElementAt(1).Text("outcome"));
    }

    [Fact]
    public async Task RefuseStop_OpensTheDecisionAgainAndKeepsTheHold()
    {
        var report = await ReplayProbe.OfTextAsync(
            ReplayProbe.OnePatient(
                SevereReaction
                    + """, { "type": "refuseStop", "day": 0, "time": "11:30", "by": "nurse", "reason": "the grade is in doubt" }"""
            )
        );

        Assert.Equal(("open", "open"), (Stop(report).Text("status"), Stop(report).Text("stage")));
        Assert.Equal("", report.List("holds").Single(hold => hold.Text("rule") == "IRR-STOP").Text("end"));
    }

    [Theory]
    [InlineData(
        """{ "type": "confirmStop", "day": 0, "time": "11:30" }""",
        "A second person confirms or refuses a permanent stop: name who."
    )]
    [InlineData(
        """{ "type": "confirmStop", "day": 0, "time": "11:30", "by": "physician" }""",
        "the second signature has to be another person’s"
    )]
    [InlineData("""{ "type": "refuseStop", "day": 0, "time": "11:30", "by": "nurse" }""", "steps[6].reason is missing")]
    [InlineData(
        """{ "type": "close", "day": 0, "time": "11:30", "rule": "IRR-STOP" }""",
        "finds no alert IRR-STOP of P1 to decide on"
    )]
    [InlineData(
        """{ "type": "carryOut", "day": 0, "time": "11:30", "rule": "ANC-HOLD" }""",
        "finds no alert ANC-HOLD of P1 to decide on"
    )]
    public async Task Step_ThatCannotBeDone_IsRefusedWithASentence(string step, string sentence)
    {
        var (exit, errors, output) = await ReplayProbe.RefusalOfAsync(
            ReplayProbe.OnePatient($"{SevereReaction}, {step}")
        );

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_AfterARepeatedReaction_EndsTheLoop()
    {
        string repeated = ReplayProbe.OnePatient(
            """
            { "type": "lab", "day": 0, "time": "08:00", "test": "ANC", "value": 2.1, "unit": "10*9/L" },
            { "type": "premedication", "day": 0, "time": "09:00" },
            { "type": "start", "day": 0, "time": "09:30", "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "B-0001" },
            { "type": "adverseEvent", "day": 0, "time": "10:25", "term": "Infusion related reaction", "grade": 2, "action": "drugInterrupted" },
            { "type": "accept", "day": 0, "time": "10:30", "rule": "IRR-INTERRUPT" },
            { "type": "resume", "day": 0, "time": "10:55", "rateMlPerHour": 12.5 },
            { "type": "end", "day": 0, "time": "15:00", "reaction": "recorded" },
            { "type": "lab", "day": 7, "time": "08:00", "test": "ANC", "value": 2.0, "unit": "10*9/L" },
            { "type": "premedication", "day": 7, "time": "09:00" },
            { "type": "start", "day": 7, "time": "09:30", "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "B-0001" },
            { "type": "adverseEvent", "day": 7, "time": "10:25", "term": "Infusion related reaction", "grade": 2, "action": "drugInterrupted" },
            { "type": "resume", "day": 7, "time": "10:55", "rateMlPerHour": 12.5 },
            { "type": "end", "day": 7, "time": "15:00", "reaction": "recorded" },
            { "type": "close", "day": 7, "time": "16:00", "rule": "IRR-INTERRUPT", "note": "premedication strengthened" }
            """
        );
        var alert = (await ReplayProbe.OfTextAsync(repeated))
            .List("alerts")
            .First(one => one.Text("rule") == "IRR-INTERRUPT");

        Assert.Equal(
            ("accepted", "closed", "reactionRepeated"),
            (alert.Text("status"), alert.Text("stage"), alert.Text("outcome"))
        );
    }

    private static JsonElement Stop(JsonElement report) =>
        report.List("alerts").Single(alert => alert.Text("rule") == "IRR-STOP");

    private static string ByPhysician(string steps) =>
        ReplayProbe
            .OnePatient(steps)
            .Replace("\"patients\":", "\"holdRelease\": \"byPhysician\", \"patients\":", StringComparison.Ordinal);
}
