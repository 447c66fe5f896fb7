using System.Text.Json;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>Routes, bounds and nested bands, as a scenario says them and the report prints them.</summary>
public sealed class RouteScenarioTests
{
    private const string Irr = "10051792";
    private const string Patients = """
        {
          "format": "pharmacovigilance-scenario/1",
          "patients": [
            { "id": "IV", "regimen": "IsaPd", "firstDose": "2026-01-05", "weightKg": 70 },
            { "id": "SC", "regimen": "IsaPd", "firstDose": "2026-01-05", "weightKg": 70 },
            { "id": "RAPID", "regimen": "IsaPd", "firstDose": "2026-01-05", "weightKg": 70 }
          ],
          "steps": [
            { "type": "infusion", "patient": "IV", "day": 0, "time": "09:00", "rateMlPerHour": 25, "reaction": "none" },
            { "type": "start", "patient": "SC", "day": 0, "time": "09:00", "route": "subcutaneous", "brand": "S", "batch": "B", "ref": "sc" },
            { "type": "adverseEvent", "patient": "SC", "day": 0, "time": "09:10", "term": "Infusion related reaction", "grade": 2 },
            { "type": "end", "patient": "SC", "day": 0, "time": "09:30", "reaction": "recorded" },
            { "type": "infusion", "patient": "RAPID", "day": 0, "time": "09:00", "route": "intravenousRapid", "rateMlPerHour": 500, "reaction": "notReported" }
            {0}
          ]
        }
        """;

    [Fact]
    public async Task Board_OfPatientsOfThreeRoutes_CountsEachInItsOwnLines()
    {
        var report = await RunAsync("");

        Assert.Equal(
            ["intravenous", "subcutaneous", "intravenousRapid"],
            report.List("infusions").Where(line => line.Text("ordinal") == "1").Select(line => line.Text("route"))
        );
        Assert.Equal("1400", report.List("infusions").First(line => line.Text("patient") == "SC").Text("doseMg"));
        Assert.Equal(("0", "1", "1"), Counts(Line(report, "intravenous")));
        Assert.Equal(("1", "1", "1"), Counts(Line(report, "subcutaneous")));
        Assert.Equal(("0", "0", "1"), Counts(Line(report, "intravenousRapid")));
        Assert.Equal("58", Line(report, "intravenous").GetProperty("reference").Text("x"));
        Assert.All(["subcutaneous", "intravenousRapid"], route =>
            Assert.Equal(
                (true, "noReference"),
                (Line(report, route).IsNull("reference"), Line(report, route).Text("state"))
            )
        );
        Assert.All(["intravenous", "subcutaneous"], route =>
            Assert.Contains(
                "irakliaSc subcutaneous 1.5",
                Line(report, route)
                    .List("beside")
                    .Select(other => $"{other.Text("trial")} {other.Text("route")} {other.Text("percent")}")
            )
        );
        // The one of whom nobody said anything opens the upper bound.
        Assert.Equal(("0", "1", "1"), Bounds(Line(report, "intravenousRapid")));
    }

    [Fact]
    public async Task Correction_OfTheRoute_MovesThePatientToTheOtherLines()
    {
        var report = await RunAsync(
            """, { "type": "correct", "patient": "SC", "day": 1, "time": "09:00", "of": "sc", "reason": "the vein after all", "set": { "route": "intravenous", "rateMlPerHour": 25 } }"""
        );

        Assert.Equal(("1", "2", "2"), Counts(Line(report, "intravenous")));
        Assert.DoesNotContain(report.List("board"), line => line.Text("route") == "subcutaneous");
    }

    [Theory]
    [InlineData("\"route\": \"oral\"", "steps[0].route")]
    [InlineData("\"route\": \"subcutaneous\", \"rateMlPerHour\": 25", "steps[0].rateMlPerHour")]
    [InlineData("\"route\": \"intravenousRapid\"", "steps[0].rateMlPerHour")]
    public async Task Start_ByARouteThatCannotBeMeant_IsRefusedWithItsPlace(string elements, string place)
    {
        var (exit, errors, _) = await ReplayProbe.RefusalOfAsync(
            ReplayProbe.OnePatient(
                $$"""{ "type": "start", "day": 0, "time": "09:00", "brand": "S", "batch": "B", {{elements}} }"""
            )
        );

        Assert.Equal(2, exit);
        Assert.Contains(place, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_ThatBeganBeforeTreatmentAndWorsenedUnderIt_CountsInBothBands()
    {
        var report = await ReplayProbe.OfTextAsync(
            ReplayProbe.OnePatient(
                """
                { "type": "adverseEvent", "day": -3, "time": "09:00", "term": "Diarrhea", "grade": 1, "ref": "d" },
                { "type": "infusion", "day": 0, "time": "09:00", "rateMlPerHour": 25, "reaction": "none" },
                { "type": "course", "of": "d", "day": 2, "time": "09:00", "grade": 3 }
                """
            )
        );

        Assert.All(
            report.List("board").Where(line => line.Text("llt") == "10012727" && line.Text("regimen") == "IsaPd"),
            line => Assert.Equal(("1", "1", "1"), Counts(line))
        );
        // Of any grade it compares although the unit grades by version 5.0; of grade 3 and higher it does not.
        Assert.Equal(
            ["tooFew", "notComparable"],
            report
                .List("board")
                .Where(line => line.Text("llt") == "10012727" && line.Text("regimen") == "IsaPd")
                .Select(line => line.Text("state"))
        );
    }

    [Fact]
    public async Task Ledger_OfTheBoard_NamesLastResortUnstatedArmAndBounds()
    {
        var board = (await ReplayProbe.OfTextAsync(ReplayProbe.OnePatient("{ \"type\": \"infusion\", \"day\": 0 }")))
            .List("board")
            .Where(line => line.Text("regimen") == "IsaPd")
            .ToList();
        JsonElement Reference(string llt, string basis, string band) => One(llt, basis, band).GetProperty("reference");
        JsonElement One(string llt, string basis, string band) =>
            board.Single(line => line.Text("llt") == llt && line.Text("basis") == basis && line.Text("band") == band);

        Assert.Equal(
            ("38", "45", "True"),
            (
                Reference("10035528", "laboratory", "anyGrade").Text("x"),
                Reference("10035528", "laboratory", "anyGrade").Text("n"),
                Reference("10035528", "laboratory", "anyGrade").Text("lastResort")
            )
        );
        Assert.Equal("False", Reference("10046300", "adverseEvent", "gradeAtLeast3").Text("armStated"));
        Assert.All(["anyGrade", "gradeAtLeast3"], band =>
            Assert.Equal(
                ("0", "152"),
                (
                    Reference("10002218", "adverseEvent", band).Text("x"),
                    Reference("10002218", "adverseEvent", band).Text("n")
                )
            )
        );
        Assert.Equal(
            ("38", "notComparable"),
            (
                Reference("10061229", "adverseEvent", "gradeAtLeast3").Text("x"),
                One("10061229", "adverseEvent", "gradeAtLeast3").Text("state")
            )
        );
        var bound = Assert.Single(One("10020772", "adverseEvent", "anyGrade").List("referenceBounds"));
        Assert.Equal(
            ("30", "152", "noReference"),
            (bound.Text("atMost"), bound.Text("n"), One("10020772", "adverseEvent", "anyGrade").Text("state"))
        );
    }

    private static Task<JsonElement> RunAsync(string more) =>
        ReplayProbe.OfTextAsync(Patients.Replace("{0}", more, StringComparison.Ordinal));

    private static JsonElement Line(JsonElement report, string route) =>
        report
            .List("board")
            .Single(line =>
                line.Text("llt") == Irr
                && line.Text("regimen") == "IsaPd"
                && line.Text("band") == "anyGrade"
                && line.Text("route") == route
            );

    private static (string K, string M, string Treated) Counts(JsonElement line) =>
        (line.Text("k"), line.Text("m"), line.GetProperty("bounds").Text("treated"));

    private static (string Least, string Most, string Treated) Bounds(JsonElement line) =>
        (
            line.GetProperty("bounds").Text("kAtLeast"),
            line.GetProperty("bounds").Text("kAtMost"),
            line.GetProperty("bounds").Text("treated")
        );
}
