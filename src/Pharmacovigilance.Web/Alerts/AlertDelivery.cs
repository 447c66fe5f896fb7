using Microsoft.AspNetCore.SignalR;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>
/// Carries the outbox to the hub, at least once and across restarts: what is not marked as delivered is due. The feed
/// only wakes it, so a writer never waits for a client and a lost call loses nothing.
/// </summary>
public sealed class AlertDelivery(
    OutboxStore outbox, IHubContext<AlertsHub, IAlertsClient> hub, SafetyFeed feed, DeliveryHealth health, TimeProvider time) : BackgroundService
{
    private const string Channel = "hub";
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim woken = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(nameof(AlertDelivery), change =>
        {
            if (change.Rooms.HasFlag(Rooms.Alerts)) Wake();
        });
        int failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            failures = await TryDeliverAsync(stoppingToken) ? 0 : failures + 1;
            // A new alert does not wait for the end of a back-off.
            await ((Task)woken.WaitAsync(Patience(failures), stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal static TimeSpan Patience(int failures) =>
        failures == 0 ? Sweep : TimeSpan.FromTicks(Math.Min(Sweep.Ticks, FirstRetry.Ticks << Math.Min(failures - 1, 20)));

    private void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake: the next round reads everything that is due.
        }
    }

    private async Task<bool> TryDeliverAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await outbox.DueAsync(Channel) is { Count: > 0 } due) await DeliverAsync(due, stoppingToken);
            health.Works();
            return true;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception e)
        {
            health.Fails(e);
            return false;
        }
    }

    /// <summary>Sends all, also after one that failed: a client that hangs must not keep the others' alerts.</summary>
    private async Task DeliverAsync(IReadOnlyList<OutboxItem> due, CancellationToken stoppingToken)
    {
        var sent = new List<long>(due.Count);
        var failures = new List<Exception>();
        foreach (var item in due)
        {
            try
            {
                var change = AlertChange.Of(item);
                await hub.Clients.Group(AlertsHub.GroupOf(item.PersonId)).AlertChanged(change.AlertId, change.Tier, change.Seq)
                    .WaitAsync(SendLimit, time, stoppingToken);
                sent.Add(item.Seq);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                failures.Add(e);
            }
        }

        if (sent.Count > 0) await outbox.MarkDeliveredAsync(sent, Channel);
        if (failures.Count > 0) throw new AggregateException($"{failures.Count} of {due.Count} alert changes were not sent.", failures);
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }
}
