using Pharmacovigilance.Domain.Calls.Delivery;

namespace Pharmacovigilance.Domain.Tests.Calls.Delivery;

public sealed class DeliveryPatienceTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 5)]
    [InlineData(2, 15)]
    [InlineData(3, 60)]
    [InlineData(4, 300)]
    [InlineData(5, 900)]
    [InlineData(6, 1800)]
    [InlineData(11, 1800)]
    [InlineData(1_000_000, 1800)]
    public void Outside_Failures_WaitsLongerUpToHalfAnHour(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryPatience.Outside(failures));

    [Fact]
    public void Outside_NegativeFailures_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DeliveryPatience.Outside(-1));

    [Theory]
    [InlineData(3, 60)]
    [InlineData(90, 90)]
    [InlineData(1800, 1800)]
    [InlineData(1801, 1800)]
    public void Outside_ReceiverAsksForMore_IsRespectedUpToHalfAnHour(int asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryPatience.Outside(3, TimeSpan.FromSeconds(asked)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 250)]
    [InlineData(2, 500)]
    [InlineData(7, 16_000)]
    [InlineData(8, 30_000)]
    [InlineData(1_000_000, 30_000)]
    public void Inside_Failures_WaitsLongerUpToHalfAMinute(int failures, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DeliveryPatience.Inside(failures));

    [Theory]
    [InlineData(11, 23.99, false)]
    [InlineData(12, 0, true)]
    [InlineData(1, 24, true)]
    [InlineData(1, 23.99, false)]
    public void IsExhausted_TwelveFailuresOrADay(int failures, double hours, bool exhausted) =>
        Assert.Equal(exhausted, DeliveryPatience.IsExhausted(failures, TimeSpan.FromHours(hours)));
}
