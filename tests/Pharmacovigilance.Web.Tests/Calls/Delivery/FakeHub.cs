using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Pharmacovigilance.Web.Calls.Delivery;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>A hub that remembers what it was asked to send and can be out of order, as a whole or for one group.</summary>
internal sealed class FakeHub : IHubContext<AlertsHub, IAlertsClient>, IHubClients<IAlertsClient>
{
    private int failures;

    public ConcurrentQueue<(string Group, AlertChange Change)> Sent { get; } = [];

    /// <summary>The group whose sends fail for good; null = none.</summary>
    public string? BrokenGroup { get; set; }

    public IHubClients<IAlertsClient> Clients => this;

    public IGroupManager Groups => throw new NotSupportedException();

    public IAlertsClient All => throw new NotSupportedException();

    public void FailNext(int sends) => Interlocked.Exchange(ref failures, sends);

    public IAlertsClient Group(string groupName) => new Recipient(this, groupName);

    public IAlertsClient AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    public IAlertsClient Client(string connectionId) => throw new NotSupportedException();

    public IAlertsClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) =>
        throw new NotSupportedException();

    IAlertsClient IHubClients<IAlertsClient>.Clients(IReadOnlyList<string> connectionIds) =>
        throw new NotSupportedException();

    IAlertsClient IHubClients<IAlertsClient>.Groups(IReadOnlyList<string> groupNames) =>
        throw new NotSupportedException();

    public IAlertsClient User(string userId) => throw new NotSupportedException();

    public IAlertsClient Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();

    private sealed class Recipient(FakeHub hub, string group) : IAlertsClient
    {
        public Task AlertChanged(string alertId, string tier, long seq)
        {
            if (group == hub.BrokenGroup || Interlocked.Decrement(ref hub.failures) >= 0)
                return Task.FromException(new IOException("the hub is out of order"));
            hub.Sent.Enqueue((group, new AlertChange(alertId, tier, seq)));
            return Task.CompletedTask;
        }

        public Task AlarmChanged(string alarmId, long seq) => Task.CompletedTask;

        public Task DigestReady(long seq) => Task.CompletedTask;
    }
}
