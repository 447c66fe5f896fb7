using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>The day a digest is about; kept beside its row of the outbox.</summary>
internal sealed record DigestDay(DateOnly Date);

/// <summary>Announces the digest of the day before to the safety officers, once.</summary>
internal static class DigestRows
{
    public static bool IsDue(QueryScope scope)
    {
        var today = scope.Clock.Today;
        if (scope.Clock.Now < scope.Clock.FromUnit(today.ToDateTime(scope.Policy.DigestAt)))
            return false;
        return Waiting(scope, today).Count > 0
            && HasAnythingBefore(scope, scope.Clock.FromUnit(today.ToDateTime(TimeOnly.MinValue)));
    }

    public static bool Announce(WriteScope scope)
    {
        var today = scope.Clock.DateOf(scope.Now);
        var waiting = Waiting(scope, today);
        foreach (var officer in waiting)
        {
            OutboxRows.Insert(
                scope,
                new OutboxEntry(
                    officer,
                    OutboxKind.Digest,
                    OutboxCause.DigestReady,
                    AlertTier.Passive,
                    IsSent: true,
                    "SafetyOfficer",
                    Detail: StoredJson.Write(new DigestDay(today.AddDays(-1)))
                )
            );
        }

        scope.Touch(Rooms.Alerts);
        return waiting.Count > 0;
    }

    /// <summary>Officers who have not been told today.</summary>
    private static IReadOnlyList<UserId> Waiting(QueryScope scope, DateOnly today) =>
        [
            .. AccountStore
                .WithRole(scope, Role.SafetyOfficer)
                .Select(officer => officer.Id)
                .Where(officer =>
                    scope.Single<int>(
                        "select count(*) from outbox where person_id = @officer and created_at >= @since and kind = 'Digest'",
                        new { officer, since = scope.Clock.FromUnit(today.ToDateTime(TimeOnly.MinValue)) }
                    ) == 0
                ),
        ];

    /// <summary>A unit without a single alert before today has no day to sum up.</summary>
    private static bool HasAnythingBefore(QueryScope scope, DateTimeOffset midnight) =>
        scope.Query<AlertId>("select id from alert where opened_at < @midnight limit 1", new { midnight }).Count > 0;
}
