using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

public sealed class SafetyFeedTests
{
    [Fact]
    public void Subscribe_TwoHundredPagesOpenedAndClosedTwice_NobodyIsLeft()
    {
        var feed = new SafetyFeed();
        var pages = Enumerable.Range(0, 200).Select(i => feed.Subscribe($"page {i}", _ => { })).ToList();
        Assert.Equal(200, feed.SubscriberCount);
        Assert.Equal("page 0", feed.SubscriberNames[0]);
        foreach (var page in pages)
        {
            page.Dispose();
            page.Dispose();
        }

        Assert.Equal(0, feed.SubscriberCount);
    }

    [Fact]
    public void Raise_OneSubscriberThrows_TheOthersAreCalledAndItIsReportedByName()
    {
        var reports = new List<Exception>();
        var feed = new SafetyFeed(reports.Add);
        int called = 0;
        using var first = feed.Subscribe("first", _ => called++);
        using var broken = feed.Subscribe("broken", _ => throw new InvalidDataException("no circuit"));
        using var last = feed.Subscribe("last", _ => called++);
        feed.Raise(new FeedChange(1, Rooms.Alerts));

        Assert.Equal(2, called);
        var report = Assert.Single(reports);
        Assert.Contains("'broken'", report.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(report.InnerException);
    }

    [Fact]
    public async Task Raise_CallbackWaitsForAnotherThreadThatSubscribes_DoesNotDeadlock()
    {
        var reports = new List<Exception>();
        var feed = new SafetyFeed(reports.Add);
        using var outer = feed.Subscribe("outer", _ =>
        {
            var other = Task.Run(() => feed.Subscribe("inner", _ => { }).Dispose());
            Assert.True(
                ((IAsyncResult)other).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10)),
                "the lock was held during the call"
            );
        });
        await Task.Run(() => feed.Raise(new FeedChange(1, Rooms.Alerts))).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(reports);
        Assert.Equal(1, feed.SubscriberCount);
    }

    [Fact]
    public void Raise_DisposedDuringTheRaise_IsNotCalledAnyMore()
    {
        var feed = new SafetyFeed();
        bool called = false;
        IDisposable? second = null;
        using var first = feed.Subscribe("first", _ => second!.Dispose());
        second = feed.Subscribe("second", _ => called = true);
        feed.Raise(new FeedChange(1, Rooms.Alerts));
        Assert.False(called);
    }

    [Fact]
    public void Seq_OlderChangeArrives_DoesNotGoBack()
    {
        var feed = new SafetyFeed();
        feed.Resume(10);
        feed.Raise(new FeedChange(12, Rooms.Alerts));
        feed.Raise(new FeedChange(11, Rooms.Alerts));
        Assert.Equal(12, feed.Seq);
    }
}
