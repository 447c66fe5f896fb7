using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Firing;
using Pharmacovigilance.Storage.Rules.Firing;
using Pharmacovigilance.Web.Alerts.Quality;
using Pharmacovigilance.Web.Rules.Firing;
using Pharmacovigilance.Web.Rules.Tiers;
using Pharmacovigilance.Web.Tests.Signals;

namespace Pharmacovigilance.Web.Tests.Alerts.Quality;

public sealed class AlertQualityPageTests(SignalUnit unit) : IClassFixture<SignalUnit>
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public async Task Page_NothingFired_SaysSoAndShowsNoPercentage()
    {
        string html = await unit.HtmlAsync<AlertQualityPage>(unit.Officer, Role.SafetyOfficer, []);
        Assert.Contains("Nothing fired in this time.", html, StringComparison.Ordinal);
        Assert.Contains("8 calls", html, StringComparison.Ordinal);
        Assert.Contains("Nobody was called in the last 14 days.", html, StringComparison.Ordinal);
        Assert.Contains("id=\"budget-sign\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "id=\"budget-sign\"",
            await unit.HtmlAsync<AlertQualityPage>(unit.Physician, Role.Physician, []),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Tiers_RuleThatHolds_OffersNoChangeAndAnotherDoes()
    {
        string html = await unit.HtmlAsync<RuleTierPanel>(unit.Officer, Role.SafetyOfficer, []);
        string Row(string rule) => html.Split($"data-rule=\"{rule}\"")[1].Split("</tr>")[0];

        Assert.Contains("Holds an infusion or interrupts: never changed.", Row("ANC-HOLD"), StringComparison.Ordinal);
        Assert.DoesNotContain("data-change", Row("ANC-HOLD"), StringComparison.Ordinal);
        Assert.Contains("data-change=\"Demote\"", Row("PREMED-MISSING"), StringComparison.Ordinal);
        Assert.Contains("data-change=\"Retire\"", Row("PREMED-MISSING"), StringComparison.Ordinal);
        Assert.DoesNotContain("data-change=\"Restore\"", Row("PREMED-MISSING"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_OneOfOne_IsShownWithItsIntervalAndNotAsHundredPercent()
    {
        var opened = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var quality = AlertQuality.Of(
            [
                new AlertFate
                {
                    AlertId = default,
                    Rule = RuleId.AncHold,
                    CourseId = default,
                    PhysicianId = null,
                    Tier = AlertTier.Page,
                    WasCalled = true,
                    OpenedAt = opened,
                    AnsweredAt = opened.AddMinutes(2),
                    Decision = new AlertDecision(opened.AddMinutes(2), OverrideReason.WillMonitor),
                    EndedAt = null,
                    Monitor = MonitorFate.Due,
                },
            ],
            opened.AddHours(1)
        );
        string html = await unit.HtmlAsync<AlertQualityRow>(
            unit.Officer,
            Role.SafetyOfficer,
            new() { ["Name"] = "All", ["Quality"] = quality }
        );

        Assert.Contains("1 of 1", html, StringComparison.Ordinal);
        Assert.Contains("95 % interval 21–100 %.", html, StringComparison.Ordinal);
        Assert.Contains("still due: 1", html, StringComparison.Ordinal);
        Assert.Contains("median 2 min, 90th percentile 2 min", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", "May have fallen silent", "No alert on the last 600 infusions (20 weeks)")]
    [InlineData("ru", "Возможно, замолчало", "Ни одного оповещения на последних 600 инфузиях (20 недель)")]
    public async Task Firing_SilentRule_SaysSoAndDrawsItsWeeks(string culture, string verdict, string reason)
    {
        int[] alerts = [.. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(0, 20)];
        var chart = FiringChart.Of([
            .. alerts.Select((count, i) => new FiringWeek(Monday.AddDays(7 * i), 30, count, true)),
        ]);
        string html = await unit.HtmlAsync<FiringPanel>(
            unit.Officer,
            Role.SafetyOfficer,
            new() { ["Charts"] = new List<RuleFiring> { new(RuleId.AncHold, chart) } },
            culture
        );

        Assert.Contains(verdict, html, StringComparison.Ordinal);
        Assert.Contains(reason, html, StringComparison.Ordinal);
        Assert.Equal(30, html.Split("class=\"trend-point\"").Length - 1);
        Assert.Contains("2026-W10", html, StringComparison.Ordinal);
    }
}
