using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>What a client of <see cref="AlertsHub"/> must answer to. Each may come more than once; the number tells.</summary>
public interface IAlertsClient
{
    /// <summary>An alert this person is called to, or that is theirs, is new or is not as it was: read it again.</summary>
    /// <param name="alertId">Opens at <c>/alerts/{alertId}</c>.</param>
    /// <param name="tier"><c>Passive</c>, <c>Page</c> or <c>Interruptive</c>.</param>
    /// <param name="seq">Ascending for one person, over all three messages; not without gaps.</param>
    Task AlertChanged(string alertId, string tier, long seq);

    /// <summary>The system itself fails: read what stands.</summary>
    Task AlarmChanged(string alarmId, long seq);

    /// <summary>A digest is ready.</summary>
    Task DigestReady(long seq);
}

/// <summary>The same as <see cref="IAlertsClient.AlertChanged"/>, as an answer.</summary>
public sealed record AlertChange(string AlertId, string Tier, long Seq)
{
    internal static AlertChange Of(OutboxItem item) => new(item.AlertId.ToString(), item.Tier.ToString(), item.Seq);
}

/// <summary>The same as <see cref="IAlertsClient.AlarmChanged"/>, as an answer.</summary>
public sealed record AlarmChange(string AlarmId, long Seq);

/// <summary>
/// Tells a person's own clients that something changed, never what: no patient data leave through it. A client keeps the
/// highest number it has seen and, after connecting, asks <see cref="Since"/> for what it missed.
/// </summary>
[Authorize]
public sealed class AlertsHub(OutboxStore outbox, SessionWatch watch) : Hub<IAlertsClient>
{
    public const string Address = "/hubs/alerts";

    /// <summary>Most changes in one answer of <see cref="Since"/>.</summary>
    public const int MostAtOnce = 500;

    public static string GroupOf(UserId person) => string.Create(CultureInfo.InvariantCulture, $"person:{person}");

    /// <summary>Joins the group before the client can ask anything, so that nothing falls between the answer and the first message.</summary>
    public override async Task OnConnectedAsync()
    {
        await WatchAsync();
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(Context.User!.UserId()));
        await base.OnConnectedAsync();
    }

    /// <summary>The connection goes with its session; a locked screen is still called.</summary>
    private async Task WatchAsync()
    {
        var (connection, id) = (Context, Context.User!.SessionId() ?? throw new HubException("Sign in again."));
        var state = await watch.StateOfAsync(id);
        if (state.Standing == SessionStanding.Ended)
            throw new HubException("The session has ended.");
        Context.Items[nameof(SessionWatch)] = watch.Watch(id, state, now =>
        {
            if (now.Standing == SessionStanding.Ended)
                connection.Abort();
        });
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[nameof(SessionWatch)] as IDisposable)?.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>What was addressed to the caller after a number, oldest first. Ask again with the last number until the answer is empty.</summary>
    /// <param name="seq">The highest number seen; 0 for everything.</param>
    public async Task<IReadOnlyList<AlertChange>> Since(long seq) =>
        [.. (await outbox.SinceAsync(Context.User!.UserId(), seq, MostAtOnce)).Select(AlertChange.Of)];

    /// <summary>The same for alarms.</summary>
    public async Task<IReadOnlyList<AlarmChange>> AlarmsSince(long seq) =>
        [
            .. (await outbox.AlarmsSinceAsync(Context.User!.UserId(), seq, MostAtOnce)).Select(call => new AlarmChange(
                call.AlarmId.ToString(),
                call.Seq
            )),
        ];
}
