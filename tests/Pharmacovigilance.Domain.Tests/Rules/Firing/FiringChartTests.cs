using Pharmacovigilance.Domain.Rules.Firing;

namespace Pharmacovigilance.Domain.Tests.Rules.Firing;

public sealed class FiringChartTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    // P(X ≤ 10) = 0.99716, P(X ≤ 11) = 0.99908 at mean 4; P(X = 0) = 0.0183.
    [InlineData(4, 0, 11)]
    // P(X ≤ 1) = 0.00050, P(X ≤ 2) = 0.00277; P(X ≤ 20) = 0.99841, P(X ≤ 21) = 0.99930 at mean 10.
    [InlineData(10, 2, 21)]
    public void Quantile_HandWorkedMeans_GiveTheLimits(double mean, int lower, int upper) =>
        Assert.Equal(
            (lower, upper),
            (FiringChart.Quantile(mean, FiringChart.Tail), FiringChart.Quantile(mean, 1 - FiringChart.Tail))
        );

    [Theory]
    [InlineData(21, FiringPlace.Within, FiringVerdict.AsExpected)]
    [InlineData(22, FiringPlace.Above, FiringVerdict.BeyondLimit)]
    [InlineData(2, FiringPlace.Within, FiringVerdict.AsExpected)]
    [InlineData(1, FiringPlace.Below, FiringVerdict.BeyondLimit)]
    public void Of_LastWeekAtAndBeyondTheLimits_IsJudgedByTheBaseline(
        int alerts,
        FiringPlace place,
        FiringVerdict verdict
    )
    {
        var chart = FiringChart.Of(Weeks([.. Enumerable.Repeat(10, 11), alerts], infusions: 20));

        Assert.Equal(
            (8, 80, 160, 0.5),
            (chart.BaselineWeeks, chart.BaselineAlerts, chart.BaselineInfusions, chart.MeanPerInfusion)
        );
        Assert.Equal(
            (2, 21, place),
            (chart.Points[^1].LowerCount, chart.Points[^1].UpperCount, chart.Points[^1].Place)
        );
        Assert.Equal(verdict, chart.Verdict);
    }

    [Fact]
    public void Of_SevenBaselineWeeks_IsTooFewToJudge()
    {
        var chart = FiringChart.Of(Weeks([.. Enumerable.Repeat(10, 10), 90], infusions: 20));

        Assert.Equal((7, FiringVerdict.TooFewWeeks, null), (chart.BaselineWeeks, chart.Verdict, chart.MeanPerInfusion));
        Assert.Equal(FiringPlace.NotJudged, chart.Points[^1].Place);
    }

    [Fact]
    public void Of_WeekWithoutInfusions_HasNoPointAndIsNoBaseline()
    {
        var weeks = Weeks([.. Enumerable.Repeat(10, 12)], infusions: 20).ToList();
        weeks[3] = weeks[3] with { Infusions = 0, Alerts = 1 };
        var chart = FiringChart.Of(weeks);

        Assert.Equal((FiringPlace.NoInfusions, null), (chart.Points[3].Place, chart.Points[3].Rate));
        Assert.Equal((7, FiringVerdict.TooFewWeeks), (chart.BaselineWeeks, chart.Verdict));
    }

    [Fact]
    public void Of_WeekThatIsNotOver_IsMarkedAndNotJudged()
    {
        var weeks = Weeks([.. Enumerable.Repeat(10, 12), 0], infusions: 20).ToList();
        weeks[^1] = weeks[^1] with { IsOver = false };
        Assert.Equal(
            (FiringPlace.NotOver, FiringVerdict.AsExpected),
            (FiringChart.Of(weeks).Points[^1].Place, FiringChart.Of(weeks).Verdict)
        );
    }

    [Theory]
    // 10 alerts in 10 weeks, then silence: (10/19)^10 = 0.00163, (10/20)^10 = 0.00098.
    [InlineData(9, FiringVerdict.AsExpected)]
    [InlineData(10, FiringVerdict.MayBeSilent)]
    public void Of_SilenceBeforeAndAtTheImprobable_SaysSoOnlyThen(int silentWeeks, FiringVerdict verdict)
    {
        var chart = FiringChart.Of(
            Weeks([.. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(0, silentWeeks)], infusions: 30)
        );

        Assert.Equal(
            (verdict, silentWeeks, silentWeeks * 30),
            (chart.Verdict, chart.Silence!.Weeks, chart.Silence.Infusions)
        );
        Assert.Equal(Math.Pow(10.0 / (10 + silentWeeks), 10), chart.Silence.P, 12);
        Assert.Equal(10, chart.BaselineWeeks);
    }

    [Fact]
    public void Of_AlertInTheWeekThatIsNotOver_IsNotSilent()
    {
        var weeks = Weeks([.. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(0, 20), 1], infusions: 30).ToList();
        weeks[^1] = weeks[^1] with { IsOver = false };
        Assert.Null(FiringChart.Of(weeks).Silence);
    }

    [Fact]
    public void Of_NoAlertEver_HasNoRateToCompareWith() =>
        Assert.Equal(
            (FiringVerdict.NoAlertInBaseline, null),
            (
                FiringChart.Of(Weeks([.. Enumerable.Repeat(0, 12)], 20)).Verdict,
                FiringChart.Of(Weeks([.. Enumerable.Repeat(0, 12)], 20)).Silence
            )
        );

    [Fact]
    public void Count_Days_FallIntoTheirWeeksAndTheWindowIsAYear()
    {
        var weeks = FiringWeek.Count(
            [Monday.AddDays(6), Monday.AddDays(7), Monday.AddDays(-400)],
            [Monday.AddDays(7)],
            Monday.AddDays(17)
        );

        Assert.Equal(
            [(Monday, 1, 0, true), (Monday.AddDays(7), 1, 1, true), (Monday.AddDays(14), 0, 0, false)],
            weeks.Select(w => (w.Monday, w.Infusions, w.Alerts, w.IsOver))
        );
        Assert.Equal(FiringWeek.Shown, FiringWeek.Count([FiringWeek.FirstShown(Monday)], [], Monday).Count);
    }

    private static List<FiringWeek> Weeks(int[] alerts, int infusions) =>
        [.. alerts.Select((count, i) => new FiringWeek(Monday.AddDays(7 * i), infusions, count, IsOver: true))];
}
