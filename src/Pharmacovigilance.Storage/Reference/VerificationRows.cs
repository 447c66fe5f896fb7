using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Reference;

/// <summary>The table of what persons said about rows; oldest first.</summary>
internal static class VerificationRows
{
    public static IReadOnlyList<VerificationEntry> All(QueryScope scope) =>
        [
            .. scope
                .Query<Row>("select * from reference_verification order by signed_at, id")
                .Select(row => row.ToEntry()),
        ];

    public static IReadOnlyList<VerificationEntry> Of(QueryScope scope, string rateId) =>
        [
            .. scope
                .Query<Row>(
                    "select * from reference_verification where rate_id = @rateId order by signed_at, id",
                    new { rateId }
                )
                .Select(row => row.ToEntry()),
        ];

    public static VerificationEntry? Find(QueryScope scope, VerificationId id) =>
        scope.FirstOrDefault<Row>("select * from reference_verification where id = @id", new { id })?.ToEntry();

    /// <param name="set">The set in force; the entry speaks for its content, whatever set has it.</param>
    public static void Insert(WriteScope scope, string set, VerificationEntry entry) =>
        scope.Execute(
            """
            insert into reference_verification
              (id, set_version, rate_id, content_sha256, step, withdraws_id, document, reason, signed_by_id, signed_by, signed_at)
            values (@Id, @set, @RateId, @ContentHash, @step, @Withdraws, @Document, @Reason, @ById, @By, @At)
            """,
            new
            {
                entry.Id,
                set,
                entry.RateId,
                entry.ContentHash,
                step = Coded.Text(entry.Step),
                entry.Withdraws,
                entry.Document,
                entry.Reason,
                entry.ById,
                entry.By,
                entry.At,
            }
        );

    private sealed record Row
    {
        public required VerificationId Id { get; init; }
        public required string RateId { get; init; }
        public required string ContentSha256 { get; init; }
        public required VerificationStep Step { get; init; }
        public required VerificationId? WithdrawsId { get; init; }
        public required string? Document { get; init; }
        public required string? Reason { get; init; }
        public required UserId SignedById { get; init; }
        public required string SignedBy { get; init; }
        public required DateTimeOffset SignedAt { get; init; }

        public VerificationEntry ToEntry() =>
            new()
            {
                Id = Id,
                RateId = RateId,
                ContentHash = ContentSha256,
                Step = Step,
                ById = SignedById,
                By = SignedBy,
                At = SignedAt,
                Document = Document,
                Reason = Reason,
                Withdraws = WithdrawsId,
            };
    }
}
