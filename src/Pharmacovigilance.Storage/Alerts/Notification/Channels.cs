using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts.Notification;

/// <summary>By which channels a person learns what.</summary>
internal static class Channels
{
    public const string Hub = "hub";

    /// <summary>Every channel that has to deliver a row of the outbox; asked in the transaction that writes the row.</summary>
    public static IReadOnlyList<string> For(QueryScope scope, UserId personId, OutboxKind kind, AlertTier tier) => [Hub];
}
