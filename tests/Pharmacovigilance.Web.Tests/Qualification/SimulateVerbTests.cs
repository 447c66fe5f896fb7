using Pharmacovigilance.Web.Qualification.Simulation;

namespace Pharmacovigilance.Web.Tests.Qualification;

public sealed class SimulateVerbTests
{
    private static async Task<(int Exit, string[] Output, string[] Errors)> RunAsync(string arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int exit = await SimulateVerb.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, errors);
        return (exit, Lines(output), Lines(errors));
    }

    private static string[] Lines(StringWriter writer) => writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

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
        Assert.StartsWith("simulate: urti (IsaPd, 52 of 152), units like the trials", output[0], StringComparison.Ordinal);
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
        Assert.DoesNotContain(" - ", output.Single(line => line.StartsWith("cohort e >= 20 ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(output, (await RunAsync("--seed 3 --years 2 --units 20 --term infusion-reaction --hazard 2")).Output);
    }

    [Fact]
    public async Task Simulate_All_IsTheFamily()
    {
        var (_, all, _) = await RunAsync("--hazard 3 --term all --units 3 --years 1");
        Assert.Contains("family of 24 streams", all[0], StringComparison.Ordinal);
        Assert.Single(all, line => line.StartsWith("closed averaging e* >= 20 ", StringComparison.Ordinal));
        Assert.Equal(all, (await RunAsync("--hazard 3 --units 3 --years 1")).Output);
    }
}
