using Pharmacovigilance.Web.Verbs.Demo;

namespace Pharmacovigilance.Web.Tests.Verbs.Demo;

public sealed class DemoTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 7, 30, 0, TimeSpan.Zero);

    private readonly HostTime host = new();

    [Fact]
    public void Now_BeforeItRuns_StandsStill()
    {
        var time = new DemoTime(host, Start);
        host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Start, time.GetUtcNow());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(10, 100)]
    [InlineData(60, 600)]
    public void Now_TenSecondsLater_IsTimesTheSpeed(int speed, int seconds)
    {
        var time = new DemoTime(host, Start);
        time.RunAt(speed);
        host.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Start.AddSeconds(seconds), time.GetUtcNow());
        Assert.Equal(speed, time.Speed);
    }

    [Fact]
    public void RunAt_ChangedWhileRunning_KeepsWhatHasPassed()
    {
        var time = new DemoTime(host, Start);
        time.RunAt(60);
        host.Advance(TimeSpan.FromSeconds(10));
        time.RunAt(1);
        host.Advance(TimeSpan.FromSeconds(10));
        time.RunAt(0);
        host.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Start.AddSeconds(610), time.GetUtcNow());
    }

    [Fact]
    public void RunAt_SpeedThatIsNotOffered_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DemoTime(host, Start).RunAt(-1));

    [Fact]
    public void MoveTo_Earlier_NeverGoesBack()
    {
        var time = new DemoTime(host, Start);
        time.MoveTo(Start.AddHours(2));
        time.MoveTo(Start);
        Assert.Equal(Start.AddHours(2), time.GetUtcNow());
    }

    [Fact]
    public async Task Now_ReadByManyWhileTheSpeedChanges_NeverGoesBack()
    {
        var time = new DemoTime(TimeProvider.System, Start);
        var readers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(
                    () =>
                    {
                        var last = Start;
                        for (int i = 0; i < 20_000; i++)
                        {
                            var now = time.GetUtcNow();
                            Assert.True(now >= last, $"{now:O} came after {last:O}");
                            last = now;
                        }
                    },
                    TestContext.Current.CancellationToken
                )
            )
            .ToList();
        for (int i = 0; i < 2_000; i++)
            time.RunAt(DemoTime.Speeds[i % DemoTime.Speeds.Count]);
        await Task.WhenAll(readers);
    }

    private sealed class HostTime : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
