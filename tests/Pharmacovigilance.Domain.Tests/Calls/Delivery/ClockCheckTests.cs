using Pharmacovigilance.Domain.Calls.Delivery;

namespace Pharmacovigilance.Domain.Tests.Calls.Delivery;

public sealed class ClockCheckTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 10, 10, ClockState.Even)]
    [InlineData(10, 12, 12, ClockState.Even)]
    [InlineData(10, 12.001, 12.001, ClockState.Jumped)]
    [InlineData(10, 8, 8, ClockState.Even)]
    [InlineData(10, 7.999, 7.999, ClockState.Jumped)]
    [InlineData(10, -3600, -3600, ClockState.Jumped)]
    [InlineData(10, 10, 0, ClockState.Stopped)]
    [InlineData(10, 10, 4.999, ClockState.Stopped)]
    [InlineData(10, 10, 5, ClockState.Even)]
    [InlineData(1, 1, 0, ClockState.Even)]
    [InlineData(10, 10, 600, ClockState.Even)]
    public void Compare_TwoLooks_SaysHowTheClocksRan(double elapsed, double wall, double unit, ClockState expected)
    {
        var after = new ClockLook(TimeSpan.FromSeconds(100 + elapsed), Start.AddSeconds(wall), Start.AddSeconds(unit));

        Assert.Equal(expected, ClockCheck.Compare(new ClockLook(TimeSpan.FromSeconds(100), Start, Start), after).State);
    }

    [Fact]
    public void Compare_ClockSetBack_SaysByHowMuch() =>
        Assert.Equal(
            TimeSpan.FromSeconds(-70),
            ClockCheck
                .Compare(
                    new ClockLook(TimeSpan.Zero, Start, Start),
                    new ClockLook(TimeSpan.FromSeconds(10), Start.AddSeconds(-60), Start)
                )
                .Difference
        );
}
