using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Reference;

/// <summary>
/// Second-person verification of the reference ledger: what persons of the unit said about its rows, signed and never
/// changed. An unverified row colours the board only after two different accounts have read it in the publication.
/// </summary>
public sealed class VerificationStore(UnitDatabase database, WriteQueue queue)
{
    public const int LongestText = 1000;

    /// <summary>Everything said about a row, oldest first, also about content it no longer has.</summary>
    public Task<IReadOnlyList<VerificationEntry>> OfRowAsync(string rateId) =>
        database.ReadAsync(scope => VerificationRows.Of(scope, rateId));

    /// <summary>Everything said about any row, oldest first.</summary>
    public Task<IReadOnlyList<VerificationEntry>> AllAsync() => database.ReadAsync(VerificationRows.All);

    /// <summary>Signs "I read this row as it stands in this document".</summary>
    /// <param name="seenHash">The content the person saw; if the row has other content now, nothing is signed.</param>
    /// <param name="document">Citation, DOI or page, 1–1000 characters.</param>
    /// <exception cref="RefusedException">
    /// The row is not to be verified, has no count or changed meanwhile, the document is missing, a rejection stands, or it
    /// is the same person again.
    /// </exception>
    public Task ReadAsync(
        Actor actor,
        string rateId,
        string seenHash,
        string document,
        string? idempotencyKey = null
    ) => SignAsync(actor, "reference.read", idempotencyKey, scope =>
        {
            var (row, standing) = Open(scope, rateId, seenHash);
            RequireText(document, "document", "reference.document-required");
            if (row.PatientsWithEvent is null)
                throw new RefusedException("reference.no-count", "row");
            if (standing.Rejections is [var rejection, ..])
                throw new RefusedException("reference.rejected-here", "row", rejection.By);
            if (standing.ReadBy(Person(scope)))
                throw new RefusedException("reference.same-person", "row", scope.Actor.Name);
            return Entry(scope, rateId, seenHash, VerificationStep.Read, document: document.Trim());
        });

    /// <summary>Signs "the document says otherwise": while it stands, the row colours nothing.</summary>
    /// <exception cref="RefusedException">The row is not to be verified or changed meanwhile, or there is no reason.</exception>
    public Task RejectAsync(
        Actor actor,
        string rateId,
        string seenHash,
        string reason,
        string? idempotencyKey = null
    ) => SignAsync(actor, "reference.reject", idempotencyKey, scope =>
        {
            Open(scope, rateId, seenHash);
            RequireText(reason, "reason", "reason-required");
            return Entry(scope, rateId, seenHash, VerificationStep.Rejected, reason: reason.Trim());
        });

    /// <summary>Takes an entry back. Anybody may stop a row from colouring; a rejection is only taken back by its author.</summary>
    /// <exception cref="RefusedException">There is no such entry, it was taken back already, it is somebody else's rejection, or there is no reason.</exception>
    public Task WithdrawAsync(Actor actor, VerificationId entry, string reason, string? idempotencyKey = null) =>
        SignAsync(actor, "reference.withdraw", idempotencyKey, scope =>
        {
            var target = VerificationRows.Find(scope, entry);
            if (target is null || target.Step == VerificationStep.Withdrawn)
                throw new RefusedException("reference.entry-unknown", "entry");
            RequireText(reason, "reason", "reason-required");
            if (VerificationRows.Of(scope, target.RateId).Any(e => e.Withdraws == target.Id))
                throw new RefusedException("reference.withdrawn-already", "entry");
            if (target.Step == VerificationStep.Rejected && target.ById != Person(scope))
                throw new RefusedException("reference.not-your-rejection", "entry", target.By);
            return Entry(
                scope,
                target.RateId,
                target.ContentHash,
                VerificationStep.Withdrawn,
                reason: reason.Trim(),
                withdraws: target.Id
            );
        });

    /// <summary>The rows of a set that two persons have read with exactly the content they have in it.</summary>
    internal static IReadOnlyDictionary<string, UnitVerification> Verified(QueryScope scope, ReferenceSet shipped)
    {
        var verified = new Dictionary<string, UnitVerification>(StringComparer.Ordinal);
        foreach (var said in VerificationRows.All(scope).GroupBy(e => e.RateId, StringComparer.Ordinal))
            if (shipped.Find(said.Key) is { } row && RowVerification.Of(said, shipped.HashOf(row)).Verified is { } read)
                verified[row.Id] = read;
        return verified;
    }

    private async Task SignAsync(
        Actor actor,
        string request,
        string? idempotencyKey,
        Func<WriteScope, VerificationEntry> sign
    )
    {
        await queue
            .RunAsync(new WriteRequest(actor, request, idempotencyKey), scope =>
            {
                scope.RequireRole(Role.SafetyOfficer, Role.Physician);
                var entry = sign(scope);
                var set = scope.Knowledge.Rates;
                VerificationRows.Insert(scope, set.Version, entry);
                scope.Decided();
                SignalSettlement.Run(scope, scope.Knowledge);
                scope.Audit(
                    new AuditEntry(
                        Action: $"reference.row-{entry.Step.ToString().ToLowerInvariant()}",
                        SubjectType: "reference-rate",
                        SubjectId: entry.RateId,
                        Details: StoredJson.Write(new { set = set.Version, entry }),
                        Reason: entry.Reason
                    )
                );
                scope.Touch(Rooms.Reference | Rooms.Signals);
                return true;
            })
            .ConfigureAwait(false);
        database.Known.Follow(database);
    }

    private (ReferenceRate Row, RowVerification Standing) Open(QueryScope scope, string rateId, string seenHash)
    {
        var set = scope.Knowledge.Rates;
        var row = set.Find(rateId) ?? throw new RefusedException("reference.row-unknown", "row", rateId);
        if (row.Status == RowStatus.Rejected)
            throw new RefusedException("reference.rejected-terminal", "row");
        if (row.Status == RowStatus.Verified && row.InUnit is null)
            throw new RefusedException("reference.verified-as-shipped", "row");
        if (!string.Equals(set.HashOf(row), seenHash, StringComparison.Ordinal))
            throw new RefusedException("reference.content-changed", "row");
        return (row, RowVerification.Of(VerificationRows.Of(scope, rateId), seenHash));
    }

    /// <summary>A person, never the product itself: it cannot have read anything.</summary>
    private static UserId Person(WriteScope scope) =>
        scope.Actor.UserId ?? throw new RefusedException("reference.needs-a-person", "signature");

    private static void RequireText(string text, string field, string missing)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new RefusedException(missing, field);
        if (text.Trim().Length > LongestText)
            throw new RefusedException("reference.text-too-long", field, $"{LongestText}");
    }

    private static VerificationEntry Entry(
        WriteScope scope,
        string rateId,
        string hash,
        VerificationStep step,
        string? document = null,
        string? reason = null,
        VerificationId? withdraws = null
    ) =>
        new()
        {
            Id = scope.NewId<VerificationId>(),
            RateId = rateId,
            ContentHash = hash,
            Step = step,
            ById = Person(scope),
            By = scope.Actor.Name,
            At = scope.Now,
            Document = document,
            Reason = reason,
            Withdraws = withdraws,
        };
}
