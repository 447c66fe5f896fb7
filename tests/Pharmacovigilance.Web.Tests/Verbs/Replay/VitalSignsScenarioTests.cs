namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

public sealed class VitalSignsScenarioTests
{
    private const string Start =
        """{ "type": "start", "at": "2026-01-05T09:00Z", "rateMlPerHour": 25, "brand": "Sarclisa", "batch": "B-1" }""";

    private static string Vitals(string elements) =>
        ReplayProbe.OnePatient($$"""{{Start}}, { "type": "vitalSigns", "at": "2026-01-05T09:15Z", {{elements}} }""");

    [Fact]
    public async Task VitalSigns_DuringAnInfusion_AreOneLineOfItInTheReport()
    {
        var report = await ReplayProbe.OfTextAsync(
            Vitals(
                """ "systolicMmHg": 122, "diastolicMmHg": 78, "pulsePerMinute": 72, "temperatureCelsius": 36.8, "oxygenSaturationPercent": 97, "reactionNow": "resolved" """
            )
        );

        var line = Assert.Single(report.List("infusions").First().List("vitalSigns"));
        Assert.Equal(
            ("2026-01-05T09:15:00Z", "122", "78", "72", "36.8", "97", "resolved"),
            (
                line.Text("time"),
                line.Text("systolicMmHg"),
                line.Text("diastolicMmHg"),
                line.Text("pulsePerMinute"),
                line.Text("temperatureCelsius"),
                line.Text("oxygenSaturationPercent"),
                line.Text("reactionNow")
            )
        );
        Assert.True(line.IsNull("respiratoryRatePerMinute"));
    }

    [Theory]
    [InlineData("\"pulsePerMinute\": 700", "A pulse of 700 per minute is outside 20 to 300")]
    [InlineData("\"temperatureCelsius\": 98.6", "98.6 °C is outside 30.0 to 44.0 °C")]
    [InlineData(
        "\"temperatureCelsius\": 36.85",
        "steps[1].temperatureCelsius must be a temperature in °C with at most one decimal, but is 36.85."
    )]
    [InlineData("\"systolicMmHg\": 120", "steps[1].diastolicMmHg is missing")]
    [InlineData("\"duringReaction\": false", "Nothing is filled in")]
    [InlineData("\"reactionNow\": \"worse\"", "steps[1].reactionNow must be one of")]
    public async Task VitalSigns_ThatCannotBe_AreRefusedWithTheirPlace(string elements, string sentence)
    {
        var (exit, errors, _) = await ReplayProbe.RefusalOfAsync(Vitals(elements));
        Assert.NotEqual(0, exit);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VitalSigns_OutsideAnInfusion_AreRefused()
    {
        var (_, errors, _) = await ReplayProbe.RefusalOfAsync(
            ReplayProbe.OnePatient("""{ "type": "vitalSigns", "at": "2026-01-05T09:15Z", "pulsePerMinute": 72 }""")
        );
        Assert.Contains("no infusion was going on at that time", errors, StringComparison.Ordinal);
    }
}
