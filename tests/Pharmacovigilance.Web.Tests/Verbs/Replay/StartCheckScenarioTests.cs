using System.Text.Json;
using Pharmacovigilance.Web.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>Starts beside other infusions, questions nobody answered, and what ran in, as a replay shows them.</summary>
public sealed class StartCheckScenarioTests
{
    private const string Anc =
        "{ \"type\": \"lab\", \"day\": 0, \"time\": \"08:00\", \"test\": \"ANC\", \"value\": 3, \"unit\": \"10*9/L\" }";

    [Fact]
    public async Task Start_WhileAnotherRuns_IsRefusedInTheReportAndTheRestGoesOn()
    {
        var report = await RunAsync(
            Anc,
            Premedication(0, "09:00"),
            Start(0, "09:30", 1),
            Start(0, "10:00", 2),
            Step("end", 0, "10:30", ", \"infusion\": 2, \"reaction\": \"none\""),
            Step("end", 0, "12:50", ", \"infusion\": 1, \"reaction\": \"none\"")
        );
        var (one, two) = (Infusion(report, 1), Infusion(report, 2));
        Assert.Equal("given", one.Text("outcome"));
        Assert.StartsWith("start refused: Infusion 1 of this patient", two.Text("outcome"), StringComparison.Ordinal);
        Assert.StartsWith(
            "Infusion 1 of this patient",
            Assert.Single(two.List("stopped")).Text("refused"),
            StringComparison.Ordinal
        );
        Assert.Equal("steps[4]", Assert.Single(report.List("skipped")).Text("path"));
    }

    [Theory]
    [InlineData(6, "start stopped by hold TOO-SOON")]
    [InlineData(7, "running")]
    public async Task Start_SoonerThanTheInterval_IsStopped(int day, string outcome)
    {
        var report = await RunAsync(
            Anc,
            Premedication(0, "09:00"),
            Start(0, "09:30", 1),
            Step("end", 0, "12:50", ", \"reaction\": \"none\""),
            Premedication(day, "09:00", 2),
            Start(day, "09:30", 2)
        );
        Assert.Equal(outcome, Infusion(report, 2).Text("outcome"));
        Assert.Equal(day < 7 ? ["TOO-SOON"] : [], report.List("holds").Select(hold => hold.Text("rule")));
    }

    [Fact]
    public async Task InfusionTakenOver_BeforeAnEarlierOne_IsRefused()
    {
        var report = await RunAsync(
            "{ \"type\": \"infusion\", \"day\": 14, \"infusion\": 3 }",
            "{ \"type\": \"infusion\", \"day\": 21, \"infusion\": 2 }"
        );
        Assert.StartsWith(
            "start refused: Infusion 2 and infusion 3",
            Infusion(report, 2).Text("outcome"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task InfusionsTakenOver_EnteredInReverse_TakeTheirPlaces()
    {
        var report = await RunAsync(
            "{ \"type\": \"infusion\", \"at\": \"2026-01-12T09:30\", \"endedAt\": \"2026-01-12T11:30\", \"infusion\": 2, \"recordedAt\": { \"day\": 20 } }",
            "{ \"type\": \"infusion\", \"at\": \"2026-01-05T09:30\", \"endedAt\": \"2026-01-05T13:00\", \"infusion\": 1, \"recordedAt\": { \"day\": 21 } }"
        );
        Assert.Equal(["1", "2"], report.List("infusions").Take(2).Select(line => line.Text("givenOrdinal")));
    }

    [Fact]
    public async Task CorrectionOfAnEnd_PastTheNextStart_IsListedAndNotMade()
    {
        var report = await RunAsync(
            Anc,
            Premedication(0, "09:00"),
            Start(0, "09:30", 1),
            Step("end", 0, "12:50", ", \"ref\": \"e\", \"reaction\": \"none\""),
            Premedication(7, "09:00", 2),
            Start(7, "09:30", 2),
            Step(
                "correct",
                7,
                "10:00",
                ", \"of\": \"e\", \"set\": { \"day\": 7, \"time\": \"09:40\" }, \"reason\": \"misread\""
            )
        );
        Assert.StartsWith(
            "correction refused: Infusion 2",
            Assert.Single(report.List("skipped")).Text("reason"),
            StringComparison.Ordinal
        );
        Assert.Equal("2026-01-05T12:50:00Z", Infusion(report, 1).Text("end"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(", \"confirm\": \"weighed twice\"", false)]
    public async Task Weight_FarFromTheLast_IsQuestionableUnlessConfirmed(string confirm, bool questionable)
    {
        var report = await RunAsync(
            Anc,
            Premedication(0, "09:00"),
            Start(0, "09:30", 1),
            Step("end", 0, "12:50", ", \"reaction\": \"none\""),
            Premedication(7, "09:00", 2),
            Start(7, "09:30", 2, ", \"weightKg\": 154" + confirm)
        );
        var lines = report.List("unknown").Where(line => line.Text("what") == "weight").ToList();
        Assert.Equal(
            questionable ? ["[2]"] : [],
            lines.Select(line =>
                line.GetProperty("infusions")
                    .GetRawText()
                    .Replace("\n", "", StringComparison.Ordinal)
                    .Replace(" ", "", StringComparison.Ordinal)
            )
        );
        Assert.Equal(questionable ? "weight questionable" : "", Infusion(report, 2).Text("doseReason"));
    }

    [Fact]
    public async Task Weight_OfTheFirstStartFarFromThePatients_IsQuestionable()
    {
        var report = await RunAsync(Anc, Premedication(0, "09:00"), Start(0, "09:30", 1, ", \"weightKg\": 154"));
        Assert.Contains(report.List("unknown"), line =>
            line.Text("what") == "weight" && line.Text("status") == "questionable"
        );
    }

    [Fact]
    public async Task Infusion_StoppedAfterTwelveMinutes_IsPartlyGiven()
    {
        var line = Infusion(
            await RunAsync(
                Anc,
                Premedication(0, "09:00"),
                Start(0, "09:30", 1),
                Step("end", 0, "09:42", ", \"reaction\": \"none\"")
            ),
            1
        );
        Assert.Equal(
            ("partly given", "5", "14", "700"),
            (line.Text("outcome"), line.Text("givenMl"), line.Text("givenMg"), line.Text("plannedMg"))
        );
    }

    [Fact]
    public async Task Premedication_OfTheWholePlanUnderUsRules_AlarmsAtNothing()
    {
        string scenario = ReplayProbe.OnePatient(
            string.Join(",\n", Anc, Premedication(0, "09:00"), Start(0, "09:30", 1))
        );
        var report = ReplayProbe.Parse(await ReplayVerb.ReplayAsync(scenario, ReplayProbe.Knowledge, "us-2024"));
        Assert.DoesNotContain(report.List("alerts"), alert => alert.Text("rule") == "PREMED-MISSING");
        Assert.Contains(Infusion(report, 1).GetProperty("premedication").List("drugs"), drug =>
            drug.Text("drug") == "h2-antagonist"
        );
    }

    [Theory]
    [InlineData("eu-2023", "acetaminophen")]
    [InlineData("eu-2023", "famotidine")]
    [InlineData("us-2024", "paracetamol")]
    [InlineData("us-2024", "H2 blocker")]
    public async Task Premedication_InTheWordsOfEitherSide_IsUnderstood(string rules, string drug)
    {
        string scenario = ReplayProbe.OnePatient(
            $"{{ \"type\": \"premedication\", \"day\": 0, \"time\": \"09:00\", \"drugs\": [\"{drug}\"] }}"
        );
        Assert.Single(
            Infusion(ReplayProbe.Parse(await ReplayVerb.ReplayAsync(scenario, ReplayProbe.Knowledge, rules)), 1)
                .GetProperty("premedication")
                .List("drugs")
        );
    }

    private static string Premedication(int day, string time, int infusion = 1) =>
        Step("premedication", day, time, $", \"infusion\": {infusion}");

    private static string Start(int day, string time, int infusion, string more = "") =>
        Step(
            "start",
            day,
            time,
            $", \"infusion\": {infusion}, \"rateMlPerHour\": 25, \"brand\": \"SARCLISA\", \"batch\": \"B1\"{more}"
        );

    private static string Step(string type, int day, string time, string more) =>
        $"{{ \"type\": \"{type}\", \"day\": {day}, \"time\": \"{time}\"{more} }}";

    private static JsonElement Infusion(JsonElement report, int ordinal) =>
        report.List("infusions").First(line => line.Text("ordinal") == $"{ordinal}");

    private static Task<JsonElement> RunAsync(params string[] steps) =>
        ReplayProbe.OfTextAsync(ReplayProbe.OnePatient(string.Join(",\n", steps)));
}
