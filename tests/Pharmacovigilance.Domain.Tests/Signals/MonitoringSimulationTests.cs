using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>
/// The short form of <c>simulate</c>. Within five years a stream of reactions truly alarms falsely in 3.4 % of units, the
/// others in 2.5 %. Of 2,000 units up to 80, of 500 up to 15 alarms keep the upper bound at 5 %; a rule with a true 5 % would
/// pass in one of 40 runs or fewer.
/// </summary>
public class MonitoringSimulationTests
{
    private static SimulationPlan Plan(string stream, int units, int years, double multiple = 1) =>
        new([SimulatedStream.Family.Single(one => one.Name == stream)], units, years, Seed: 1, multiple);

    private static WatchResult Of(SimulationResult result, Watch watch) => result.Of(watch);

    [Theory]
    [InlineData("infusion-reaction", 2000)]
    [InlineData("urti", 500)]
    [InlineData("neutropenia", 500)]
    public void Run_UnitsLikeTheTrials_UpperBoundOfTheFalseAlarmsIsAtMostFivePercent(string stream, int units)
    {
        var results = MonitoringSimulation.Run(Plan(stream, units, 5));
        foreach (var watch in (Watch[])[Watch.Cohort, Watch.Restarts])
        {
            var result = Of(results, watch);
            Assert.True(
                result.ErrorWithin(5).Upper <= 0.05,
                $"{stream}, {watch}: {result.Within(5)} of {units} units, upper bound {result.ErrorWithin(5).Upper:0.0000}"
            );
        }
    }

    /// <summary>The same measurement finds the rule that does not keep the promise.</summary>
    [Fact]
    public void Run_IntervalReadLive_AlarmsFarMoreOften()
    {
        var naive = Of(MonitoringSimulation.Run(Plan("infusion-reaction", 500, 5)), Watch.Wilson);
        Assert.True(naive.ErrorWithin(5).Lower > 0.15, $"{naive.Within(5)} of 500 units");
    }

    [Fact]
    public void Run_FamilyLikeTheTrials_KeepsThePromiseForAllTogetherWhereIntervalsDoNot()
    {
        var results = MonitoringSimulation.Run(new SimulationPlan(SimulatedStream.Family, 200, 1, Seed: 1));
        Assert.True(
            Of(results, Watch.Family).ErrorWithin(1).Upper <= 0.05,
            $"{Of(results, Watch.Family).Within(1)} of 200 units"
        );
        Assert.True(
            Of(results, Watch.Wilson).ErrorWithin(1).Lower > 0.4,
            $"{Of(results, Watch.Wilson).Within(1)} of 200 units"
        );
    }

    [Fact]
    public void Run_UnitsThatAreWorse_AreFoundTheSoonerTheWorseTheyAre()
    {
        var half = Of(MonitoringSimulation.Run(Plan("infusion-reaction", 200, 5, 1.5)), Watch.Cohort);
        var twice = Of(MonitoringSimulation.Run(Plan("infusion-reaction", 200, 5, 2)), Watch.Cohort);
        Assert.True(twice.MedianMonths < half.MedianMonths, $"{twice.MedianMonths} and {half.MedianMonths} months");
        Assert.True(twice.MedianPatients < half.MedianPatients);
        Assert.True(half.ErrorWithin(5).Lower > 0.8 && twice.ErrorWithin(5).Lower > 0.95);
    }

    [Fact]
    public void Run_SamePlan_GivesTheSameUnits()
    {
        var plan = Plan("urti", 40, 3, 2);
        var one = MonitoringSimulation.Run(plan);
        var other = MonitoringSimulation.Run(plan);
        foreach (var watch in plan.Watches)
            Assert.Equal(Of(one, watch).First, Of(other, watch).First);
        Assert.NotEqual(
            Of(one, Watch.Cohort).First,
            Of(MonitoringSimulation.Run(plan with { Seed = 2 }), Watch.Cohort).First
        );
        // More units only add to those that were there.
        Assert.Equal(
            Of(one, Watch.Wilson).First,
            Of(MonitoringSimulation.Run(plan with { Units = 50 }), Watch.Wilson).First.Take(40)
        );
    }

    [Fact]
    public void Run_RaisedStreamAlone_OnlyItsSignalsCount()
    {
        var plan = new SimulationPlan(
            SimulatedStream.Family,
            20,
            2,
            Seed: 1,
            3,
            new HashSet<string>(StringComparer.Ordinal) { "neutropenia" }
        );
        var all = MonitoringSimulation.Run(plan with { Raised = null });
        var one = MonitoringSimulation.Run(plan);
        foreach (var watch in plan.Watches)
            Assert.True(Of(one, watch).Within(2) <= Of(all, watch).Within(2));
        Assert.True(Of(one, Watch.Cohort).Within(2) < Of(all, Watch.Cohort).Within(2));
        Assert.InRange(Of(one, Watch.Cohort).Within(2), 1, 20);
    }
}
