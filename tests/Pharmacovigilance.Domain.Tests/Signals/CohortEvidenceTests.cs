using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>What must hold of the cohort e-value whatever the numbers; the numbers themselves are checked by <c>qualify statistics</c>.</summary>
public class CohortEvidenceTests
{
    private static readonly ReferenceCount[] Trials =
    [
        new(0, 152),
        new(5, 152),
        new(52, 152),
        new(81, 177),
        new(177, 177),
    ];

    [Fact]
    public void LnE_UnderTheTrialsOwnPosterior_HasMeanOneForEveryNumberOfPatients()
    {
        foreach (var trial in Trials)
        {
            double a = trial.PatientsWithEvent + 0.5,
                b = trial.Patients - trial.PatientsWithEvent + 0.5;
            for (int m = 0; m <= 50; m++)
            {
                double mean = Enumerable
                    .Range(0, m + 1)
                    .Sum(k =>
                        Math.Exp(
                            SpecialFunctions.BinomialLn(m, k)
                                + SpecialFunctions.BetaLn(a + k, b + m - k)
                                - SpecialFunctions.BetaLn(a, b)
                                + CohortEvidence.LnE(k, m, trial)
                        )
                    );
                Assert.True(Math.Abs(mean - 1) < 1e-9, $"{trial}, m = {m}: {mean:R}");
            }
        }
    }

    [Fact]
    public void LnE_OneMoreEvent_NeverFalls()
    {
        foreach (var trial in Trials)
        {
            foreach (int m in (int[])[1, 7, 30, 200])
            {
                for (int k = 0; k < m; k++)
                    Assert.True(
                        CohortEvidence.LnE(k + 1, m, trial) > CohortEvidence.LnE(k, m, trial),
                        $"{trial}, {k} of {m}"
                    );
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 100_000)]
    [InlineData(1, 100_000)]
    [InlineData(50_000, 100_000)]
    [InlineData(99_999, 100_000)]
    [InlineData(100_000, 100_000)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void LnE_AtTheEdges_IsANumber(int k, int m)
    {
        foreach (
            var trial in (ReferenceCount[])
                [
                    new(0, 1),
                    new(1, 1),
                    new(0, 10_000),
                    new(1, 10_000),
                    new(5_000, 10_000),
                    new(9_999, 10_000),
                    new(10_000, 10_000),
                ]
        )
        {
            double ln = CohortEvidence.LnE(k, m, trial);
            Assert.True(double.IsFinite(ln), $"{k} of {m} against {trial}: {ln}");
            if (m == 0)
                Assert.Equal(0, ln);
        }
    }

    [Fact]
    public void LnE_AnyNumbers_IsANumber() =>
        Prop.ForAll(
                Gen.Choose(1, 10_000)
                    .SelectMany(n => Gen.Choose(0, n).Select(x => new ReferenceCount(x, n)))
                    .SelectMany(trial =>
                        Gen.Choose(0, 100_000).SelectMany(m => Gen.Choose(0, m).Select(k => (trial, k, m)))
                    )
                    .ToArbitrary(),
                one => double.IsFinite(CohortEvidence.LnE(one.k, one.m, one.trial))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void LnE_WiderMargin_IsWeakerEvidence()
    {
        var trial = new ReferenceCount(52, 152);
        double before = double.PositiveInfinity;
        foreach (double margin in (double[])[0.5, 0.8, 1, 1.25, 2])
        {
            double ln = CohortEvidence.LnE(30, 50, trial, margin);
            Assert.True(ln < before);
            before = ln;
        }
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(3, 2)]
    [InlineData(0, -1)]
    public void LnE_ImpossibleCounts_AreRefused(int k, int m) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CohortEvidence.LnE(k, m, Trials[2]));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void ReferenceCount_ImpossibleCounts_AreRefused(int x, int n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceCount(x, n));

    [Fact]
    public void HazardRatioBounds_LowerBoundAboveOne_ExactlyWhereTheEvidenceReachesTheThreshold()
    {
        foreach (var trial in Trials)
        {
            foreach (int m in (int[])[1, 6, 10, 30, 80])
            {
                for (int k = 0; k <= m; k++)
                {
                    var bounds = HazardRatioBounds.Of(k, m, trial);
                    Assert.True(
                        bounds.Lower > 1 == CohortEvidence.LnE(k, m, trial) >= Math.Log(20),
                        $"{k} of {m} against {trial}: {bounds}"
                    );
                    Assert.True(bounds.Lower <= bounds.Upper);
                }
            }
        }
    }

    [Fact]
    public void SignalBoundary_Walk_IsTheSearchForEachNumberOfPatients()
    {
        var trial = new ReferenceCount(36, 177);
        int?[] walked = SignalBoundary.Walk(60, trial);
        for (int m = 1; m <= 60; m++)
            Assert.Equal(SignalBoundary.FewestEvents(m, trial), walked[m - 1]);
        Assert.Null(walked[0]);
        Assert.Contains(walked, fewest => fewest is not null);
    }
}
