using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class EvidenceFamilyTests
{
    private static readonly Gen<double[]> Families = Gen.Choose(1, 7)
        .SelectMany(count => Gen.ArrayOf(Gen.Choose(-60, 90).Select(tenth => tenth / 10.0), count));

    /// <summary>The definition: the smallest mean over all subsets that contain the stream.</summary>
    private static double BruteForce(double[] ln, int one) =>
        Enumerable
            .Range(0, 1 << ln.Length)
            .Where(subset => (subset >> one & 1) == 1)
            .Min(subset =>
                Enumerable.Range(0, ln.Length).Where(i => (subset >> i & 1) == 1).Average(i => Math.Exp(ln[i]))
            );

    [Fact]
    public void ClosedAveraging_AnyFamily_IsTheSmallestMeanOverAllSubsets() =>
        Prop.ForAll(Families.ToArbitrary(), ln =>
            {
                double[] closed = EvidenceFamily.ClosedAveraging(ln);
                return Enumerable
                    .Range(0, ln.Length)
                    .All(i => Math.Abs((Math.Exp(closed[i]) / BruteForce(ln, i)) - 1) < 1e-12);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void ClosedAveraging_AnyFamily_IsNeverStrongerThanTheStreamNorWeakerThanBonferroni() =>
        Prop.ForAll(Families.ToArbitrary(), ln =>
            {
                double[] closed = EvidenceFamily.ClosedAveraging(ln);
                return Enumerable
                    .Range(0, ln.Length)
                    .All(i => closed[i] <= ln[i] + 1e-12 && closed[i] >= ln[i] - Math.Log(ln.Length) - 1e-12);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void ClosedAveraging_OtherOrder_GivesEachStreamTheSame() =>
        Prop.ForAll(Families.ToArbitrary(), ln =>
                EvidenceFamily
                    .ClosedAveraging([.. ln.Reverse()])
                    .Reverse()
                    .Zip(EvidenceFamily.ClosedAveraging(ln))
                    .All(pair => Math.Abs(pair.First - pair.Second) < 1e-12)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void ClosedAveraging_HugeAndNoEvidence_NeitherOverflowsNorTurnsIntoNaN()
    {
        double[] closed = EvidenceFamily.ClosedAveraging([2000, double.NegativeInfinity, 0]);
        Assert.Equal(2000 - Math.Log(3), closed[0], 9);
        Assert.Equal(double.NegativeInfinity, closed[1]);
        Assert.Equal(Math.Log(0.5), closed[2], 12);
    }

    [Theory]
    [InlineData(
        new[] { double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity },
        new[] { double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity }
    )]
    [InlineData(new[] { double.PositiveInfinity, 0.0 }, new[] { double.PositiveInfinity, 0.0 })]
    [InlineData(
        new[] { double.NegativeInfinity, double.NegativeInfinity },
        new[] { double.NegativeInfinity, double.NegativeInfinity }
    )]
    [InlineData(new[] { 2.0, double.NaN }, new[] { 1.3068528194400546, double.NaN })]
    public void ClosedAveraging_InfiniteOrNoNumber_IsTheMeanOfEverySubset(double[] ln, double[] expected)
    {
        double[] weights = [.. ln.Select(_ => 2.0)];
        Assert.Equal(expected, EvidenceFamily.ClosedAveraging(ln));
        Assert.Equal(expected, EvidenceFamily.ClosedAveraging(ln, weights));
    }

    [Fact]
    public void ClosedAveraging_NoNumberBetweenOthers_LeavesTheOthersTheirLeast()
    {
        double[] ln = [1, double.NaN, 2, 0.5];
        double[] least = EvidenceFamily.ClosedAveraging([1, double.NegativeInfinity, 2, 0.5]);

        double[] found = EvidenceFamily.ClosedAveraging(ln);

        Assert.Equal([least[0], least[2], least[3]], new[] { found[0], found[2], found[3] });
        Assert.True(double.IsNaN(found[1]));
        Assert.Equal(EvidenceFamily.Mean([1, double.NegativeInfinity, 2, 0.5]), EvidenceFamily.Mean(ln));
    }

    [Fact]
    public void Mean_AnyInfinite_IsInfinite() =>
        Assert.Equal(
            double.PositiveInfinity,
            EvidenceFamily.Mean([double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity])
        );

    [Fact]
    public void ClosedAveraging_InfiniteWeight_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            EvidenceFamily.ClosedAveraging([double.NegativeInfinity, 0], [double.PositiveInfinity, 1])
        );

    [Fact]
    public void BenjaminiHochberg_OneStream_NeedsTheWholeThreshold()
    {
        Assert.Equal([false], EvidenceFamily.BenjaminiHochberg([Math.Log(9.99)], 0.10));
        Assert.Equal([true], EvidenceFamily.BenjaminiHochberg([Math.Log(10.01)], 0.10));
    }

    [Fact]
    public void BenjaminiHochberg_TwoStrongOfFour_NamesBothAndNoOther() =>
        Assert.Equal(
            [true, false, true, false],
            EvidenceFamily.BenjaminiHochberg([Math.Log(21), 0, Math.Log(25), -1], 0.10)
        );
}
