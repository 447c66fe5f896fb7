using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>
/// The short form of <c>simulate --ratio</c>: how often a line is ever called within expectation in five years, against figures
/// of a simulation of 4,000 units written independently, within four standard errors of both.
/// </summary>
public class SimulatedReassuranceTests
{
    private const int Units = 500;
    private const int DesignedUnits = 4000;

    private static SimulationPlan Plan(string stream, double ratio, double? shape, int units = Units) =>
        new([SimulatedStream.Family.Single(one => one.Name == stream)], units, 5, Seed: 1, ratio)
        {
            HazardShape = shape,
            ReactionsByHazard = true,
            AssumedSpread = null,
            Rules =
            [
                ReassuranceRule.NotDoubled,
                .. shape > 1 ? [ReassuranceRule.ClosedWindows, ReassuranceRule.ClosedInOrder] : (ReassuranceRule[])[],
            ],
        };

    /// <param name="half">Of its last printed digit.</param>
    [Theory]
    [InlineData("urti", 1.25, null, 0.79, 0.005)]
    [InlineData("urti", 1.5, null, 0.55, 0.005)]
    [InlineData("urti", 2.0, null, 0.18, 0.005)]
    [InlineData("urti", 3.0, null, 0.017, 0.0005)]
    [InlineData("neutropenia", 1.25, 1.0, 0.70, 0.005)]
    [InlineData("neutropenia", 2.0, 1.0, 0.18, 0.005)]
    [InlineData("neutropenia", 3.0, 1.0, 0.018, 0.0005)]
    [InlineData("urti-isapd-severe", 1.0, null, 0.25, 0.005)]
    [InlineData("urti-isapd-severe", 2.0, null, 0.08, 0.005)]
    [InlineData("urti", 1.25, 0.5, 0.45, 0.005)]
    [InlineData("urti", 2.0, 0.5, 0.01, 0.005)]
    [InlineData("urti", 1.25, 2.0, 0.99, 0.005)]
    [InlineData("urti", 2.0, 2.0, 0.91, 0.005)]
    [InlineData("urti", 3.0, 2.0, 0.64, 0.005)]
    public void Run_Ratio_IsCalledWithinExpectationAsOftenAsDesigned(
        string stream,
        double ratio,
        double? shape,
        double designed,
        double half
    )
    {
        double found = MonitoringSimulation.Run(Plan(stream, ratio, shape)).Of(ReassuranceRule.NotDoubled).Within(5);
        double error = Math.Sqrt(designed * (1 - designed) * ((1.0 / Units) + (1.0 / DesignedUnits)));
        Assert.True(
            Math.Abs(found - designed) <= (4 * error) + half,
            $"{found:0.000}, designed {designed:0.000}, standard error {error:0.0000}"
        );
    }

    /// <summary>Designed: after 12 and 21.5 months, 30 and 54 patients, 122 and 436 patient-months.</summary>
    [Theory]
    [InlineData("urti", null, 12, 30, 122)]
    [InlineData("neutropenia", 1.0, 21.5, 54, 436)]
    public void Run_UnitsLikeTheTrials_HalfAreCalledWithinExpectationAsSoonAsDesigned(
        string stream,
        double? shape,
        double months,
        int patients,
        double patientMonths
    )
    {
        var green = MonitoringSimulation.Run(Plan(stream, 1, shape)).Of(ReassuranceRule.NotDoubled);
        Assert.InRange(green.MedianMonths!.Value, months - 2, months + 2);
        Assert.InRange(green.MedianPatients!.Value, patients - 5, patients + 5);
        Assert.InRange(green.MedianPatientMonths!.Value, patientMonths * 0.85, patientMonths * 1.15);
    }

    /// <summary>The promise, where the hazard stays or falls: twice the hazard, and more than twice.</summary>
    [Theory]
    [InlineData("urti", 2.0, null)]
    [InlineData("urti", 2.5, null)]
    [InlineData("urti", 2.0, 0.5)]
    [InlineData("urti-isapd-severe", 2.0, null)]
    [InlineData("neutropenia", 2.0, 1.0)]
    [InlineData("infusion-reaction", 2.0, null)]
    public void Run_Doubled_UpperBoundOfThoseCalledWithinExpectationIsAtMostTwentyPercent(
        string stream,
        double ratio,
        double? shape
    )
    {
        var green = MonitoringSimulation.Run(Plan(stream, ratio, shape, units: 1500)).Of(ReassuranceRule.NotDoubled);
        Assert.True(
            green.ErrorWithin(5).Upper <= 0.20,
            $"{green.Within(5):0.000}, upper bound {green.ErrorWithin(5).Upper:0.0000}"
        );
    }

    /// <summary>
    /// Where the hazard rises, neither time at risk nor closed windows as such reassure: windows that close early had little time
    /// at risk. Closed windows in the order of first infusion do.
    /// </summary>
    [Fact]
    public void Run_DoubledWithRisingHazard_OnlyClosedWindowsInOrderKeepThePromise()
    {
        var result = MonitoringSimulation.Run(Plan("urti", 2, 2));
        Assert.True(result.Of(ReassuranceRule.NotDoubled).ErrorWithin(5).Lower > 0.8);
        Assert.True(result.Of(ReassuranceRule.ClosedWindows).ErrorWithin(5).Lower > 0.8);
        Assert.True(
            result.Of(ReassuranceRule.ClosedInOrder).ErrorWithin(5).Upper <= 0.20,
            $"{result.Of(ReassuranceRule.ClosedInOrder).Within(5)}"
        );
        Assert.True(MonitoringSimulation.Run(Plan("urti", 1, 2)).Of(ReassuranceRule.ClosedInOrder).Within(5) > 0.4);
    }

    /// <summary>What it replaces: a doubled unit was all but certain to be called within expectation at some time.</summary>
    [Fact]
    public void Run_DoubledByEnoughPatientsAlone_AreNearlyAllCalledWithinExpectation()
    {
        var plan = Plan("urti", 2, shape: null, units: 100) with
        {
            AssumedSpread = 0,
            Rules = [ReassuranceRule.EnoughPatients],
        };
        Assert.True(MonitoringSimulation.Run(plan).Of(ReassuranceRule.EnoughPatients).Within(5) > 0.95);
    }

    /// <summary>More units only add; of a family the part of lines, with the error over units.</summary>
    [Fact]
    public void Run_Family_CountsLinesAndTheSameUnitsAgain()
    {
        var plan = new SimulationPlan(SimulatedStream.Family, 6, 3, Seed: 1)
        {
            TrueSpread = 0.2,
            Rules = [ReassuranceRule.NotDoubled],
            FollowsWatchList = true,
        };
        var few = MonitoringSimulation.Run(plan);
        var more = MonitoringSimulation.Run(plan with { Units = 10 });
        Assert.Equal(few.Of(ReassuranceRule.NotDoubled).First, more.Of(ReassuranceRule.NotDoubled).First.Take(6));
        Assert.All(few.Of(ReassuranceRule.NotDoubled).First, unit => Assert.Equal(24, unit.Count));
        var error = few.Of(ReassuranceRule.NotDoubled).ErrorWithin(3);
        Assert.InRange(few.Of(ReassuranceRule.NotDoubled).Within(3), error.Lower, error.Upper);
        Assert.True(
            few.Of(Watch.WatchList).Within(3) <= few.Of(Watch.Cohort).Within(3) + few.Of(Watch.Restarts).Within(3)
        );
    }
}
