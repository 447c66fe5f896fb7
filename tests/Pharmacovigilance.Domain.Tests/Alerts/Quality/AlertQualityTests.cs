using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Alerts.Quality;

public sealed class AlertQualityTests
{
    private static readonly DateTimeOffset Opened = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly CourseId Course = new(new Guid("0198a000-0000-7000-8000-000000000001"));
    private static readonly CourseId Another = new(new Guid("0198a000-0000-7000-8000-000000000002"));

    [Theory]
    [InlineData(300, 1, 0)]
    [InlineData(301, 0, 1)]
    public void WithinFive_AnsweredAtAndAfterTheLimit_CountsInTimeOnlyAtIt(int seconds, int inTime, int late)
    {
        var answers = Of(Alert(answeredAfter: TimeSpan.FromSeconds(seconds))).WithinFive;
        Assert.Equal((inTime, late, 0, 0), (answers.InTime, answers.Late, answers.StillInTime, answers.EndedFirst));
    }

    [Fact]
    public void WithinTen_UnansweredInsideTheTime_IsNeitherInTimeNorLate()
    {
        var within = AlertQuality.Of([Alert()], Opened.AddMinutes(7));
        Assert.Equal(new TimelyAnswers(0, 1, 0, 0), within.WithinFive);
        Assert.Equal(new TimelyAnswers(0, 0, 1, 0), within.WithinTen);
        Assert.Null(within.WithinTen.Interval);
    }

    [Fact]
    public void WithinFive_EndedByItselfFirstOrNotCalled_IsNotJudged()
    {
        var quality = Of(
            Alert() with
            {
                EndedAt = Opened.AddMinutes(3),
            },
            Alert() with
            {
                WasCalled = false,
            },
            Alert() with
            {
                Tier = AlertTier.Passive,
            }
        );
        Assert.Equal((3, 1, new TimelyAnswers(0, 0, 0, 1)), (quality.Fired, quality.Called, quality.WithinFive));
    }

    [Fact]
    public void Of_Decisions_AreCountedByReasonWithTheirTimes()
    {
        var quality = Of(
            Decided(10, null),
            Decided(20, OverrideReason.WillMonitor) with
            {
                Monitor = MonitorFate.NotKept,
            },
            Decided(30, OverrideReason.WillMonitor) with
            {
                Monitor = MonitorFate.Due,
            },
            Decided(40, OverrideReason.NotApplicable),
            Alert(),
            Alert() with
            {
                EndedAt = Opened.AddHours(9),
            }
        );

        Assert.Equal(
            (1, 3, 4, 1, 1),
            (quality.Accepted, quality.OverriddenInAll, quality.Decided, quality.Undecided, quality.EndedUndecided)
        );
        Assert.Equal(
            (2, 1),
            (quality.Overridden[OverrideReason.WillMonitor], quality.Overridden[OverrideReason.NotApplicable])
        );
        Assert.Equal(
            (1, 1, false),
            (
                quality.Monitored[MonitorFate.NotKept],
                quality.Monitored[MonitorFate.Due],
                quality.Monitored.ContainsKey(MonitorFate.Kept)
            )
        );
        Assert.Equal(
            (TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(40)),
            (quality.MedianToDecision, quality.NinetiethToDecision)
        );
        Assert.Equal(BinomialInterval.Wilson(3, 4), quality.OverrideInterval);
    }

    [Fact]
    public void Repeats_OfTheSameRuleInTheSameCourse_CountBeyondTheFirst() =>
        Assert.Equal(
            2,
            Of(
                Alert(),
                Alert(),
                Alert(),
                Alert() with
                {
                    CourseId = Another,
                },
                Alert() with
                {
                    Rule = RuleId.AncStale,
                }
            ).Repeats
        );

    [Fact]
    public void Of_NothingFired_HasNoProportionAndNoTime()
    {
        var quality = Of();
        Assert.Equal(
            (0, 0, null, null, null),
            (
                quality.Fired,
                quality.Decided,
                quality.OverrideInterval,
                quality.MedianToDecision,
                quality.NinetiethToDecision
            )
        );
    }

    private static AlertQuality Of(params AlertFate[] alerts) => AlertQuality.Of(alerts, Opened.AddDays(1));

    private static AlertFate Alert(TimeSpan? answeredAfter = null) =>
        new()
        {
            AlertId = default,
            Rule = RuleId.AncHold,
            CourseId = Course,
            PhysicianId = null,
            Tier = AlertTier.Page,
            WasCalled = true,
            OpenedAt = Opened,
            AnsweredAt = answeredAfter is { } after ? Opened + after : null,
            Decision = null,
            EndedAt = null,
            Monitor = null,
        };

    private static AlertFate Decided(int minutes, OverrideReason? reason) =>
        Alert(TimeSpan.FromMinutes(minutes)) with
        {
            Decision = new AlertDecision(Opened.AddMinutes(minutes), reason),
        };
}
