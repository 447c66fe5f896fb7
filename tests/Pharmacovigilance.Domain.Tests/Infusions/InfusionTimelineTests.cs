using Pharmacovigilance.Domain.Infusions;
using static Pharmacovigilance.Domain.Tests.Infusions.TestSteps;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class InfusionTimelineTests
{
    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, 25_000L)]
    [InlineData(49, 25_000L)]
    [InlineData(50, 25_000L)]
    [InlineData(51, null)]
    [InlineData(79, null)]
    [InlineData(80, 12_500L)]
    [InlineData(110, 25_000L)]
    [InlineData(240, 25_000L)]
    [InlineData(241, null)]
    public void RateAt_OfAReaction_IsWhatRanUntilItWasStopped(int minute, long? expected)
    {
        InfusionStep[] steps =
        [
            Started(0, 1),
            Interrupted(50, 2),
            Resumed(80, 3),
            RateChanged(110, 4, 25_000),
            Ended(240, 5),
        ];
        Assert.Equal(expected, InfusionTimeline.RateAt(steps, Nine.AddMinutes(minute)));
    }
}
