using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Signals;
using Interval = Pharmacovigilance.Domain.Signals.Interval;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class BinomialIntervalTests
{
    [Fact]
    public void Intervals_OfNobody_AreAbsentNotZero()
    {
        Assert.Null(BinomialInterval.Wilson(0, 0));
        Assert.Null(BinomialInterval.ClopperPearson(0, 0));
        Assert.Null(BinomialInterval.Jeffreys(0, 0));
    }

    [Theory]
    [InlineData(3, 2, 0.95)]
    [InlineData(-1, 2, 0.95)]
    [InlineData(0, -1, 0.95)]
    [InlineData(1, 2, 0)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 2, double.NaN)]
    public void Intervals_ImpossibleInput_IsRefused(int k, int n, double level)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.Wilson(k, n, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.ClopperPearson(k, n, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.Jeffreys(k, n, level));
    }

    [Theory, Trait("peer-failure", "11")]
    [InlineData(10)]
    [InlineData(100_000)]
    public void Intervals_AtTheEnds_AreExactlyZeroAndOne(int n)
    {
        Assert.Equal(0, BinomialInterval.Wilson(0, n)!.Value.Lower);
        Assert.Equal(1, BinomialInterval.Wilson(n, n)!.Value.Upper);
        Assert.Equal(0, BinomialInterval.ClopperPearson(0, n)!.Value.Lower);
        Assert.Equal(1, BinomialInterval.ClopperPearson(n, n)!.Value.Upper);
        Assert.True(BinomialInterval.Wilson(0, n)!.Value.Upper > 0);
    }

    [Fact]
    public void OnePatientWithAnEvent_Exact_ReachesFarBelowOneHundredPercent() =>
        Assert.Equal(0.025, BinomialInterval.ClopperPearson(1, 1)!.Value.Lower, 12);

    [Fact]
    public void Intervals_AnyCounts_ContainTheProportionAndAreOrdered()
    {
        var counts = Gen.Elements(20, 2000, 100_000)
            .SelectMany(top => Gen.Choose(1, top))
            .SelectMany(n => Gen.Choose(0, n).Select(k => (k, n)))
            .ToArbitrary();

        Prop.ForAll(counts, c =>
            {
                var (k, n) = c;
                var p = (double)k / n;
                var jeffreys = BinomialInterval.Jeffreys(k, n)!.Value;
                return jeffreys.Lower < jeffreys.Upper
                    && new[] { BinomialInterval.Wilson(k, n), BinomialInterval.ClopperPearson(k, n) }.All(i =>
                        i is { } v && v.Lower >= 0 && v.Upper <= 1 && v.Lower <= p && p <= v.Upper
                    );
            })
            .QuickCheckThrowOnFailure();
    }
}
