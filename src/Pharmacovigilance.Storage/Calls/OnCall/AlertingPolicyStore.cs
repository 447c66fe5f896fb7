using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.OnCall;

/// <summary>A version of the alerting policy with its signature.</summary>
/// <param name="Since">From when it holds; null for the shipped proposal.</param>
public sealed record SignedPolicy(AlertingPolicy Policy, DateTimeOffset? Since, string? Reason, string? SignedBy)
{
    public static readonly SignedPolicy Shipped = new(AlertingPolicy.Shipped, null, null, null);
}

/// <summary>How the unit calls people: each change is a new signed version.</summary>
public sealed class AlertingPolicyStore(UnitDatabase database, WriteQueue queue)
{
    private const string Sql = "select version, content_json, since, reason, signed_by from alerting_policy";

    /// <summary>Every version, newest first; the last is the shipped proposal.</summary>
    public Task<IReadOnlyList<SignedPolicy>> AllAsync() =>
        database.ReadAsync<IReadOnlyList<SignedPolicy>>(scope =>
            [.. scope.Query<Row>($"{Sql} order by version desc").Select(row => row.ToPolicy()), SignedPolicy.Shipped]
        );

    /// <summary>Signs new content as the next version, in force from now on. Escalations under way keep theirs.</summary>
    /// <param name="seen">Content as entered; the version is that of the policy the person changed.</param>
    /// <exception cref="RefusedException">No reason, unusable content, nothing changed, or somebody signed another version meanwhile.</exception>
    public Task SignAsync(Actor actor, AlertingPolicy seen, string reason, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "alerting.sign", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer, Role.Administrator);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            RefusedException.ThrowIfAny(seen.Check());
            var current = InForce(scope);
            if (seen.Version != current.Version)
                throw new RefusedException(
                    "alerting.changed-meanwhile",
                    "policy",
                    current.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)
                );
            if (string.Equals(StoredJson.Write(seen), StoredJson.Write(current), StringComparison.Ordinal))
                throw new RefusedException("alerting.unchanged", "policy");

            var next = seen with { Version = current.Version + 1 };
            scope.Execute(
                "insert into alerting_policy (version, content_json, since, reason, signed_by_id, signed_by) values (@version, @content, @now, @reason, @byId, @by)",
                new
                {
                    version = next.Version,
                    content = StoredJson.Write(next),
                    now = scope.Now,
                    reason = reason.Trim(),
                    byId = scope.Actor.UserId,
                    by = scope.Actor.Name,
                }
            );
            scope.Audit(
                new AuditEntry(
                    Action: "alerting.signed",
                    SubjectType: "alerting-policy",
                    SubjectId: next.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Details: StoredJson.Write(new { was = current, now = next }),
                    Reason: reason.Trim()
                )
            );
            NobodyOnCall.Settle(scope);
            scope.Touch(Rooms.Alerts);
            return true;
        });

    internal static AlertingPolicy InForce(QueryScope scope) =>
        scope.FirstOrDefault<Row>($"{Sql} order by version desc limit 1")?.ToPolicy().Policy ?? AlertingPolicy.Shipped;

    /// <summary>A certain version, under which an escalation began.</summary>
    internal static AlertingPolicy Of(QueryScope scope, int version) =>
        version == AlertingPolicy.Shipped.Version
            ? AlertingPolicy.Shipped
            : scope.Single<Row>($"{Sql} where version = @version", new { version }).ToPolicy().Policy;

    private sealed record Row
    {
        public required int Version { get; init; }
        public required string ContentJson { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required string Reason { get; init; }
        public required string SignedBy { get; init; }

        public SignedPolicy ToPolicy() =>
            new(
                StoredJson.Read<AlertingPolicy>(ContentJson)
                    ?? throw new InvalidDataException($"alerting_policy {Version} has no content."),
                Since,
                Reason,
                SignedBy
            );
    }
}
