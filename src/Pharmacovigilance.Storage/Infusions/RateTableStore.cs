using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>An administrator's word that a rate table, or the flat dose, stands so in a document.</summary>
public sealed record TableSignature
{
    public required string PlanId { get; init; }

    public required string PlanVersion { get; init; }

    /// <summary>What was confirmed: a signature never speaks for other content.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The leaflet that was read.</summary>
    public required string Document { get; init; }

    public required string SignedBy { get; init; }

    public required DateTimeOffset SignedAt { get; init; }
}

/// <summary>One entry of the history.</summary>
public sealed record TableEntry
{
    public required string PlanId { get; init; }

    public required string PlanVersion { get; init; }

    public required string ContentHash { get; init; }

    /// <summary>True = an earlier signature was taken back; then <see cref="Words"/> is the reason, otherwise the document.</summary>
    public required bool Withdrawn { get; init; }

    public required string Words { get; init; }

    public required string SignedBy { get; init; }

    public required DateTimeOffset SignedAt { get; init; }
}

/// <summary>"Confirm against the leaflet": who did so for which rate table, signed and never changed.</summary>
public sealed class RateTableStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Longest document or reason, in characters.</summary>
    public const int LongestText = 1000;

    private const string Newest = "select * from rate_table_signature order by signed_at desc, id desc";

    /// <summary>Everything said about any table, newest first.</summary>
    public Task<IReadOnlyList<TableEntry>> HistoryAsync() =>
        database.ReadAsync<IReadOnlyList<TableEntry>>(scope =>
            [.. scope.Query<Row>(Newest).Select(row => row.ToEntry())]
        );

    /// <summary>Signs "I read this table as it stands in this document".</summary>
    /// <param name="seenHash">The content the person saw.</param>
    /// <exception cref="RefusedException">The content is another one now, it is signed already, or no document is named.</exception>
    public Task SignAsync(
        Actor actor,
        string planId,
        string seenHash,
        string document,
        string? idempotencyKey = null
    ) => SayAsync(actor, planId, seenHash, withdrawn: false, document, idempotencyKey);

    /// <summary>Takes a signature back: the table is to be confirmed again.</summary>
    /// <exception cref="RefusedException">It is not signed, or there is no reason.</exception>
    public Task WithdrawAsync(
        Actor actor,
        string planId,
        string seenHash,
        string reason,
        string? idempotencyKey = null
    ) => SayAsync(actor, planId, seenHash, withdrawn: true, reason, idempotencyKey);

    private Task SayAsync(
        Actor actor,
        string planId,
        string seenHash,
        bool withdrawn,
        string words,
        string? idempotencyKey
    ) =>
        queue.RunAsync(
            new WriteRequest(actor, withdrawn ? "rate-table.withdraw" : "rate-table.sign", idempotencyKey),
            scope =>
            {
                scope.RequireRole(Role.Administrator);
                var person = scope.Actor.UserId ?? throw new RefusedException("reference.needs-a-person", "signature");
                if (string.IsNullOrWhiteSpace(words))
                    throw new RefusedException(
                        withdrawn ? "reason-required" : "reference.document-required",
                        withdrawn ? "reason" : "document"
                    );
                if (words.Trim().Length > LongestText)
                    throw new RefusedException("too-long", withdrawn ? "reason" : "document", $"{LongestText}");
                var plans = scope.Knowledge.RatePlans;
                if (!string.Equals(plans.HashOf(planId), seenHash, StringComparison.Ordinal))
                    throw new RefusedException("rate-table.content-changed", "plan");
                bool signed = Standing(scope).ContainsKey(seenHash);
                if (signed && !withdrawn)
                    throw new RefusedException("rate-table.signed-already", "plan");
                if (!signed && withdrawn)
                    throw new RefusedException("rate-table.not-signed", "plan");

                var entry = new TableEntry
                {
                    PlanId = planId,
                    PlanVersion = plans.Find(planId)?.Version ?? plans.Subcutaneous.Version,
                    ContentHash = seenHash,
                    Withdrawn = withdrawn,
                    Words = words.Trim(),
                    SignedBy = scope.Actor.Name,
                    SignedAt = scope.Now,
                };
                Insert(scope, entry, person);
                scope.Audit(
                    new AuditEntry(
                        Action: withdrawn ? "rate-table.withdrawn" : "rate-table.signed",
                        SubjectType: "rate-table",
                        SubjectId: planId,
                        Details: StoredJson.Write(entry),
                        Reason: withdrawn ? entry.Words : null
                    )
                );
                scope.Touch(Rooms.Infusions | Rooms.Reference);
                return true;
            }
        );

    /// <summary>The signatures that count, by content.</summary>
    internal static IReadOnlyDictionary<string, TableSignature> Standing(QueryScope scope) =>
        scope
            .Query<Row>(Newest)
            .DistinctBy(row => row.ContentSha256, StringComparer.Ordinal)
            .Select(row => row.ToEntry())
            .Where(entry => !entry.Withdrawn)
            .ToDictionary(
                entry => entry.ContentHash,
                entry => new TableSignature
                {
                    PlanId = entry.PlanId,
                    PlanVersion = entry.PlanVersion,
                    ContentHash = entry.ContentHash,
                    Document = entry.Words,
                    SignedBy = entry.SignedBy,
                    SignedAt = entry.SignedAt,
                },
                StringComparer.Ordinal
            );

    private static void Insert(WriteScope scope, TableEntry entry, UserId person) =>
        scope.Execute(
            """
            insert into rate_table_signature (id, plan_id, plan_version, content_sha256, step, document, reason, signed_by_id, signed_by, signed_at)
            values (@id, @PlanId, @PlanVersion, @ContentHash, @step, @document, @reason, @person, @SignedBy, @SignedAt)
            """,
            new
            {
                id = scope.NewId<RateTableSignatureId>(),
                entry.PlanId,
                entry.PlanVersion,
                entry.ContentHash,
                step = entry.Withdrawn ? "Withdrawn" : "Signed",
                document = entry.Withdrawn ? null : entry.Words,
                reason = entry.Withdrawn ? entry.Words : null,
                person,
                entry.SignedBy,
                entry.SignedAt,
            }
        );

    private sealed record Row
    {
        public required string PlanId { get; init; }
        public required string PlanVersion { get; init; }
        public required string ContentSha256 { get; init; }
        public required string Step { get; init; }
        public required string? Document { get; init; }
        public required string? Reason { get; init; }
        public required string SignedBy { get; init; }
        public required DateTimeOffset SignedAt { get; init; }

        public TableEntry ToEntry() =>
            new()
            {
                PlanId = PlanId,
                PlanVersion = PlanVersion,
                ContentHash = ContentSha256,
                Withdrawn = Step == "Withdrawn",
                Words = Document ?? Reason ?? "",
                SignedBy = SignedBy,
                SignedAt = SignedAt,
            };
    }
}
