using System.Text.Json;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>Steps about whole courses, and about what the unit works by.</summary>
public sealed class CourseScenarioTests
{
    private static readonly Lazy<Task<JsonElement>> Report = new(() => ReplayProbe.OfFileAsync("courses-and-changes"));

    [Fact]
    public async Task Courses_OfThePatient_AreTwoWithTheirOwnNumbersAndEnds()
    {
        var courses = (await Report.Value).List("courses").ToList();
        Assert.Equal(
            [("1", "IsaPd", "2026-02-02", "physicianDecision", "2", "fits"), ("2", "IsaKd", "", "", "3", "fits")],
            courses.Select(c =>
                (
                    c.Text("course"),
                    c.Text("regimen"),
                    c.Text("endedOn"),
                    c.Text("endReason"),
                    c.Text("priorLines"),
                    c.Text("priorLinesFit")
                )
            )
        );
        Assert.Equal("68", courses[1].Text("weightKg"));
        Assert.Equal("no", courses[1].Text("refractoryToProteasomeInhibitor"));
    }

    [Fact]
    public async Task Infusions_OfTheSecondCourse_AreNumberedFromOneAndDosedByItsWeight()
    {
        var second = (await Report.Value)
            .List("infusions")
            .Where(line => line.Text("course") == "2" && line.Text("outcome") == "given")
            .ToList();
        var only = Assert.Single(second);
        Assert.Equal(("1", "1", "680"), (only.Text("ordinal"), only.Text("givenOrdinal"), only.Text("doseMg")));
    }

    [Fact]
    public async Task Calendar_MovedAndMissedDose_FollowsTheRegimensIntervals()
    {
        var first = (await Report.Value)
            .List("infusions")
            .Where(line => line.Text("course") == "1" && line.Text("outcome") is "given" or "not given")
            .Take(4)
            .ToList();
        Assert.Equal(
            ["2026-01-05", "2026-01-14", "2026-01-21", "2026-01-23"],
            first.Select(line => line.Text("plannedDate"))
        );
        Assert.Equal(["given", "given", "not given", "given"], first.Select(line => line.Text("outcome")));
    }

    [Fact]
    public async Task Rules_ChangedOnADate_JudgeWhatIsEnteredAfterIt()
    {
        var report = await Report.Value;
        var platelets = Assert.Single(report.List("alerts"), alert => alert.Text("rule") == "POM-PLT");
        Assert.StartsWith("us-2024/", platelets.Text("ruleSet"), StringComparison.Ordinal);
        Assert.Equal("2026-01-27T08:00:00Z", platelets.Text("time"));
        Assert.StartsWith("us-2024/", report.GetProperty("versions").Text("ruleSet"), StringComparison.Ordinal);
        Assert.DoesNotContain(report.List("alerts"), alert => alert.Text("rule") == "PREMED-MISSING");
        Assert.Empty(report.List("courses").First().List("notWatched"));
    }

    [Fact]
    public async Task Ctcae_AdoptedOnADate_GradesWhatIsEnteredAfterIt()
    {
        var report = await Report.Value;
        Assert.Equal("6.0", report.GetProperty("versions").Text("ctcae"));
        var pneumonia = Assert.Single(report.List("events"));
        Assert.Equal(
            ("Pneumonia", "6.0", "1"),
            (pneumonia.Text("term"), pneumonia.Text("ctcae"), pneumonia.Text("course"))
        );
    }

    [Fact]
    public async Task Decision_InTheSecondCourse_IsAboutItsOwnAlert()
    {
        var hold = Assert.Single((await Report.Value).List("holds"), line => line.Text("rule") == "ANC-HOLD");
        Assert.Equal(("2", "physician"), (hold.Text("course"), hold.Text("releasedBy")));
    }

    [Fact]
    public async Task Step_OfOneWhoSawAnOlderState_IsNotDone()
    {
        var report = await Report.Value;
        Assert.Contains(
            "saw the infusion running, but it was interrupted",
            Assert.Single(report.List("skipped")).Text("reason"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(report.List("infusions").First().List("rates"), rate => rate.Text("mlPerHour") == "50");
    }

    [Theory]
    [InlineData(
        """{ "type": "beginCourse", "at": "2026-02-01", "regimen": "IsaKd", "firstDose": "2026-02-10" }""",
        "steps[0] was refused: The course C-0001 of this patient goes on"
    )]
    [InlineData(
        """{ "type": "endCourse", "at": "2026-01-20", "reason": "death" }, { "type": "beginCourse", "at": "2026-02-01", "regimen": "IsaKd", "firstDose": "2026-02-10" }""",
        "ended with death"
    )]
    [InlineData(
        """{ "type": "endCourse", "at": "2026-01-20", "reason": "tired" }""",
        "steps[0].reason must be one of progressiveDisease"
    )]
    [InlineData("""{ "type": "endCourse", "at": "2026-01-20", "reason": "other" }""", "steps[0].note")]
    [InlineData(
        """{ "type": "move", "at": "2026-01-06", "infusion": 2, "to": "2026-01-01", "reason": "early" }""",
        "steps[0].to was refused"
    )]
    [InlineData(
        """{ "type": "giveMissed", "at": "2026-01-06", "to": "2026-01-08", "reason": "now" }""",
        "no dose of this course is missed"
    )]
    [InlineData(
        """{ "type": "adoptCtcae", "at": "2026-01-06", "version": "7.0", "reason": "new" }""",
        "steps[0].version must be one of"
    )]
    [InlineData(
        """{ "type": "adoptCtcae", "at": "2026-01-06", "version": "5.0", "reason": "again" }""",
        "steps[0].version was refused"
    )]
    [InlineData(
        """{ "type": "activateRules", "at": "2026-01-06", "rules": "us-2020", "reason": "old" }""",
        "steps[0].rules was refused"
    )]
    [InlineData(
        """{ "type": "activateRules", "at": "2026-01-06", "rules": "jp-2024", "reason": "x" }""",
        "is no rule set"
    )]
    public async Task Step_ThatCannotBe_IsRefusedWithItsPlace(string steps, string problem)
    {
        var (exit, errors, _) = await ReplayProbe.RefusalOfAsync(ReplayProbe.OnePatient(steps));
        Assert.Equal(2, exit);
        Assert.Contains(problem, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(
        """{ "type": "orderPremedication", "at": "2026-01-05T07:00", "drugs": ["dexamethasone"], "reason": "tolerated before" },""",
        0
    )]
    [InlineData(
        """{ "type": "orderPremedication", "at": "2026-01-05T07:00", "drugs": ["dexamethasone", "paracetamol"], "reason": "tolerated before" },""",
        1
    )]
    [InlineData(
        """{ "type": "orderPremedication", "at": "2026-01-05T09:40", "drugs": ["dexamethasone"], "reason": "too late for this one" },""",
        1
    )]
    public async Task Premedication_OrderedOtherwise_IsMissingOnlyWhatIsOrdered(string order, int missing)
    {
        var report = await ReplayProbe.OfTextAsync(
            ReplayProbe.OnePatient(
                order
                    + """
                    { "type": "premedication", "at": "2026-01-05T09:00", "drugs": ["dexamethasone"] },
                    { "type": "start", "at": "2026-01-05T09:30", "rateMlPerHour": 25, "brand": "SARCLISA", "batch": "B-1" }
                    """
            )
        );
        Assert.Equal(missing, report.List("alerts").Count(alert => alert.Text("rule") == "PREMED-MISSING"));
    }

    [Fact]
    public async Task Background_DefinedElements_ArePrintedAndOthersNotUsed()
    {
        var report = await ReplayProbe.OfFileAsync("case-report");
        var background = Assert.Single(report.List("background"));
        Assert.Equal(
            ("Durie-Salmon IIIA, R-ISS I", "False", "False"),
            (background.Text("stage"), background.Text("intervalProlonged"), background.Text("doseReduced"))
        );
        Assert.Equal(3, background.List("priorLines").Count());
        Assert.Contains("Partial response", background.Text("response"), StringComparison.Ordinal);
        Assert.Empty(report.List("notUsed"));
        var course = Assert.Single(report.List("courses"));
        Assert.Equal(
            ("3", "yes", "unknown", "fits", "4"),
            (
                course.Text("priorLines"),
                course.Text("lenalidomide"),
                course.Text("refractoryToLenalidomide"),
                course.Text("priorLinesFit"),
                $"{course.List("notWatched").Count()}"
            )
        );
    }

    [Fact]
    public async Task Background_OfAnotherKind_IsListedAsNotUsed()
    {
        string scenario = ReplayProbe
            .OnePatient("")
            .Replace(
                "\"weightKg\": 70",
                "\"background\": { \"stage\": \"II\", \"smoker\": true }",
                StringComparison.Ordinal
            );
        Assert.Equal(
            ["patients[0].background.smoker"],
            (await ReplayProbe.OfTextAsync(scenario)).List("notUsed").Select(path => path.ToString())
        );
    }
}
