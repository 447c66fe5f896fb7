using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>
/// The short form of <c>simulate</c> with units that scatter around the trial: false alarms against figures of an exact
/// enumeration and of a simulation written independently, within four standard errors. Outcomes are complete at the first
/// infusion, as they are there.
/// </summary>
public class SimulatedSpreadTests
{
    private static SimulatedStream Complete(int expected, int of) =>
        new(
            "complete",
            of == 152 ? SimulatedTrial.Icaria : SimulatedTrial.Ikema,
            "complete",
            expected,
            EventTiming.FirstInfusion
        );

    private static SimulationPlan Plan(
        int expected,
        int of,
        double assumed,
        double spread,
        double ratio,
        int units,
        int years,
        TrialOutcome trial = TrialOutcome.Simulated
    ) =>
        new([Complete(expected, of)], units, years, Seed: 1, ratio)
        {
            AssumedSpread = assumed,
            TrueSpread = spread,
            ReactionsByHazard = true,
            Trial = trial,
        };

    /// <param name="designError">Standard error of the figure compared with; 0 for an exact one.</param>
    private static void Within4(double designed, double designError, double found, int units, string what)
    {
        double error = Math.Sqrt(
            Math.Max(designed * (1 - designed), 1.0 / units) / units + (designError * designError)
        );
        Assert.True(
            Math.Abs(found - designed) <= 4 * error,
            $"{what}: {found:0.0000}, designed {designed:0.0000}, standard error {error:0.0000}"
        );
    }

    /// <summary>Exact, the trial's count random: within 50 and 100 patients.</summary>
    [Theory]
    [InlineData(52, 152, 0, 0.2, 1, 0.04775, 0.06360)]
    [InlineData(81, 177, 0.2, 0.2, 1, 0.03119, 0.03433)]
    [InlineData(81, 177, 0.2, 0.3, 1, 0.05593, 0.06537)]
    [InlineData(81, 177, 0.3, 0.3, 1, 0.02639, 0.02882)]
    [InlineData(36, 177, 0.3, 0, 2, 0.21568, 0.27712)]
    [InlineData(36, 177, 0.3, 0, 3, 0.72572, 0.86128)]
    [InlineData(81, 177, 0.2, 0, 1.5, 0.16764, 0.20075)]
    public void Run_TrialSimulated_AlarmsAsOftenAsEnumerated(
        int expected,
        int of,
        double assumed,
        double spread,
        double ratio,
        double by50,
        double by100
    )
    {
        var result = MonitoringSimulation.Run(Plan(expected, of, assumed, spread, ratio, units: 1000, years: 5));
        Assert.True(result.FewestPatients >= 100, $"{result.FewestPatients}");
        var alarms = result.Of(Watch.Cohort);
        Within4(by50, 0, alarms.WithinPatients(50) / 1000.0, 1000, "50 patients");
        Within4(by100, 0, alarms.WithinPatients(100) / 1000.0, 1000, "100 patients");
    }

    /// <summary>The trial's count as published, true rates from its posterior or its percentage: the plain value and the mixture with restarts within 100 and 500 patients.</summary>
    [Theory]
    [InlineData(Watch.Cohort, TrialOutcome.Posterior, 52, 152, 0.2, 0.2, 1, 0.0321, 0.0351, 0.0021)]
    [InlineData(Watch.Restarts, TrialOutcome.Posterior, 81, 177, 0, 0, 1, 0.0266, 0.0329, 0.0020)]
    [InlineData(Watch.Cohort, TrialOutcome.Posterior, 81, 177, 0.3, 0.3, 1, 0.0285, 0.0311, 0.0019)]
    [InlineData(Watch.Restarts, TrialOutcome.Published, 52, 152, 0.2, 0, 2, 0.6640, 0.9260, 0.0106)]
    [InlineData(Watch.Cohort, TrialOutcome.Published, 52, 152, 0.3, 0, 2, 0.2860, 0.3120, 0.0104)]
    [InlineData(Watch.Restarts, TrialOutcome.Published, 5, 152, 0.3, 0, 3, 0.1190, 0.2180, 0.0092)]
    public void Run_TrialAsPublished_AlarmsAsOftenAsDesigned(
        Watch watch,
        TrialOutcome trial,
        int expected,
        int of,
        double assumed,
        double spread,
        double ratio,
        double by100,
        double by500,
        double designError
    )
    {
        const int Units = 300;
        var result = MonitoringSimulation.Run(Plan(expected, of, assumed, spread, ratio, Units, years: 20, trial));
        Assert.True(result.FewestPatients >= 500, $"{result.FewestPatients}");
        Within4(by100, designError, (double)result.Of(watch).WithinPatients(100) / Units, Units, "100 patients");
        Within4(by500, designError, (double)result.Of(watch).WithinPatients(500) / Units, Units, "500 patients");
    }

    /// <summary>Averaged over units that scatter as far as is assumed, and no further.</summary>
    [Theory]
    [InlineData(0.1, 3000)]
    [InlineData(0.2, 1000)]
    [InlineData(0.3, 1000)]
    [InlineData(0.4, 1000)]
    public void Run_UnitsThatScatterAsAssumed_UpperBoundOfTheFalseAlarmsIsAtMostFivePercent(double spread, int units)
    {
        var result = MonitoringSimulation.Run(Plan(81, 177, spread, spread, 1, units, years: 4));
        foreach (var watch in (Watch[])[Watch.Cohort, Watch.Restarts])
            Assert.True(
                result.Of(watch).ErrorWithin(4).Upper <= 0.05,
                $"{watch}: {result.Of(watch).Within(4)} of {units} units"
            );
    }

    /// <summary>What a spread costs boards that know of none: within 1,000 patients 12.7 % of lines; and what it no longer costs.</summary>
    [Fact]
    public void Run_FamilyOfUnitsThatScatter_IsCalledWorseFarLessOftenBySpreadThanByTheTrialAlone()
    {
        SimulationPlan Family(double? assumed) =>
            new(SimulatedStream.Family, 60, 5, Seed: 1) { AssumedSpread = assumed, TrueSpread = 0.2 };
        var before = MonitoringSimulation.Run(Family(0));
        var now = MonitoringSimulation.Run(Family(null));
        Assert.True(
            now.Of(Watch.Restarts).Within(5) < before.Of(Watch.Restarts).Within(5),
            $"{now.Of(Watch.Restarts).Within(5)} and {before.Of(Watch.Restarts).Within(5)}"
        );
        Assert.True(
            now.Of(Watch.Family).Within(5) < before.Of(Watch.Family).Within(5),
            $"{now.Of(Watch.Family).Within(5)} and {before.Of(Watch.Family).Within(5)}"
        );
    }

    [Fact]
    public void AssumedFor_NoneGiven_IsTheBoardsOwnOfEachStream()
    {
        var plan = new SimulationPlan(SimulatedStream.Family, 1, 1, Seed: 1) { AssumedSpread = null };
        Assert.Equal(
            EvidencePolicy.ReactionSpread,
            plan.AssumedFor(SimulatedStream.Family.Single(stream => stream.Name == "infusion-reaction"))
        );
        Assert.Equal(
            EvidencePolicy.DefaultSpread,
            plan.AssumedFor(SimulatedStream.Family.Single(stream => stream.Name == "urti"))
        );
        Assert.Equal(0, (plan with { AssumedSpread = 0 }).AssumedFor(SimulatedStream.Family[0]));
    }

    /// <summary>One deviation for all streams of a unit, on top of the ratio; a spread of 0 leaves every unit as it was.</summary>
    [Fact]
    public void MultipleOf_SpreadAndRatio_MultiplyTheHazard()
    {
        var plan = new SimulationPlan(SimulatedStream.Family, 1, 1, Seed: 1, 2) { ReactionsByHazard = true };
        var (reaction, urti) = (
            SimulatedStream.Family[0],
            SimulatedStream.Family.Single(stream => stream.Name == "urti")
        );
        Assert.Equal(2, plan.MultipleOf(urti, 0, urti.Rate));
        Assert.Equal(2 * Math.Exp(0.3), plan.MultipleOf(urti, 0.3, urti.Rate), 12);
        Assert.Equal(
            1 - Math.Pow(1 - reaction.Rate, 2),
            plan.MultipleOf(reaction, 0, reaction.Rate) * reaction.Rate,
            12
        );
        Assert.Equal(
            1 - Math.Pow(1 - reaction.Rate, 2 * Math.Exp(-0.3)),
            plan.MultipleOf(reaction, -0.3, reaction.Rate) * reaction.Rate,
            12
        );
        // As it was before hazards: twice the probability, and no more than certain.
        Assert.Equal(2, (plan with { ReactionsByHazard = false }).MultipleOf(reaction, 0, reaction.Rate));
        Assert.Equal(
            1 / reaction.Rate,
            (plan with { ReactionsByHazard = false, Multiple = 3 }).MultipleOf(reaction, 0.1, reaction.Rate),
            12
        );
    }
}
