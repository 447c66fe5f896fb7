using System.Text.Json;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>The published case: what its article does not say must come out as unknown, and nothing may be made of one patient.</summary>
public sealed class CaseReportTests
{
    private const string UpperRespiratoryInfection = "10046300";
    private static readonly Lazy<Task<JsonElement>> Report = new(() => ReplayProbe.OfFileAsync("case-report"));

    [Fact]
    public async Task Schedule_OfTheCase_HasEightInfusionsInThreeCycles()
    {
        var schedule = (await Report.Value).List("schedule").ToList();
        Assert.Equal([0, 7, 14, 21, 28, 42, 56, 70], schedule.Select(line => line.GetProperty("day").GetInt32()));
        Assert.Equal([1, 1, 1, 1, 2, 2, 3, 3], schedule.Select(line => line.GetProperty("cycle").GetInt32()));
        Assert.Equal([1, 8, 15, 22, 1, 15, 1, 15], schedule.Select(line => line.GetProperty("dayOfCycle").GetInt32()));
    }

    [Fact]
    public async Task Infusions_OfTheCase_AreAllGivenWithUnknownDose()
    {
        var infusions = (await Report.Value).List("infusions").ToList();
        Assert.Equal(8, infusions.Count);
        Assert.All(infusions, line =>
        {
            Assert.Equal("given", line.Text("outcome"));
            Assert.True(line.IsNull("doseMg"));
            Assert.Equal("weight unknown", line.Text("doseReason"));
            Assert.Equal("notReported", line.Text("reaction"));
            Assert.Equal("notReported", line.GetProperty("premedication").Text("statement"));
            Assert.All((string[])["start", "end", "brand", "batch", "weightKg"], name =>
                Assert.True(line.IsNull(name), name)
            );
        });
    }

    [Fact]
    public async Task Holds_ReportedGrade3WithoutCount_AreNone()
    {
        var report = await Report.Value;
        Assert.Empty(report.List("holds"));
        Assert.DoesNotContain(report.List("alerts"), alert => alert.Text("rule") is "ANC-HOLD");
    }

    [Fact]
    public async Task Alerts_NoCountOnRecord_AreOnlyAboutTheMissingCount()
    {
        var alerts = (await Report.Value).List("alerts").ToList();
        Assert.Equal(8, alerts.Count);
        Assert.All(alerts, alert => Assert.Equal("ANC-MISSING", alert.Text("rule")));
        Assert.Equal(
            Enumerable.Range(1, 8).Select(i => $"{i}"),
            alerts.Select(alert => alert.GetProperty("facts").Text("infusionOrdinal"))
        );
        // The day is known and the time is not: noon, where the infusion stands for the order, must not read as a fact.
        Assert.Equal("2023-04-10", alerts[1].GetProperty("facts").Text("startedAt"));
    }

    [Fact]
    public async Task Board_ThreeEpisodesInOnePatient_CountOnceAndGiveNoPercentage()
    {
        var any = Stream(await Report.Value, UpperRespiratoryInfection, "anyGrade");
        Assert.Equal((1, 1, 0), Counts(any));
        Assert.Equal("tooFew", any.Text("state"));
        Assert.Equal("Patients treated and assessed: 1. At least 10 are needed for a comparison.", any.Text("reason"));
        Assert.DoesNotContain(any.EnumerateObject(), property =>
            property.Name.Contains("percent", StringComparison.OrdinalIgnoreCase)
        );
        Assert.DoesNotContain((await Report.Value).List("board"), line =>
            line.Text("regimen") == "IsaPd" && line.Text("state") is "withinExpectation" or "aboveReference"
        );
    }

    [Fact]
    public async Task Board_UnknownGrades_CountInNeitherNumberOfGrade3AndAbove() =>
        Assert.Equal((0, 0, 1), Counts(Stream(await Report.Value, UpperRespiratoryInfection, "gradeAtLeast3")));

    [Fact]
    public async Task Board_ReactionsNotReported_LeaveNumeratorAndDenominator()
    {
        var reactions = Stream(await Report.Value, "10051792", "anyGrade");
        Assert.Equal((0, 0, 1), Counts(reactions));
        Assert.True(reactions.IsNull("interval"));
    }

    [Fact]
    public async Task Unknown_OfTheCase_NamesEachThingTheArticleDoesNotSay()
    {
        var unknown = (await Report.Value).List("unknown").ToList();
        Assert.Equal(
            ["uri-1", "uri-2", "uri-3"],
            unknown
                .Where(line => line.Text("what") == "grade" && line.Text("status") == "to be completed")
                .Select(line => line.Text("event"))
        );
        Assert.Contains(unknown, line => line.Text("what") == "laboratoryValue" && line.Text("event") == "neutropenia");
        Assert.Contains(unknown, line =>
            line.Text("what") == "startDate"
            && line.Text("status") == "assumed"
            && line.Text("why").Contains("2023-04", StringComparison.Ordinal)
        );
        foreach (
            string what in (string[])
                ["dose", "anc", "premedication", "infusionReaction", "startTime", "infusionRate", "brandAndBatch"]
        )
            Assert.Equal(8, Assert.Single(unknown, line => line.Text("what") == what).List("infusions").Count());
    }

    private static JsonElement Stream(JsonElement report, string llt, string band) =>
        report
            .List("board")
            .Single(line =>
                line.Text("regimen") == "IsaPd"
                && line.Text("llt") == llt
                && line.Text("band") == band
                && line.Text("basis") == "adverseEvent"
            );

    private static (int K, int M, int NotAssessed) Counts(JsonElement line) =>
        (
            line.GetProperty("k").GetInt32(),
            line.GetProperty("m").GetInt32(),
            line.GetProperty("notAssessed").GetInt32()
        );
}
