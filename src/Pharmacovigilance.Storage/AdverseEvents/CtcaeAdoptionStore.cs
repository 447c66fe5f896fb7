using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>A signed decision of the unit to grade by a version.</summary>
public sealed record RecordedAdoption(CtcaeVersion Version, DateTimeOffset Since, string Reason, string SignedBy);

/// <summary>Which CTCAE version is in force: previewed, signed, dated, and never changed afterwards.</summary>
public sealed class CtcaeAdoptionStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>All decisions, newest first; empty in a unit that works by the default.</summary>
    public Task<IReadOnlyList<RecordedAdoption>> AllAsync() =>
        database.ReadAsync<IReadOnlyList<RecordedAdoption>>(scope =>
            [
                .. Rows(scope)
                    .Reverse()
                    .Select(row => new RecordedAdoption(row.Parsed, row.Since, row.Reason, row.SignedBy)),
            ]
        );

    internal static CtcaeHistory History(QueryScope scope) =>
        new(Rows(scope).Select(row => new CtcaeAdoption(row.Parsed, row.Since)));

    /// <summary>What adopting a version would change, worked out over all courses; changes nothing.</summary>
    /// <param name="progress">Courses done of all courses.</param>
    public Task<CtcaePreview> PreviewAsync(CtcaeVersion version, IProgress<(int Done, int All)>? progress = null) =>
        database.ReadAsync(scope => CtcaePreviewing.Of(scope, scope.Knowledge, version, progress));

    /// <summary>Adopts a version from now on and counts all courses anew in the same transaction.</summary>
    /// <param name="seen">The preview the person signed for.</param>
    /// <exception cref="RefusedException">No reason, the version is in force already, or another version came into force since the preview.</exception>
    public async Task AdoptAsync(Actor actor, CtcaePreview seen, string reason, string? idempotencyKey = null)
    {
        await queue
            .RunAsync(new WriteRequest(actor, "ctcae.adopt", idempotencyKey), scope =>
            {
                scope.RequireRole(Role.SafetyOfficer, Role.Administrator);
                var current = scope.Knowledge.CtcaeHistory.Current;
                if (string.IsNullOrWhiteSpace(reason))
                    throw new RefusedException("reason-required", "reason");
                if (current == seen.To)
                    throw new RefusedException("ctcae.in-force-already", "version", CtcaeVersions.Format(current));
                if (current != seen.From)
                    throw new RefusedException("ctcae.preview-outdated", "version", CtcaeVersions.Format(current));
                Insert(scope, seen, reason.Trim());
                scope.Decided();
                TallyStore.CountAnew(scope);
                return true;
            })
            .ConfigureAwait(false);
        database.Known.Follow(database);
    }

    private static void Insert(WriteScope scope, CtcaePreview seen, string reason)
    {
        string preview = StoredJson.Write(seen);
        scope.Execute(
            """
            insert into ctcae_adoption (position, version, since, reason, signed_by_id, signed_by, preview_json)
            values ((select count(*) + 1 from ctcae_adoption), @version, @now, @reason, @byId, @by, @preview)
            """,
            new
            {
                version = CtcaeVersions.Format(seen.To),
                now = scope.Now,
                reason,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
                preview,
            }
        );
        scope.Audit(
            new AuditEntry(
                Action: "ctcae.adopted",
                SubjectType: "ctcae",
                SubjectId: CtcaeVersions.Format(seen.To),
                Details: preview,
                Reason: reason
            )
        );
        scope.Touch(Rooms.AdverseEvents | Rooms.Reference | Rooms.Signals);
    }

    private static IReadOnlyList<Row> Rows(QueryScope scope) =>
        scope.Query<Row>("select version, since, reason, signed_by from ctcae_adoption order by position");

    private sealed record Row
    {
        public required string Version { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required string Reason { get; init; }
        public required string SignedBy { get; init; }

        public CtcaeVersion Parsed => CtcaeVersions.Parse(Version, "ctcae_adoption.version");
    }
}
