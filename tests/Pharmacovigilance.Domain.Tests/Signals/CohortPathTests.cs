using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class CohortPathTests
{
    private static readonly ReferenceCount Trial = new(52, 152);

    [Fact]
    public void Of_Nobody_HasNoPoint() => Assert.Empty(CohortPath.Of([], Trial));

    [Fact]
    public void Of_FirstPatients_MixesTheFirstBeginningWithOne()
    {
        var point = CohortPath.Of([true], Trial)[0];
        Assert.Equal(Math.Log((1 + Math.Exp(point.LnPlain)) / 2), point.LnRestarted, 12);
    }

    /// <summary>An event that comes later raises the prefixes that contain its patient and no other: looking early costs nothing.</summary>
    [Fact]
    public void Of_EventThatComesLater_LowersNoPrefix() => Prop.ForAll(
        Gen.Choose(1, 40).SelectMany(count => Gen.ArrayOf(Gen.Elements(true, false), count)).SelectMany(events => Gen.Choose(0, events.Length - 1).Select(later => (events, later))).ToArbitrary(),
        one =>
        {
            bool[] before = [.. one.events];
            before[one.later] = false;
            bool[] after = [.. before];
            after[one.later] = true;
            return CohortPath.Of(before, Trial).Zip(CohortPath.Of(after, Trial)).All(pair => pair.First.M <= one.later
                ? pair.First == pair.Second
                : pair.Second.LnPlain > pair.First.LnPlain && pair.Second.LnRestarted > pair.First.LnRestarted);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_RateThatRisesLate_TheRestartsNoticeItFirst()
    {
        bool[] events = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0), .. Enumerable.Repeat(true, 40)];
        var path = CohortPath.Of(events, Trial);
        int plain = path.First(point => point.LnPlain >= Math.Log(20)).M;
        int restarted = path.First(point => point.LnRestarted >= Math.Log(20)).M;
        Assert.True(restarted < plain, $"{restarted} and {plain} patients");
    }
}
