using MathNet.Numerics.Distributions;

namespace Pharmacovigilance.Domain.Rules.Firing;

/// <summary>How a week stands to the limits of its chart.</summary>
public enum FiringPlace
{
    /// <summary>No infusion was given: there is no rate.</summary>
    NoInfusions = 1,

    /// <summary>The week is still going on.</summary>
    NotOver = 2,

    /// <summary>There is nothing to judge it by.</summary>
    NotJudged = 3,

    /// <summary>Between the limits, the limits included.</summary>
    Within = 4,

    /// <summary>More alerts than the baseline explains.</summary>
    Above = 5,

    /// <summary>Fewer alerts than the baseline explains.</summary>
    Below = 6,
}

/// <summary>What a chart says as a whole.</summary>
public enum FiringVerdict
{
    /// <summary>Fewer than <see cref="FiringChart.LeastBaselineWeeks"/> weeks: nothing is judged.</summary>
    TooFewWeeks = 1,

    /// <summary>The baseline has no alert: there is no rate to compare with.</summary>
    NoAlertInBaseline = 2,

    /// <summary>No finished week is beyond a limit.</summary>
    AsExpected = 3,

    /// <summary>A finished week is beyond a limit.</summary>
    BeyondLimit = 4,

    /// <summary>No alert for so long that it is improbable: the rule may have fallen silent.</summary>
    MayBeSilent = 5,
}

/// <summary>One point of a chart.</summary>
/// <param name="Rate">Alerts per infusion; null without infusions.</param>
/// <param name="LowerCount">Fewest alerts the baseline explains in this week; null where nothing is judged.</param>
/// <param name="UpperCount">Most alerts the baseline explains in this week; null where nothing is judged.</param>
public sealed record FiringPoint(FiringWeek Week, double? Rate, int? LowerCount, int? UpperCount, FiringPlace Place);

/// <summary>How long a rule has not fired.</summary>
/// <param name="Weeks">Finished weeks with infusions since the last alert.</param>
/// <param name="Infusions">In those weeks.</param>
/// <param name="P">
/// Exact probability that all alerts of the window fall before them if the rate never changed: (infusions before / all infusions) to
/// the power of the alerts. Conditional on their number, so that no estimated rate enters.
/// </param>
public sealed record FiringSilence(int Weeks, int Infusions, double P);

/// <summary>
/// Alerts of one rule per infusion and week: a u-chart with exact Poisson limits around the mean of a baseline. The limits are
/// the 0.00135 and 0.99865 quantiles, which a normal variable passes at three standard deviations.
/// </summary>
/// <param name="BaselineWeeks">Weeks with infusions the mean rests on.</param>
/// <param name="MeanPerInfusion">Null where nothing is judged.</param>
/// <param name="Silence">Null where the rule fired in the newest week, or never.</param>
public sealed record FiringChart(
    IReadOnlyList<FiringPoint> Points,
    int BaselineWeeks,
    int BaselineAlerts,
    int BaselineInfusions,
    double? MeanPerInfusion,
    FiringSilence? Silence,
    FiringVerdict Verdict
)
{
    /// <summary>Below this many weeks a mean says too little.</summary>
    public const int LeastBaselineWeeks = 8;

    /// <summary>The newest finished weeks are judged by those before them and are no part of the baseline.</summary>
    public const int JudgedWeeks = 4;

    /// <summary>Probability beyond each limit.</summary>
    public const double Tail = 0.00135;

    /// <param name="weeks">Oldest first, without gaps; only the last may be going on.</param>
    public static FiringChart Of(IReadOnlyList<FiringWeek> weeks)
    {
        var given = weeks.Where(week => week is { IsOver: true, Infusions: > 0 }).ToList();
        int lastAlert = given.FindLastIndex(week => week.Alerts > 0);
        var silence = SilenceOf(weeks, given, lastAlert);
        // Weeks of silence would pull the mean down by which they are judged.
        var baseline = given
            .Take(Math.Max(0, Math.Min(given.Count - JudgedWeeks, silence is null ? given.Count : lastAlert + 1)))
            .ToList();
        int alerts = baseline.Sum(week => week.Alerts),
            infusions = baseline.Sum(week => week.Infusions);
        double? mean = baseline.Count >= LeastBaselineWeeks && alerts > 0 ? (double)alerts / infusions : null;
        var points = weeks.Select(week => Point(week, mean)).ToList();
        return new FiringChart(
            points,
            baseline.Count,
            alerts,
            infusions,
            mean,
            silence,
            Judge(given.Count, baseline.Count, alerts, points, silence)
        );
    }

    /// <summary>The smallest count that is reached with at least this probability.</summary>
    /// <param name="mean">Expected number, above 0.</param>
    public static int Quantile(double mean, double probability)
    {
        int count = 0;
        while (Poisson.CDF(mean, count) < probability)
            count++;
        return count;
    }

    private static FiringPoint Point(FiringWeek week, double? mean)
    {
        if (week.Infusions == 0)
            return new FiringPoint(week, null, null, null, FiringPlace.NoInfusions);
        double rate = (double)week.Alerts / week.Infusions;
        if (mean is not { } expected)
            return new FiringPoint(week, rate, null, null, week.IsOver ? FiringPlace.NotJudged : FiringPlace.NotOver);
        int lower = Quantile(expected * week.Infusions, Tail),
            upper = Quantile(expected * week.Infusions, 1 - Tail);
        var place =
            !week.IsOver ? FiringPlace.NotOver
            : week.Alerts > upper ? FiringPlace.Above
            : week.Alerts < lower ? FiringPlace.Below
            : FiringPlace.Within;
        return new FiringPoint(week, rate, lower, upper, place);
    }

    private static FiringSilence? SilenceOf(IReadOnlyList<FiringWeek> weeks, List<FiringWeek> given, int lastAlert)
    {
        if (lastAlert < 0 || lastAlert == given.Count - 1 || weeks.Any(week => week is { IsOver: false, Alerts: > 0 }))
            return null;
        int before = given.Take(lastAlert + 1).Sum(week => week.Infusions),
            since = given.Skip(lastAlert + 1).Sum(week => week.Infusions);
        return new FiringSilence(
            given.Count - lastAlert - 1,
            since,
            Math.Pow((double)before / (before + since), given.Sum(week => week.Alerts))
        );
    }

    private static FiringVerdict Judge(
        int given,
        int baseline,
        int alerts,
        List<FiringPoint> points,
        FiringSilence? silence
    )
    {
        if (given >= LeastBaselineWeeks && silence?.P < Tail)
            return FiringVerdict.MayBeSilent;
        if (baseline < LeastBaselineWeeks)
            return FiringVerdict.TooFewWeeks;
        if (alerts == 0)
            return FiringVerdict.NoAlertInBaseline;
        return points.Exists(point => point.Place is FiringPlace.Above or FiringPlace.Below)
            ? FiringVerdict.BeyondLimit
            : FiringVerdict.AsExpected;
    }
}
