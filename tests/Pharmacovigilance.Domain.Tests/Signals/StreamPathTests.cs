using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>The fast path against the plain definition: one integral by <see cref="CohortEvidence"/> for each prefix and each restart.</summary>
public class StreamPathTests
{
    private static readonly ReferenceCount Trial = new(52, 152);

    private static readonly Gen<ReferenceCount> AnyTrial = Gen.OneOf(
        Gen.Elements(
            new ReferenceCount(0, 1),
            new ReferenceCount(1, 1),
            new ReferenceCount(0, 152),
            new ReferenceCount(177, 177),
            new ReferenceCount(0, 10_000),
            new ReferenceCount(10_000, 10_000)
        ),
        Gen.Choose(1, 10_000).SelectMany(n => Gen.Choose(0, n).Select(x => new ReferenceCount(x, n))),
        Gen.Choose(1, 300).SelectMany(n => Gen.Choose(0, Math.Min(n, 9)).Select(x => new ReferenceCount(x, n)))
    );

    private static readonly Gen<double> AnyMargin = Gen.OneOf(
        Gen.Constant(1.0),
        Gen.Choose(80, 150).Select(hundredths => hundredths / 100.0)
    );

    private static Gen<bool[]> Events(int most) =>
        Gen.Choose(0, most)
            .SelectMany(count =>
                Gen.OneOf(
                    Gen.Constant(Enumerable.Repeat(true, count).ToArray()),
                    Gen.Constant(new bool[count]),
                    Gen.Choose(0, count).Select(late => Enumerable.Range(0, count).Select(i => i >= late).ToArray()),
                    Gen.Choose(0, 100)
                        .SelectMany(percent => Gen.ArrayOf(Gen.Choose(1, 100).Select(drawn => drawn <= percent), count))
                )
            );

    /// <summary>The mixture as it is defined: weights 1/(q(q+1)) after every tenth patient, the rest of the weight at 1.</summary>
    private static double Restarted(bool[] events, int m, ReferenceCount trial, double margin)
    {
        var terms = new List<double>();
        double rest = 1;
        for (int skipped = 0, q = 1; skipped < m; skipped += 10, q++)
        {
            double weight = 1.0 / q / (q + 1);
            rest -= weight;
            terms.Add(
                Math.Log(weight)
                    + CohortEvidence.LnE(
                        events.Skip(skipped).Take(m - skipped).Count(one => one),
                        m - skipped,
                        trial,
                        margin
                    )
            );
        }

        terms.Add(Math.Log(rest));
        double largest = terms.Max();
        return largest + Math.Log(terms.Sum(term => Math.Exp(term - largest)));
    }

    private static bool Same(StreamPath one, StreamPath other) =>
        one.Count == other.Count
        && one.LnMaximum.Equals(other.LnMaximum)
        && Enumerable
            .Range(0, one.Count + 1)
            .All(m =>
                one.K(m) == other.K(m) && one.LnPlain(m).Equals(other.LnPlain(m)) && one.LnE(m).Equals(other.LnE(m))
            );

    [Fact]
    public void Of_Nobody_IsNoEvidence()
    {
        var path = StreamPath.Of([], Trial);
        Assert.Equal(0, path.Count);
        Assert.Equal((0, 0.0, 0.0, 0.0), (path.K(0), path.LnPlain(0), path.LnE(0), path.LnMaximum));
        Assert.Null(path.FirstAtLeast(Math.Log(20)));
    }

    [Fact]
    public void Of_FirstPatient_MixesTheFirstBeginningWithOne()
    {
        var path = StreamPath.Of([true], Trial);
        Assert.Equal(Math.Log((1 + Math.Exp(path.LnPlain(1))) / 2), path.LnE(1), 12);
    }

    [Fact]
    public void Of_AnyEvents_IsTheDefinition() =>
        Prop.ForAll(
                AnyTrial
                    .SelectMany(trial =>
                        AnyMargin.SelectMany(margin => Events(40).Select(events => (trial, margin, events)))
                    )
                    .ToArbitrary(),
                one =>
                {
                    var path = StreamPath.Of(one.events, one.trial, one.margin);
                    for (int m = 0; m <= one.events.Length; m++)
                    {
                        int k = one.events.Take(m).Count(hit => hit);
                        if (
                            path.K(m) != k
                            || !(Math.Abs(path.LnPlain(m) - CohortEvidence.LnE(k, m, one.trial, one.margin)) < 1e-9)
                        )
                            return false;
                        if (m > 0 && !(Math.Abs(path.LnE(m) - Restarted(one.events, m, one.trial, one.margin)) < 1e-9))
                            return false;
                    }

                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    /// <summary>Few paths, and their values at some prefixes: by the definition each restart of each prefix is an integral.</summary>
    [Fact]
    public void Of_ThousandsOfPatients_IsTheDefinition() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(25),
            Prop.ForAll(
                AnyTrial
                    .SelectMany(trial =>
                        AnyMargin.SelectMany(margin =>
                            Events(3000).Where(events => events.Length > 0).Select(events => (trial, margin, events))
                        )
                    )
                    .ToArbitrary(),
                one =>
                {
                    var path = StreamPath.Of(one.events, one.trial, one.margin);
                    int most = path.Count;
                    return ((int[])[1, (most / 3) + 1, (2 * most / 3) + 1, most])
                        .Where(m => m <= most)
                        .All(m =>
                            Math.Abs(
                                path.LnPlain(m)
                                    - CohortEvidence.LnE(one.events.Take(m).Count(hit => hit), m, one.trial, one.margin)
                            ) < 1e-9
                            && Math.Abs(path.LnE(m) - Restarted(one.events, m, one.trial, one.margin)) < 1e-9
                        );
                }
            )
        );

    [Fact]
    public void With_AnyOtherEvents_IsToTheBitWhatTheyGiveFromTheBeginning() =>
        Prop.ForAll(
                AnyTrial
                    .SelectMany(trial =>
                        Events(60).SelectMany(before => Events(60).Select(after => (trial, before, after)))
                    )
                    .ToArbitrary(),
                one => Same(StreamPath.Of(one.before, one.trial).With(one.after), StreamPath.Of(one.after, one.trial))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void With_EventsThatArriveInAnyOrder_EndsAtTheSame() =>
        Prop.ForAll(
                Events(50)
                    .SelectMany(events =>
                        Gen.Shuffle(Enumerable.Range(0, events.Length).Where(i => events[i]).ToArray())
                            .Select(order => (events, order))
                    )
                    .ToArbitrary(),
                one =>
                {
                    bool[] now = new bool[one.events.Length];
                    var path = StreamPath.Of(now, Trial);
                    foreach (int patient in one.order)
                    {
                        now[patient] = true;
                        path = path.With(now);
                    }

                    return Same(path, StreamPath.Of(one.events, Trial));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void With_PatientPutInOrTakenOut_IsWhatItGivesFromTheBeginning()
    {
        bool[] events = [.. Enumerable.Range(0, 200).Select(i => i % 3 == 0)];
        var path = StreamPath.Of(events, Trial);
        foreach (int at in (int[])[0, 7, 100, 199])
        {
            bool[] more = [.. events[..at], true, .. events[at..]],
                fewer = [.. events[..at], .. events[(at + 1)..]];
            Assert.True(Same(path.With(more), StreamPath.Of(more, Trial)));
            Assert.True(Same(path.With(more).With(fewer), StreamPath.Of(fewer, Trial)));
            Assert.True(Same(path.With(fewer).With(events), path));
        }
    }

    /// <summary>An event that comes later raises the prefixes that contain its patient and no other: looking early costs nothing.</summary>
    [Fact]
    public void With_EventThatComesLater_LowersNoPrefix() =>
        Prop.ForAll(
                Events(40)
                    .Where(events => events.Length > 0)
                    .SelectMany(events => Gen.Choose(0, events.Length - 1).Select(later => (events, later)))
                    .ToArbitrary(),
                one =>
                {
                    bool[] without = [.. one.events],
                        with = [.. one.events];
                    (without[one.later], with[one.later]) = (false, true);
                    var before = StreamPath.Of(without, Trial);
                    var after = before.With(with);
                    return Enumerable
                        .Range(0, before.Count + 1)
                        .All(m =>
                            m <= one.later
                                ? before.LnPlain(m).Equals(after.LnPlain(m)) && before.LnE(m).Equals(after.LnE(m))
                                : after.LnPlain(m) > before.LnPlain(m) && after.LnE(m) > before.LnE(m)
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void FirstAtLeast_RateThatRisesLate_TheRestartsNoticeItFirst()
    {
        bool[] events = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0), .. Enumerable.Repeat(true, 40)];
        var path = StreamPath.Of(events, Trial);
        int plain = Enumerable.Range(0, path.Count + 1).First(m => path.LnPlain(m) >= Math.Log(20));
        int restarted = path.FirstAtLeast(Math.Log(20)) ?? path.Count + 1;
        Assert.InRange(restarted, 61, plain - 1);
        Assert.True(path.LnE(restarted) >= Math.Log(20) && path.LnE(restarted - 1) < Math.Log(20));
        Assert.Equal(Enumerable.Range(0, path.Count + 1).Max(path.LnE), path.LnMaximum);
    }

    /// <summary>Everything nobody foresees: a number all the same.</summary>
    [Fact]
    public void Of_Extremes_AreNumbers()
    {
        foreach (
            var trial in (ReferenceCount[])
                [new(0, 1), new(1, 1), new(0, 10_000), new(10_000, 10_000), new(9_999, 10_000)]
        )
        {
            foreach (double margin in (double[])[0.1, 1, 8])
            {
                bool[] events = [.. Enumerable.Repeat(true, 30), .. new bool[30]];
                foreach (bool[] one in (bool[][])[events, [.. events.Reverse()]])
                {
                    var path = StreamPath.Of(one, trial, margin);
                    Assert.All(Enumerable.Range(0, path.Count + 1), m =>
                        Assert.True(
                            double.IsFinite(path.LnE(m)) && double.IsFinite(path.LnPlain(m)),
                            $"{trial}, margin {margin}, m = {m}"
                        )
                    );
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Of_ImpossibleMargin_IsRefused(double margin) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StreamPath.Of([true], Trial, margin));
}
