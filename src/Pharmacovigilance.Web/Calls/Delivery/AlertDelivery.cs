using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>
/// Carries the outbox to every channel. The feed only wakes the loops, so a writer never waits for a receiver and a lost
/// call loses nothing.
/// </summary>
public sealed class AlertDelivery(
    IReadOnlyList<IDeliveryChannel> channels,
    DeliveryStore store,
    SafetyFeed feed,
    DeliveryHealth health,
    UnitClock clock,
    TimeProvider time
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loops = channels.Select(channel => new ChannelLoop(channel, store, health, clock, time)).ToList();
        using var subscription = feed.Subscribe(nameof(AlertDelivery), change =>
        {
            if (!change.Rooms.HasFlag(Rooms.Alerts))
                return;
            foreach (var loop in loops)
                loop.Wake();
        });
        await Task.WhenAll(loops.Select(loop => Task.Run(() => loop.RunAsync(stoppingToken), CancellationToken.None)));
    }
}
