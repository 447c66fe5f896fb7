using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>By which channels a person learns what.</summary>
internal static class Channels
{
    private static readonly IReadOnlyList<string> Inside = [ChannelNames.Hub];

    /// <summary>
    /// Every channel that has to deliver a row of the outbox; asked in the transaction that writes the row. The application
    /// always; what asks for somebody also by the channels the unit has set up, mail only where an address is known; a
    /// digest by mail.
    /// </summary>
    public static IReadOnlyList<string> For(QueryScope scope, UserId personId, OutboxKind kind, AlertTier tier) =>
        kind == OutboxKind.Change || (kind == OutboxKind.Call && tier < AlertTier.Page)
            ? Inside
            : [.. Inside, .. DeliveryStore.On(scope).Where(channel => Carries(scope, channel, personId, kind))];

    private static bool Carries(QueryScope scope, string channel, UserId personId, OutboxKind kind) =>
        channel switch
        {
            ChannelNames.Mail => ContactStore.EmailOf(scope, personId) is not null,
            ChannelNames.Webhook => kind is OutboxKind.Call or OutboxKind.Alarm,
            _ => false,
        };
}
