using Microsoft.Extensions.Logging.Abstractions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Tests.Live;

public class LiveUnitTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly LiveUnit live = new(NullLogger<LiveUnit>.Instance);

    [Fact]
    public void Subscribe_TwoHundredPagesOpenedAndClosed_LeaveNoSubscriber()
    {
        var open = Enumerable.Range(0, 200).Select(_ => live.Subscribe(_ => Task.CompletedTask).Subscription).ToList();
        Assert.Equal(200, live.SubscriberCount);

        foreach (var subscription in open)
        {
            subscription.Dispose();
            subscription.Dispose();
        }

        Assert.Equal(0, live.SubscriberCount);
    }

    [Fact]
    public void Subscribe_AfterASnapshot_HandsItOverAtOnce()
    {
        live.Publish(State(7));

        var (state, subscription) = live.Subscribe(_ => Task.CompletedTask);

        Assert.Equal(7, state!.Snapshot.Seq);
        subscription.Dispose();
    }

    [Fact]
    public async Task Publish_OneSubscriberThrows_TheOthersStillGetIt()
    {
        var got = new TaskCompletionSource<LiveState>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var broken = live.Subscribe(_ => throw new InvalidOperationException("a page failed")).Subscription;
        using var sound = live.Subscribe(state =>
        {
            got.TrySetResult(state);
            return Task.CompletedTask;
        }).Subscription;

        live.Publish(State(8));

        var state = await got.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(8, state.Snapshot.Seq);
    }

    internal static LiveState State(long seq) =>
        new(
            new UnitSnapshot(
                seq,
                Start.AddSeconds(seq),
                new TodayPart(new DateOnly(2026, 3, 2), []),
                new BoardPart([]),
                new AlertsPart([]),
                new LastEventsPart([])
            )
        );
}
