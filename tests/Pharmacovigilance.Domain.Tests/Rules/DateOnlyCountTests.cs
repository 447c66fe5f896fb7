using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>A count of which only the day is known is an interval: what hangs on the hour is not known, and no hour is printed.</summary>
public class DateOnlyCountTests
{
    [Fact]
    public void Count_OfTheDayOfTheStart_IsNeitherMissingNorFresh()
    {
        var course = new TestCourse().AncOnDay(3m, 0, 1).Infusion(1, 0.1);

        Assert.DoesNotContain(course.Evaluate(), f => f.Rule is RuleId.AncMissing or RuleId.AncStale);
        var facts = course.Facts();
        Assert.Equal(
            CountStanding.NotKnown,
            CountBefore
                .Of(facts.Infusions[0], facts.NeutrophilCounts, facts.AsOf, RuleData.Rules.Limits.AncFreshness)
                .Standing
        );
    }

    [Theory]
    [InlineData(1, CountStanding.Fresh)]
    [InlineData(3, CountStanding.NotKnown)]
    [InlineData(4, CountStanding.Stale)]
    public void Count_OfAnEarlierDay_IsFreshOrStaleOnlyWhereEveryHourSaysSo(int daysLater, CountStanding expected)
    {
        var facts = new TestCourse().AncOnDay(3m, 0, 1).Infusion(1, daysLater).Facts();

        Assert.Equal(
            expected,
            CountBefore
                .Of(facts.Infusions[0], facts.NeutrophilCounts, facts.AsOf, RuleData.Rules.Limits.AncFreshness)
                .Standing
        );
    }

    [Fact]
    public void Stale_PrintsTheDateAndTheLeastAndMostAge()
    {
        var finding = Assert.Single(new TestCourse().AncOnDay(3m, 0, 1).Infusion(1, 7).Evaluate().Of(RuleId.AncStale));

        Assert.Equal("2026-03-02", finding.Fact(FactNames.CollectedAt));
        Assert.Equal("152:01–176:00", finding.Fact(FactNames.AgeHoursMinutes));
        Assert.DoesNotContain("12:00", finding.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Hold_LowCountKnownByItsDay_IsNotEndedByAnotherOfThatDay()
    {
        var course = new TestCourse().AncOnDay(0.4m, 1, 1).Anc(2m, 1.2, 2);

        var hold = Assert.Single(course.Evaluate().Of(RuleId.AncHold));
        Assert.Equal(
            ("2026-03-03", false, null),
            (hold.Fact(FactNames.CollectedAt), hold.SinceTimeKnown, hold.Hold!.EndedAt)
        );
        Assert.NotNull(Assert.Single(course.Anc(2m, 2, 3).Evaluate().Of(RuleId.AncHold)).Hold!.EndedAt);
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-06-01", 24)]
    public void Day_IsAsLongAsItWasOnTheUnitsWall(string day, int hours)
    {
        var time = PartialTime.On(
            DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
            new UnitClock(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
        );

        Assert.Equal(TimeSpan.FromHours(hours), time.Latest.AddMilliseconds(1) - time.Earliest);
    }
}
