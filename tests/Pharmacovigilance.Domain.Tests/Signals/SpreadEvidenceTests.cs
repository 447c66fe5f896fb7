using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>What must hold of the evidence with a spread between units whatever the numbers; the numbers are checked by <c>qualify statistics</c>.</summary>
public class SpreadEvidenceTests
{
    private static readonly ReferenceCount[] Trials =
    [
        new(0, 152),
        new(5, 152),
        new(52, 152),
        new(81, 177),
        new(177, 177),
    ];
    private static readonly double[] Spreads = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6];

    private static readonly Gen<ReferenceCount> AnyTrial = Gen.OneOf(
        Gen.Elements(
            new ReferenceCount(0, 1),
            new ReferenceCount(1, 1),
            new ReferenceCount(0, 152),
            new ReferenceCount(177, 177),
            new ReferenceCount(0, 5_000),
            new ReferenceCount(5_000, 5_000)
        ),
        Gen.Choose(1, 5_000).SelectMany(n => Gen.Choose(0, n).Select(x => new ReferenceCount(x, n)))
    );

    private static readonly Gen<double> AnySpread = Gen.Choose(5, 60).Select(hundredths => hundredths / 100.0);

    private static readonly Gen<bool[]> AnyEvents = Gen.Choose(0, 40)
        .SelectMany(count =>
            Gen.OneOf(
                Gen.Constant(Enumerable.Repeat(true, count).ToArray()),
                Gen.Constant(new bool[count]),
                Gen.Choose(0, 100)
                    .SelectMany(percent => Gen.ArrayOf(Gen.Choose(1, 100).Select(drawn => drawn <= percent), count))
            )
        );

    // Where hardly anything tells an event from none, the difference is smaller than the last digits.
    private const double Rounding = 1e-12;

    public static TheoryData<double> AllSpreads => [.. Spreads];

    [Theory]
    [MemberData(nameof(AllSpreads))]
    public void LnE_OverTheCoursesOfAnOrdinaryUnit_HasMeanOneForEveryNumberOfPatients(double spread)
    {
        foreach (var trial in Trials)
        {
            for (int m = 0; m <= 50; m++)
            {
                double mean = Enumerable
                    .Range(0, m + 1)
                    .Sum(k =>
                        Math.Exp(
                            SpecialFunctions.BinomialLn(m, k)
                                + CohortEvidence.LnOrdinaryPath(k, m, trial, spread: spread)
                                + CohortEvidence.LnE(k, m, trial, spread: spread)
                        )
                    );
                Assert.True(Math.Abs(mean - 1) < 1e-9, $"{trial}, spread {spread}, m = {m}: {mean:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllSpreads))]
    public void LnE_OneMoreEvent_NeverFalls(double spread)
    {
        foreach (var trial in Trials)
        {
            Assert.Equal(0, CohortEvidence.LnE(0, 0, trial, spread: spread));
            foreach (int m in (int[])[1, 7, 30, 200])
            {
                for (int k = 0; k < m; k++)
                    Assert.True(
                        CohortEvidence.LnE(k + 1, m, trial, spread: spread)
                            > CohortEvidence.LnE(k, m, trial, spread: spread),
                        $"{trial}, spread {spread}, {k} of {m}"
                    );
            }
        }
    }

    /// <summary>However many patients come, the evidence for a doubling is bounded: about 36 against 52 of 152.</summary>
    [Fact]
    public void LnE_DoubledHazardInThousandsOfPatients_IsBounded()
    {
        const int M = 200_000;
        int k = (int)Math.Round(M * (1 - Math.Pow(100.0 / 152, 2)));
        Assert.InRange(Math.Exp(CohortEvidence.LnE(k, M, Trials[2], spread: 0.2)), 30, 42);
        Assert.True(CohortEvidence.LnE(k, M, Trials[2]) > Math.Log(480));
    }

    [Fact]
    public void LnE_AnyNumbers_IsANumber() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(
                AnyTrial
                    .SelectMany(trial =>
                        AnySpread.SelectMany(spread =>
                            Gen.Choose(0, 20_000)
                                .SelectMany(m =>
                                    Gen.OneOf(Gen.Constant(0), Gen.Constant(m), Gen.Choose(0, m))
                                        .Select(k => (trial, spread, k, m))
                                )
                        )
                    )
                    .ToArbitrary(),
                one =>
                    double.IsFinite(CohortEvidence.LnE(one.k, one.m, one.trial, spread: one.spread))
                    && CohortEvidence.LnOrdinaryPath(one.k, one.m, one.trial, spread: one.spread) <= 0
            )
        );

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void LnE_ImpossibleSpread_IsRefused(double spread)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CohortEvidence.LnE(1, 2, Trials[2], spread: spread));
        Assert.Throws<ArgumentOutOfRangeException>(() => StreamPath.Of([true], Trials[2], spread: spread));
    }

    [Fact]
    public void Of_AnyEvents_IsTheDefinition() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40),
            Prop.ForAll(
                AnyTrial
                    .SelectMany(trial =>
                        AnySpread.SelectMany(spread => AnyEvents.Select(events => (trial, spread, events)))
                    )
                    .ToArbitrary(),
                one =>
                {
                    var path = StreamPath.Of(one.events, one.trial, margin: 1.1, one.spread);
                    return Enumerable
                        .Range(0, path.Count + 1)
                        .All(m =>
                            Math.Abs(path.LnPlain(m) - CohortEvidence.LnE(path.K(m), m, one.trial, 1.1, one.spread))
                                < 1e-9
                            && Math.Abs(path.LnE(m) - Restarted(path, m, one.trial, one.spread)) < 1e-9
                        );
                }
            )
        );

    /// <summary>The mixture as it is defined: weights 1/(q(q+1)) after every tenth patient, the rest of the weight at 1.</summary>
    private static double Restarted(StreamPath path, int m, ReferenceCount trial, double spread)
    {
        double sum = 0,
            rest = 1;
        for (int q = 1; 10 * (q - 1) < m; q++)
        {
            int skipped = 10 * (q - 1);
            sum +=
                Math.Exp(CohortEvidence.LnE(path.K(m) - path.K(skipped), m - skipped, trial, 1.1, spread))
                / (q * (q + 1));
            rest -= 1.0 / (q * (q + 1));
        }

        return m == 0 ? 0 : Math.Log(sum + rest);
    }

    [Fact]
    public void With_EventThatComesLater_LowersNoPrefixAndGivesToTheBitWhatItGivesFromTheBeginning() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(
                AnyTrial
                    .SelectMany(trial =>
                        AnySpread.SelectMany(spread =>
                            AnyEvents
                                .Where(events => events.Length > 0)
                                .SelectMany(events =>
                                    Gen.Choose(0, events.Length - 1).Select(later => (trial, spread, events, later))
                                )
                        )
                    )
                    .ToArbitrary(),
                one =>
                {
                    bool[] without = [.. one.events],
                        with = [.. one.events];
                    (without[one.later], with[one.later]) = (false, true);
                    var before = StreamPath.Of(without, one.trial, 1, one.spread);
                    StreamPath after = before.With(with),
                        fresh = StreamPath.Of(with, one.trial, 1, one.spread);
                    return Enumerable
                        .Range(0, before.Count + 1)
                        .All(m =>
                            after.LnE(m).Equals(fresh.LnE(m))
                            && after.LnPlain(m).Equals(fresh.LnPlain(m))
                            && (
                                m <= one.later
                                    ? after.LnE(m).Equals(before.LnE(m))
                                    : after.LnPlain(m) > before.LnPlain(m) - Rounding
                                        && after.LnE(m) > before.LnE(m) - Rounding
                            )
                        );
                }
            )
        );

    [Fact]
    public void LnMaximumAtTrial_InTwoSums_IsWhatFiveSumsGive() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(AnyTrial.SelectMany(trial => AnyEvents.Select(events => (trial, events))).ToArbitrary(), one =>
                Math.Abs(
                    StreamPath.Of(one.events, one.trial, 1, 0.2).LnMaximumAtTrial
                        - StreamPath.Of(one.events, one.trial).LnMaximum
                ) < 1e-10
            )
        );

    [Fact]
    public void LargestSpread_IsTheLastStepAtWhichTheEvidenceStands()
    {
        bool[] events = [.. Enumerable.Repeat(true, 12), .. new bool[4]];
        var path = StreamPath.Of(events, Trials[2], 1, 0.2);
        double star = path.LargestSpread!.Value;
        Assert.InRange(star, 0.2, 0.55);
        for (int step = 0; step <= 12; step++)
        {
            double spread = Math.Round(step * 0.05, 2);
            bool stands = StreamPath.Of(events, Trials[2], 1, spread).LnMaximum >= Math.Log(20);
            if (spread == star)
                Assert.True(stands);
            if (spread > star)
                Assert.False(stands);
        }
    }

    [Fact]
    public void LargestSpread_AfterAChange_IsThatOfThePatientsAsTheyAre()
    {
        bool[] events = new bool[14];
        var path = StreamPath.Of(events, Trials[2], 1, 0.2);
        Assert.Null(path.LargestSpread);
        for (int patient = 0; patient < events.Length; patient++)
        {
            events[patient] = true;
            path = path.With(events);
            Assert.Equal(StreamPath.Of(events, Trials[2], 1, 0.2).LargestSpread, path.LargestSpread);
        }

        Assert.NotNull(path.LargestSpread);
        Assert.True(
            StreamPath.Of([.. Enumerable.Repeat(true, 40)], Trials[1], 1, 0.2).LargestSpread >= path.LargestSpread
        );
    }

    [Fact]
    public void HazardRatioBounds_WithASpread_LieAboveOneExactlyWhereTheEvidenceReachesTheThreshold()
    {
        foreach (int k in (int[])[0, 12, 17, 18, 19, 20, 21, 22, 30])
        {
            var bounds = HazardRatioBounds.Of(k, 30, Trials[2], spread: 0.2);
            Assert.Equal(CohortEvidence.LnE(k, 30, Trials[2], spread: 0.2) >= Math.Log(20), bounds.Lower > 1);
            Assert.True(bounds.Lower <= HazardRatioBounds.Of(k, 30, Trials[2]).Lower && bounds.Lower <= bounds.Upper);
        }
    }

    /// <summary>The promise by enumeration: units that scatter as much as assumed, the trial's result random too.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.3)]
    [InlineData(0.4)]
    public void Within_OrdinaryUnits_AtMostFivePercentAreEverCalledRaised(double spread)
    {
        var detection = new UnitDetection(
            new EvidenceRule(spread, 1, Alternatives.Of(spread), 20),
            152,
            52 / 152.0,
            200
        );
        double[] at = [.. Enumerable.Range(-16, 33).Select(i => i / 10.0)];
        double all = at.Sum(Density),
            ever = at.Sum(u => Density(u) / all * detection.Within(Math.Exp(u))[^1]);
        Assert.InRange(ever, 0.005, 0.05);
        double Density(double u) => Math.Exp(-u * u / (2 * spread * spread));
    }
}
