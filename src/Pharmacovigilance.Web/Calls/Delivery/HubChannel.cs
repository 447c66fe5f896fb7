using Microsoft.AspNetCore.SignalR;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>The application itself: tells the person's open clients to read again. A client that is away asks when it comes back.</summary>
public sealed class HubChannel(IHubContext<AlertsHub, IAlertsClient> hub) : IDeliveryChannel
{
    public string Name => ChannelNames.Hub;

    public TimeSpan Limit => TimeSpan.FromSeconds(10);

    public Task SendAsync(DueMessage message, CancellationToken cancellationToken)
    {
        var clients = hub.Clients.Group(AlertsHub.GroupOf(message.PersonId));
        return message.Kind switch
        {
            OutboxKind.Call or OutboxKind.Change => clients.AlertChanged(
                message.AlertId!.Value.ToString(),
                message.Tier.ToString(),
                message.Seq
            ),
            OutboxKind.Alarm => clients.AlarmChanged(message.AlarmId!.Value.ToString(), message.Seq),
            OutboxKind.Digest => clients.DigestReady(message.Seq),
        };
    }

    /// <summary>Every transition is told as a change of its own.</summary>
    public Task SendEndAsync(AnsweredCall call, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>In this process; it is there.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes the person's clients read what they have read already.</summary>
    public Task SendTestAsync(TestMessage test, CancellationToken cancellationToken) =>
        hub.Clients.Group(AlertsHub.GroupOf(test.PersonId)).DigestReady(0);

    /// <summary>The banner shows it by itself.</summary>
    public Task SendDirectAsync(DirectAlarm alarm, CancellationToken cancellationToken) => Task.CompletedTask;
}
