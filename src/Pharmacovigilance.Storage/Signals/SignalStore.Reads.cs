using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

public sealed partial class SignalStore
{
    // What the reader did is no news to the reader.
    private const string NewsSql = """
        select signal_id from (
          select signal_id, audit_seq, by_id from signal_step
          union all
          select signal_id, audit_seq, by_id from signal_comment
        ) done
        where audit_seq > @seen and (by_id is null or by_id <> @reader)
        group by signal_id
        """;

    /// <summary>Every signal of the unit: work left before withdrawn before closed, and within that the new ones first.</summary>
    /// <param name="reader">Whose reviews say what is new.</param>
    public Task<SignalWorklist> WorklistAsync(UserId reader) =>
        database.ReadAsync(scope =>
        {
            var review = LastReview(scope, reader);
            var news = News(scope, reader, review);
            var items = SignalRows
                .All(scope)
                .Select(row => row.ToItem(news.Contains(row.SignalId)))
                .OrderBy(item => Urgency(item.Status))
                .ThenByDescending(item => item.IsNew)
                .ThenBy(item => item.Status)
                .ThenByDescending(item => item.RaisedAt)
                .ThenBy(item => item.Key.ToString(), StringComparer.Ordinal)
                .ThenByDescending(item => item.Epoch);
            return new SignalWorklist([.. items], AuditStore.NewestSeq(scope), review?.ReviewedAt);
        });

    /// <summary>One signal with its history; null when there is none with this id.</summary>
    /// <param name="reader">Whose reviews say whether it is new.</param>
    public Task<SignalRecord?> FindAsync(SignalId signalId, UserId reader) =>
        database.ReadAsync(scope =>
        {
            if (SignalRows.Find(scope, signalId) is not { } row)
                return null;
            var news = News(scope, reader, LastReview(scope, reader));
            var comments = scope.Query<CommentRow>(
                "select id, at, by_id, by_name, words from signal_comment where signal_id = @signalId order by audit_seq",
                new { signalId }
            );
            return new SignalRecord(
                row.ToItem(news.Contains(signalId)),
                scope.Single<string>("select snapshot from signal where id = @signalId", new { signalId }),
                SignalRows.Steps(scope, signalId),
                [.. comments.Select(comment => comment.ToComment())]
            );
        });

    /// <summary>The signals that were not closed, withdrawn ones included.</summary>
    public Task<IReadOnlyList<LatchedSignal>> LatchedAsync() => database.ReadAsync(scope => SignalRows.Latched(scope));

    private static int Urgency(SignalStatus status) =>
        status switch
        {
            SignalStatus.ClosedWithAction => 2,
            SignalStatus.Withdrawn => 1,
            _ => 0,
        };

    private static ReviewRow? LastReview(QueryScope scope, UserId reader) =>
        scope.FirstOrDefault<ReviewRow>(
            // An older list that is marked later takes back nothing.
            "select max(reviewed_at) as reviewed_at, max(seen_seq) as seen_seq from signal_review where officer_id = @reader group by officer_id",
            new { reader }
        );

    private static HashSet<SignalId> News(QueryScope scope, UserId reader, ReviewRow? review) =>
        [.. scope.Query<SignalId>(NewsSql, new { seen = review?.SeenSeq ?? 0, reader })];

    private sealed record ReviewRow
    {
        public required DateTimeOffset ReviewedAt { get; init; }
        public required long SeenSeq { get; init; }
    }

    private sealed record CommentRow
    {
        public required SignalCommentId Id { get; init; }
        public required DateTimeOffset At { get; init; }
        public required UserId ById { get; init; }
        public required string ByName { get; init; }
        public required string Words { get; init; }

        public SignalComment ToComment() => new(Id, At, new Actor(ById, ByName), Words);
    }
}
