using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Verbs.Qualification;

public sealed class SimulateVerbTests
{
    private static async Task<(int Exit, string[] Output, string[] Errors)> RunAsync(string arguments)
    {
        var (exit, output, errors) = await VerbRun.RunAsync([
            "simulate",
            .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);
        return (exit, Lines(output), Lines(errors));
    }

    private static string[] Lines(string written) =>
        written.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [InlineData("")]
    [InlineData("--term urti")]
    [InlineData("--null --hazard 2")]
    [InlineData("--null --null")]
    [InlineData("--null --term no-such-term")]
    [InlineData("--null --term")]
    [InlineData("--null --term --units 5")]
    [InlineData("--null --term urti --term urti")]
    [InlineData("--null --units 0")]
    [InlineData("--null --units 2e3")]
    [InlineData("--null --years 0")]
    [InlineData("--null --years 51")]
    [InlineData("--null --seed -1")]
    [InlineData("--hazard 0")]
    [InlineData("--hazard 1.0")]
    [InlineData("--hazard 2,0")]
    [InlineData("--hazard NaN")]
    [InlineData("--hazard 2 --term urti --raise urti")]
    [InlineData("--hazard 2 --raise nothing")]
    [InlineData("--null --raise urti")]
    [InlineData("--null --quickly")]
    [InlineData("null")]
    [InlineData("--helpful")]
    [InlineData("--tau 0.2")]
    [InlineData("--hazard-shape 2 --term urti")]
    [InlineData("--null --ratio 2")]
    [InlineData("--hazard 2 --ratio 2")]
    [InlineData("--ratio 0")]
    [InlineData("--ratio 101")]
    [InlineData("--null --tau -0.1")]
    [InlineData("--null --tau 2.1")]
    [InlineData("--null --tau 0,2")]
    [InlineData("--null --spread NaN")]
    [InlineData("--null --spread 2.1")]
    [InlineData("--null --hazard-shape 0")]
    [InlineData("--null --hazard-shape 11")]
    [InlineData("--null --trial none")]
    [InlineData("--null --trial posterior")]
    [InlineData("--spread 0.2 --raise urti")]
    public async Task Simulate_WhatIsNotUnderstood_IsOneSentenceAndExitCodeTwo(string arguments)
    {
        var (exit, output, errors) = await RunAsync(arguments);
        Assert.Equal((2, 0, 1), (exit, output.Length, errors.Length));
        Assert.EndsWith(".", errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_UnitsLikeTheTrials_PrintsOneLineForEachRuleAndProgressBeside()
    {
        var (exit, output, errors) = await RunAsync("--null --term urti --units 300 --years 2");
        Assert.Equal(0, exit);
        Assert.StartsWith(
            "simulate: urti (IsaPd, 52 of 152), units like the trials",
            output[0],
            StringComparison.Ordinal
        );
        Assert.Single(output, line => line.StartsWith("cohort e >= 20 ", StringComparison.Ordinal));
        Assert.Single(output, line => line.StartsWith("with restarts, e >= 20 ", StringComparison.Ordinal));
        Assert.Single(output, line => line.StartsWith("naive: Wilson 95 % live ", StringComparison.Ordinal));
        Assert.Contains("1 y ", output[3], StringComparison.Ordinal);
        Assert.DoesNotContain("5 y ", output[3], StringComparison.Ordinal);
        Assert.Equal("simulate: 300 of 300 units", errors[^1]);
    }

    /// <summary>Of ten units the interval reaches above 5 % even without an alarm: too few to show the promise.</summary>
    [Fact]
    public async Task Simulate_TooFewUnitsToShowThePromise_IsExitCodeOne()
    {
        var (exit, output, _) = await RunAsync("--null --term urti --units 10 --years 1");
        Assert.Equal(1, exit);
        Assert.Equal("The interval reaches above 5 % for: cohort e >= 20, with restarts, e >= 20.", output[^1]);
    }

    [Fact]
    public async Task Simulate_UnitsThatAreWorse_SaysHowSoonAndIsExitCodeZero()
    {
        var (exit, output, _) = await RunAsync("--hazard 2.0 --term infusion-reaction --units 20 --years 2 --seed 3");
        Assert.Equal(0, exit);
        Assert.Contains("2 times the hazard", output[0], StringComparison.Ordinal);
        Assert.DoesNotContain(
            " - ",
            output.Single(line => line.StartsWith("cohort e >= 20 ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.Equal(
            output,
            (await RunAsync("--seed 3 --years 2 --units 20 --term infusion-reaction --hazard 2")).Output
        );
    }

    [Fact]
    public async Task Simulate_All_IsTheFamily()
    {
        var (_, all, _) = await RunAsync("--hazard 3 --term all --units 3 --years 1");
        Assert.Contains("family of 24 streams", all[0], StringComparison.Ordinal);
        Assert.Single(all, line => line.StartsWith("closed averaging e* >= 20 ", StringComparison.Ordinal));
        Assert.Equal(all, (await RunAsync("--hazard 3 --units 3 --years 1")).Output);
    }

    /// <summary>What was printed before a spread was known of, and nothing else.</summary>
    [Fact]
    public async Task Simulate_TauZeroAndTheOldOptions_PrintsTheOldTable()
    {
        var (exit, output, _) = await RunAsync("--null --term infusion-reaction --tau 0 --units 200 --years 3");
        Assert.Equal(1, exit);
        Assert.Equal(
            [
                "simulate: infusion-reaction (IsaKd, 81 of 177), units like the trials",
                "200 units, 3 years, 30 patients a year on each regimen; the trials are simulated too; a look after every first event; seed 1.",
                "Falsely alarmed, part of units (95 % interval of the simulation's own error), by",
                "                                      1 y                     2 y                     3 y                      median months  patients",
                "cohort e >= 20                        0.050 (0.024-0.090)     0.050 (0.024-0.090)     0.050 (0.024-0.090)                  -         -",
                "with restarts, e >= 20                0.035 (0.014-0.071)     0.035 (0.014-0.071)     0.035 (0.014-0.071)                  -         -",
                "naive: Wilson 95 % live               0.180 (0.129-0.240)     0.195 (0.142-0.257)     0.230 (0.174-0.295)                  -         -",
                "The interval reaches above 5 % for: cohort e >= 20, with restarts, e >= 20.",
            ],
            output
        );
    }

    [Fact]
    public async Task Simulate_RatioOfOneOrASpreadAlone_IsUnitsLikeTheTrials()
    {
        var (_, none, _) = await RunAsync("--null --term urti --units 5 --years 1");
        Assert.Equal(none, (await RunAsync("--ratio 1 --term urti --units 5 --years 1")).Output);
        Assert.Equal(none, (await RunAsync("--null --ratio 1.0 --spread 0 --term urti --units 5 --years 1")).Output);
        var (_, spread, _) = await RunAsync("--spread 0.2 --term urti --units 5 --years 1");
        Assert.Equal(
            "simulate: urti (IsaPd, 52 of 152), units like the trials; units scatter around that by 0.2 of the log hazard",
            spread[0]
        );
        Assert.Contains("Spread assumed by the evidence (tau): 0.2;", spread[1], StringComparison.Ordinal);
    }

    /// <summary>The hazard is the same; of reactions the one multiplies the probability, the other the hazard.</summary>
    [Fact]
    public async Task Simulate_HazardAndRatio_AreTheSameButForReactions()
    {
        var (_, hazard, _) = await RunAsync("--hazard 2 --term urti --units 40 --years 3");
        var (_, ratio, _) = await RunAsync("--ratio 2 --term urti --units 40 --years 3");
        Assert.Equal(hazard.Skip(1), ratio.Skip(1));
        Assert.Equal("simulate: urti (IsaPd, 52 of 152), 2 times the hazard", ratio[0]);
        Assert.Equal(ratio[0] + ", of reactions the probability", hazard[0]);
        var (_, probability, _) = await RunAsync("--hazard 2 --term infusion-reaction --units 40 --years 1");
        Assert.NotEqual(
            probability.Skip(1),
            (await RunAsync("--ratio 2 --term infusion-reaction --units 40 --years 1")).Output.Skip(1)
        );
    }

    [Fact]
    public async Task Simulate_SpreadBeyondTheAssumed_PromisesNothingAndIsExitCodeZero()
    {
        var (exit, output, _) = await RunAsync(
            "--null --spread 0.3 --tau 0.2 --term infusion-reaction --units 20 --years 1"
        );
        Assert.Equal(0, exit);
        Assert.Equal(
            "At most 5 % is not promised of units that scatter further than the evidence assumes.",
            output[^1]
        );
        Assert.Equal(
            1,
            (await RunAsync("--null --spread 0.3 --tau 0.3 --term infusion-reaction --units 20 --years 1")).Exit
        );
    }

    /// <summary>Twice the hazard: at most 20 % are ever green where it stays or falls. Of two units the interval always reaches above.</summary>
    [Theory]
    [InlineData(
        "--ratio 2.5 --units 400",
        0,
        "The interval of doubled units called within expectation stays within the promised 20 %."
    )]
    [InlineData(
        "--ratio 2 --hazard-shape 0.5 --units 40",
        0,
        "The interval of doubled units called within expectation stays within the promised 20 %."
    )]
    [InlineData(
        "--ratio 2 --units 2",
        1,
        "The interval of doubled units called within expectation reaches above the promised 20 %."
    )]
    [InlineData(
        "--ratio 3 --hazard-shape 4 --units 5",
        0,
        "Where the hazard rises, at most 20 % of doubled units within expectation is not promised while windows are open."
    )]
    [InlineData(
        "--ratio 2 --spread 0.2 --units 5",
        0,
        "At most 20 % within expectation is promised of units at twice the hazard or more; with a spread some are below."
    )]
    public async Task Simulate_DoubledUnits_TheirGreensAreJudgedWhereTheyArePromised(
        string arguments,
        int expected,
        string sentence
    )
    {
        var (exit, output, _) = await RunAsync($"{arguments} --term urti --years 2");
        Assert.Equal((expected, sentence), (exit, output[^1]));
        Assert.Single(output, line => line.StartsWith("doubling excluded, e' >= 5 ", StringComparison.Ordinal));
    }

    /// <summary>Below twice the hazard nothing is promised of greens, and they are reported.</summary>
    [Fact]
    public async Task Simulate_BelowTwiceTheHazard_ReportsGreensWithoutJudging()
    {
        var (exit, output, _) = await RunAsync("--ratio 1.5 --tau 0 --term urti --units 10 --years 2");
        Assert.Equal(0, exit);
        Assert.Single(output, line => line.StartsWith("old rule: enough patients ", StringComparison.Ordinal));
        Assert.StartsWith("Medians are over all units", output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Complete_IsTheFamilyOfCompleteOutcomes()
    {
        var (_, output, _) = await RunAsync("--spread 0.2 --tau 0.2 --term complete --units 3 --years 1");
        Assert.StartsWith(
            "simulate: family of 24 streams, units like the trials;",
            output[0],
            StringComparison.Ordinal
        );
        Assert.Contains("(tau): 0.2;", output[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Family_PrintsWatchListAndMeanPartOfStreams()
    {
        var (_, output, _) = await RunAsync("--spread 0.2 --units 4 --years 2");
        Assert.Contains("(tau): 0.2 and 0.3;", output[1], StringComparison.Ordinal);
        Assert.Single(output, line => line.StartsWith("Benjamini-Hochberg 10 % in any ", StringComparison.Ordinal));
        Assert.Single(output, line =>
            line.StartsWith("Ever called within expectation, mean part of a unit's streams ", StringComparison.Ordinal)
        );
    }
}
