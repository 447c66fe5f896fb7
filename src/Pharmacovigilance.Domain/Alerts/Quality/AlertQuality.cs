using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Alerts.Quality;

/// <summary>How many calls were answered within a time.</summary>
/// <param name="InTime">Answered within it.</param>
/// <param name="Late">Not answered within it, though the alert stood so long.</param>
/// <param name="StillInTime">Not answered, and the time is not over: neither in time nor late.</param>
/// <param name="EndedFirst">Ended by itself within the time: there was nothing left to answer.</param>
public sealed record TimelyAnswers(int InTime, int Late, int StillInTime, int EndedFirst)
{
    public int Judged => InTime + Late;

    /// <summary>Wilson's interval of the part in time; null where nothing is judged.</summary>
    public Interval? Interval => BinomialInterval.Wilson(InTime, Judged);
}

/// <summary>The alerts of one rule, one physician, or all, in a period.</summary>
/// <param name="Fired">Alerts opened in the period.</param>
/// <param name="Called">Of them, those on a tier that calls somebody, and did.</param>
/// <param name="Undecided">Neither decided nor ended.</param>
/// <param name="EndedUndecided">Ended by themselves before anybody decided.</param>
/// <param name="MedianToDecision">Of the decided ones, by nearest rank; null where none is.</param>
/// <param name="NinetiethToDecision">The same, 90th percentile.</param>
/// <param name="Repeats">Alerts beyond the first of the same rule in the same course.</param>
public sealed record AlertQuality(
    int Fired,
    int Called,
    TimelyAnswers WithinFive,
    TimelyAnswers WithinTen,
    int Accepted,
    IReadOnlyDictionary<OverrideReason, int> Overridden,
    IReadOnlyDictionary<MonitorFate, int> Monitored,
    int Undecided,
    int EndedUndecided,
    TimeSpan? MedianToDecision,
    TimeSpan? NinetiethToDecision,
    int Repeats
)
{
    public int OverriddenInAll => Overridden.Values.Sum();

    public int Decided => Accepted + OverriddenInAll;

    /// <summary>Wilson's interval of the part overridden among those decided; null where none is.</summary>
    public Interval? OverrideInterval => BinomialInterval.Wilson(OverriddenInAll, Decided);

    public static AlertQuality Of(IReadOnlyCollection<AlertFate> alerts, DateTimeOffset now)
    {
        var called = alerts.Where(alert => alert.WasCalled && alert.Tier >= AlertTier.Page).ToList();
        var decided = alerts.Where(alert => alert.Decision is not null).ToList();
        var durations = decided.Select(alert => alert.Decision!.At - alert.OpenedAt).Order().ToList();
        return new AlertQuality(
            alerts.Count,
            called.Count,
            Answers(called, TimeSpan.FromMinutes(5), now),
            Answers(called, TimeSpan.FromMinutes(10), now),
            decided.Count(alert => alert.Decision!.Reason is null),
            decided
                .Select(alert => alert.Decision!.Reason)
                .OfType<OverrideReason>()
                .CountBy(reason => reason)
                .ToDictionary(),
            alerts.Select(alert => alert.Monitor).OfType<MonitorFate>().CountBy(fate => fate).ToDictionary(),
            alerts.Count(alert => alert.Decision is null && alert.EndedAt is null),
            alerts.Count(alert => alert.Decision is null && alert.EndedAt is not null),
            Rank(durations, 0.5),
            Rank(durations, 0.9),
            alerts.CountBy(alert => (alert.Rule, alert.CourseId)).Sum(pair => pair.Value - 1)
        );
    }

    private static TimelyAnswers Answers(IReadOnlyList<AlertFate> called, TimeSpan limit, DateTimeOffset now)
    {
        int inTime = 0,
            late = 0,
            still = 0,
            ended = 0;
        foreach (var alert in called)
        {
            var until = alert.OpenedAt + limit;
            if (alert.AnsweredAt <= until)
                inTime++;
            else if (alert.AnsweredAt is null && alert.EndedAt <= until)
                ended++;
            else if (now <= until)
                still++;
            else
                late++;
        }

        return new TimelyAnswers(inTime, late, still, ended);
    }

    /// <summary>Nearest rank: the smallest duration that at least this part does not exceed.</summary>
    private static TimeSpan? Rank(List<TimeSpan> ordered, double part) =>
        ordered.Count == 0 ? null : ordered[(int)Math.Ceiling(part * ordered.Count) - 1];
}
