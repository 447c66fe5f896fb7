using System.Text.Json;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>What a course begins with, and the case mix that follows from it.</summary>
public sealed class CaseMixScenarioTests
{
    [Fact]
    public async Task Report_WhatTheCourseBeginsWith_IsPrintedAndCounted()
    {
        var report = await ReplayProbe.OfTextAsync(
            Scenario(
                "\"ecog\": 2, \"egfr\": { \"value\": 48.5, \"date\": \"2026-01-02\" }, \"birthDate\": \"1948-05-01\", \"priorTreatment\": { \"lines\": 3 }"
            )
        );

        var course = Assert.Single(report.List("courses"));
        Assert.Equal(("2", "48.5"), (course.Text("ecog"), course.Text("egfr")));
        var mix = Assert.Single(report.List("caseMix"));
        Assert.Equal(
            ("IsaPd", "intravenous", "1", "3"),
            (mix.Text("regimen"), mix.Text("route"), mix.Text("patients"), mix.Text("priorLinesMedian"))
        );
        Assert.Equal(("1", "1", "0"), Counts(mix, "age75"));
        Assert.Equal(("1", "1", "0"), Counts(mix, "egfrBelow60"));
        Assert.Equal(("1", "1", "0"), Counts(mix, "ecog2"));
        Assert.Equal(("0", "1", "0"), Counts(mix, "premedicationInTime"));
        Assert.Equal("38.7", Item(mix, "egfrBelow60").Text("trialPercent"));
        // One patient makes no percentage.
        Assert.All(mix.List("items"), item => Assert.True(item.IsNull("differencePoints")));
        Assert.Empty(mix.List("differsIn"));
    }

    [Theory]
    [InlineData("\"ecog\": \"notKnown\", \"egfr\": \"not known\"")]
    [InlineData("\"sex\": \"female\"")]
    public async Task Report_NotKnownOrNotEntered_IsNeitherHavingNorNot(string baseline)
    {
        var report = await ReplayProbe.OfTextAsync(Scenario(baseline));

        Assert.True(report.List("courses").Single().IsNull("ecog"));
        var mix = Assert.Single(report.List("caseMix"));
        Assert.Equal(("0", "0", "1"), Counts(mix, "ecog2"));
        Assert.Equal(("0", "0", "1"), Counts(mix, "egfrBelow60"));
    }

    [Fact]
    public async Task Report_PlainNumber_IsAValueWithoutADate()
    {
        var report = await ReplayProbe.OfTextAsync(Scenario("\"egfr\": 90"));
        Assert.Equal(("0", "1", "0"), Counts(Assert.Single(report.List("caseMix")), "egfrBelow60"));
    }

    [Theory]
    [InlineData("\"ecog\": 5", "patients[0].ecog: must lie between 0 and 4")]
    [InlineData("\"ecog\": \"good\"", "patients[0].ecog: must be one of notKnown")]
    [InlineData("\"egfr\": 1", "patients[0].egfr: must lie between 2 and 200")]
    [InlineData("\"egfr\": 50.1234", "patients[0].egfr: must lie between 2 and 200")]
    [InlineData("\"egfr\": { \"date\": \"2026-01-02\" }", "patients[0].egfr.value: is missing")]
    [InlineData("\"egfr\": { \"value\": 50, \"on\": \"2026-01-02\" }", "patients[0].egfr.on: is not an element")]
    [InlineData(
        "\"egfr\": { \"value\": 50, \"date\": \"2024-01-02\" }",
        "patients[0].egfr: was refused: The eGFR cannot be of"
    )]
    public async Task Read_WhatCannotBe_IsRefusedWithItsPlace(string baseline, string problem)
    {
        var (exit, errors, _) = await ReplayProbe.RefusalOfAsync(Scenario(baseline));

        Assert.Equal(2, exit);
        Assert.Contains(problem.Split(": ")[0], errors, StringComparison.Ordinal);
        Assert.Contains(
            problem[(problem.IndexOf(": ", StringComparison.Ordinal) + 2)..],
            errors,
            StringComparison.Ordinal
        );
    }

    private static string Scenario(string baseline) =>
        $$"""
            {
              "format": "pharmacovigilance-scenario/1",
              "patients": [ { "id": "P1", "regimen": "IsaPd", "firstDose": "2026-01-05", "weightKg": 70, {{baseline}} } ],
              "steps": [ { "type": "start", "day": 0, "time": "09:00", "rateMlPerHour": 25, "brand": "Sarclisa", "batch": "B1" } ]
            }
            """;

    private static JsonElement Item(JsonElement mix, string name) =>
        mix.List("items").Single(item => item.Text("item") == name);

    private static (string Having, string Known, string NotKnown) Counts(JsonElement mix, string name)
    {
        var item = Item(mix, name);
        return (item.Text("having"), item.Text("known"), item.Text("notKnown"));
    }
}
