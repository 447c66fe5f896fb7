using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Audit;

/// <summary>An audit entry as it stands in the table.</summary>
public sealed record RecordedAuditEntry
{
    /// <summary>Strictly increasing in the order of commits; gaps mean nothing.</summary>
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null where the product acted by itself.</summary>
    public required UserId? ActorId { get; init; }

    /// <summary>As it was when it was done; a later change of name does not alter it.</summary>
    public required string ActorName { get; init; }

    public required AuditEntry Entry { get; init; }

    public required VersionsInForce Versions { get; init; }
}

/// <summary>Which entries to show; a null part does not restrict.</summary>
/// <param name="ActionPrefix">The beginning of an action, e.g. <c>alert.</c>; case matters.</param>
/// <param name="From">First instant included.</param>
/// <param name="Until">First instant not included.</param>
public sealed record AuditFilter(
    CourseId? CourseId = null,
    UserId? ActorId = null,
    string? ActionPrefix = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null
);

/// <summary>The audit trail: written inside the job it belongs to, never changed, read newest first.</summary>
public sealed class AuditStore(UnitDatabase database)
{
    private const string Columns = """
        seq, at, actor_id, actor_name, action, subject_type, subject_id, patient_id, course_id, reason, details,
        product_version, ctcae_version, rule_set_version, reference_set_version
        """;

    private const string InsertSql = """
        insert into audit_entry (at, actor_id, actor_name, action, subject_type, subject_id, patient_id, course_id, reason, details,
          product_version, ctcae_version, rule_set_version, reference_set_version)
        values (@At, @ActorId, @ActorName, @Action, @SubjectType, @SubjectId, @PatientId, @CourseId, @Reason, @Details,
          @ProductVersion, coalesce((select version from ctcae_adoption order by position desc limit 1), @CtcaeVersion),
          coalesce((select stamp from rule_decision order by position desc limit 1), @RuleSetVersion), @ReferenceSetVersion)
        returning seq
        """;

    /// <summary>Entries newest first.</summary>
    /// <param name="before">Continue below this number; null for the newest page.</param>
    /// <param name="take">1 to 500.</param>
    public IReadOnlyList<RecordedAuditEntry> Page(AuditFilter filter, long? before = null, int take = 50)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 500);
        using var scope = database.OpenReader();
        string where = string.Join(" and ", Conditions(filter, before).Prepend("1 = 1"));
        var rows = scope.Query<Row>(
            $"select {Columns} from audit_entry where {where} order by seq desc limit @take",
            new
            {
                before,
                take,
                filter.CourseId,
                filter.ActorId,
                filter.ActionPrefix,
                PrefixLength = filter.ActionPrefix?.Length,
                filter.From,
                filter.Until,
            }
        );
        return [.. rows.Select(r => r.ToEntry())];
    }

    /// <summary>Everything that was done to one record, newest first.</summary>
    public IReadOnlyList<RecordedAuditEntry> OfSubject(string subjectType, string subjectId)
    {
        using var scope = database.OpenReader();
        var rows = scope.Query<Row>(
            $"select {Columns} from audit_entry where subject_type = @subjectType and subject_id = @subjectId order by seq desc",
            new { subjectType, subjectId }
        );
        return [.. rows.Select(r => r.ToEntry())];
    }

    /// <summary>The newest number, 0 in an empty unit.</summary>
    internal static long NewestSeq(QueryScope scope) =>
        scope.Single<long>("select coalesce(max(seq), 0) from audit_entry");

    internal static long Insert(WriteScope scope, AuditEntry entry, VersionsInForce versions, Actor by) =>
        scope.Single<long>(InsertSql, Row.Of(scope, entry, versions, by));

    private static IEnumerable<string> Conditions(AuditFilter filter, long? before)
    {
        if (before is not null)
            yield return "seq < @before";
        if (filter.CourseId is not null)
            yield return "course_id = @CourseId";
        if (filter.ActorId is not null)
            yield return "actor_id = @ActorId";
        if (filter.ActionPrefix is not null)
            yield return "substr(action, 1, @PrefixLength) = @ActionPrefix";
        if (filter.From is not null)
            yield return "at >= @From";
        if (filter.Until is not null)
            yield return "at < @Until";
    }

    private sealed record Row
    {
        /// <summary>0 before the table numbers it.</summary>
        public long Seq { get; init; }
        public required DateTimeOffset At { get; init; }
        public required UserId? ActorId { get; init; }
        public required string ActorName { get; init; }
        public required string Action { get; init; }
        public required string SubjectType { get; init; }
        public required string SubjectId { get; init; }
        public required PatientId? PatientId { get; init; }
        public required CourseId? CourseId { get; init; }
        public required string? Reason { get; init; }
        public required string Details { get; init; }
        public required string ProductVersion { get; init; }
        public required string CtcaeVersion { get; init; }
        public required string RuleSetVersion { get; init; }
        public required string ReferenceSetVersion { get; init; }

        public static Row Of(WriteScope scope, AuditEntry entry, VersionsInForce versions, Actor by) =>
            new()
            {
                At = scope.Now,
                ActorId = by.UserId,
                ActorName = by.Name,
                Action = entry.Action,
                SubjectType = entry.SubjectType,
                SubjectId = entry.SubjectId,
                PatientId = entry.PatientId,
                CourseId = entry.CourseId,
                Reason = entry.Reason,
                Details = entry.Details,
                ProductVersion = versions.Product,
                CtcaeVersion = versions.Ctcae,
                RuleSetVersion = versions.RuleSet,
                ReferenceSetVersion = versions.ReferenceSet,
            };

        public RecordedAuditEntry ToEntry() =>
            new()
            {
                Seq = Seq,
                At = At,
                ActorId = ActorId,
                ActorName = ActorName,
                Entry = new AuditEntry(
                    Action: Action,
                    SubjectType: SubjectType,
                    SubjectId: SubjectId,
                    Details: Details,
                    Reason: Reason,
                    PatientId: PatientId,
                    CourseId: CourseId
                ),
                Versions = new VersionsInForce(ProductVersion, CtcaeVersion, RuleSetVersion, ReferenceSetVersion),
            };
    }
}
