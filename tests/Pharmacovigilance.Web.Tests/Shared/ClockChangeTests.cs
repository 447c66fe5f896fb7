using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Shared;
using Pharmacovigilance.Web.Tests.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.Shared;

public sealed class ClockChangeTests
{
    private static readonly UnitClock Clock = new(
        TimeProvider.System,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")
    );
    private static readonly TimeEntry Opened = new(new DateTimeOffset(2026, 10, 24, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("2026-10-25T02:30", "time.twice")]
    [InlineData("2026-03-29T02:30:00", "time.skipped")]
    [InlineData("", "required")]
    public void Time_ThatIsNotOneInstant_IsAskedAboutAndNotGuessed(string typed, string code)
    {
        var entry = Opened with { Typed = typed };

        Assert.Null(entry.At(Clock));
        Assert.Equal((code, "at"), (entry.Missing(Clock, "at").Code, entry.Missing(Clock, "at").Field));
    }

    [Theory]
    [InlineData("2026-10-25T02:30", 0, "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T02:30", 1, "2026-10-25T01:30:00Z")]
    [InlineData("2026-03-29T02:30", 0, "2026-03-29T00:30:00Z")]
    [InlineData("2026-03-29T02:30", 1, "2026-03-29T01:30:00Z")]
    public void Time_Chosen_IsThatInstant(string typed, int choice, string instant)
    {
        var entry = Opened with { Typed = typed };
        var chosen = entry.Choose(Clock, entry.Choices(Clock)[choice]);

        Assert.Equal(
            DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture),
            chosen.At(Clock)
        );
        Assert.Empty(chosen.Choices(Clock));
        // Typing on asks again.
        Assert.Null((chosen with { Typed = "2026-10-25T02:31" }).At(Clock));
    }

    [Theory]
    [InlineData("\"2026-10-25T02:30\"", "happens twice", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00")]
    [InlineData("\"2026-03-29T02:30\"", "does not exist", "2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00")]
    [InlineData(
        "{ \"date\": \"2026-10-25\", \"time\": \"02:30\" }",
        "happens twice",
        "2026-10-25T02:30+02:00",
        "2026-10-25T02:30+01:00"
    )]
    public async Task Scenario_TimeThatIsNotOneInstant_IsRefusedWithBoth(
        string at,
        string why,
        string earlier,
        string later
    )
    {
        var (exit, errors, _) = await ReplayProbe.RefusalOfAsync(Scenario(at));

        Assert.NotEqual(0, exit);
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.Contains(earlier, errors, StringComparison.Ordinal);
        Assert.Contains(later, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenario_TimeWithItsOffset_IsTaken() =>
        Assert.NotEmpty((await ReplayProbe.OfTextAsync(Scenario("\"2026-10-25T02:30+01:00\""))).List("schedule"));

    private static string Scenario(string at) =>
        $$"""
            {
              "format": "pharmacovigilance-scenario/1",
              "unit": { "timeZone": "Europe/Berlin" },
              "patients": [ { "id": "P1", "regimen": "IsaPd", "firstDose": "2026-03-01", "weightKg": 70 } ],
              "steps": [ { "type": "lab", "at": {{at}}, "test": "ANC", "value": 2.1, "unit": "10*9/L" } ]
            }
            """;
}
