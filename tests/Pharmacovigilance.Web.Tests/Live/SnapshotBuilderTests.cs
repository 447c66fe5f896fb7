using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Live;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Live;

/// <summary>The builder of a served unit: what is committed becomes visible, and what did not change stays the same object.</summary>
public class SnapshotBuilderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Save_BecomesVisible_AndUntouchedPartsStayTheSameObject()
    {
        await using var unit = await AlertUnit.ServeAsync();
        var live = unit.Get<LiveUnit>();
        var before = await WaitAsync(live, state => state.Snapshot.Alerts.Undecided.Count == 0);
        var alert = await unit.HoldAsync();
        var held = await WaitAsync(live, state => state.Snapshot.Alerts.Undecided.Any(a => a.AlertId == alert));

        await unit.Alerts.AcknowledgeAsync(unit.Physician, alert);

        var seen = await WaitAsync(live, state =>
            state.Snapshot.Alerts.Undecided.Any(a => a.Status == Domain.Alerts.AlertStatus.Acknowledged)
        );
        Assert.True(seen.Snapshot.Seq > held.Snapshot.Seq && held.Snapshot.Seq > before.Snapshot.Seq);
        Assert.Same(held.Snapshot.Board, seen.Snapshot.Board);
        Assert.NotSame(held.Snapshot.Alerts, seen.Snapshot.Alerts);
        Assert.Null(seen.StaleReason);
    }

    [Fact]
    public async Task Reader_NothingTouched_TakesEveryPartOver()
    {
        await using var unit = await AlertUnit.OpenAsync();
        await unit.HoldAsync();
        var reader = unit.Get<UnitSnapshotReader>();
        var first = await reader.ReadAsync(null, Rooms.None);

        var again = await reader.ReadAsync(first, Rooms.Audit);

        Assert.Same(first.Today, again.Today);
        Assert.Same(first.Board, again.Board);
        Assert.Same(first.Alerts, again.Alerts);
        Assert.Same(first.LastEvents, again.LastEvents);
    }

    private static async Task<LiveState> WaitAsync(LiveUnit live, Func<LiveState, bool> wanted)
    {
        var found = new TaskCompletionSource<LiveState>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task Look(LiveState state)
        {
            if (wanted(state))
                found.TrySetResult(state);
            return Task.CompletedTask;
        }

        var (now, subscription) = live.Subscribe(Look);
        using (subscription)
        {
            if (now is not null)
                await Look(now);
            return await found.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
    }
}
