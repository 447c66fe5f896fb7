using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>The rows of stream_epoch: each time a stream began anew.</summary>
internal static class EpochRows
{
    private const string AsOf = "where @at is null or begins_at <= @at";

    /// <summary>All beginnings, per stream the earliest first; streams that never began anew are not listed.</summary>
    /// <param name="at">As known then; null = now.</param>
    public static IReadOnlyDictionary<StreamKey, IReadOnlyList<EpochBeginning>> Beginnings(
        QueryScope scope,
        DateTimeOffset? at = null
    )
    {
        var rows = scope.Query<Row>(
            $"select stream_key, number, begins_at, cause, ended_definition from stream_epoch {AsOf} order by stream_key, number",
            new { at }
        );
        if (rows.Count == 0)
            return EpochBeginnings.None;
        var ended = DefinitionRows.Ended(scope);
        return rows.GroupBy(row => row.Key)
            .ToDictionary(
                stream => stream.Key,
                IReadOnlyList<EpochBeginning> (stream) =>
                    [
                        .. stream.Select(row => new EpochBeginning(
                            row.BeginsAt,
                            row.EndedDefinition is { } seq ? ended[seq] : null,
                            row.Cause is EpochCause.Method or EpochCause.SpreadOfAllLines or EpochCause.PrimaryLines
                        )),
                    ]
            );
    }

    /// <summary>The epoch each stream is in; one that is not listed is in its first, number 0.</summary>
    /// <param name="at">As it stood then; null = now.</param>
    public static IReadOnlyList<SignalEpoch> Present(QueryScope scope, DateTimeOffset? at = null) =>
        [
            .. scope
                .Query<Row>(
                    $"select stream_key, number, begins_at, cause, ended_definition from stream_epoch {AsOf} order by stream_key, number",
                    new { at }
                )
                .GroupBy(row => row.Key)
                .Select(stream => stream.Last())
                .Select(row => new SignalEpoch(row.Key, row.Number, row.BeginsAt)),
        ];

    /// <summary>Number of the epoch a stream is in.</summary>
    public static int Number(QueryScope scope, StreamKey stream) =>
        scope.Single<int>(
            "select coalesce(max(number), 0) from stream_epoch where stream_key = @key",
            new { key = stream.ToString() }
        );

    /// <summary>Begins the next epoch of a stream in this instant.</summary>
    /// <param name="auditSeq">Of the decision it follows from.</param>
    public static void Begin(WriteScope scope, StreamKey stream, EpochCause cause, long auditSeq) =>
        scope.Execute(
            """
            insert into stream_epoch (stream_key, number, begins_at, cause, ended_definition, audit_seq)
            values (@key, @number, @Now, @cause, @ended, @auditSeq)
            """,
            new
            {
                key = stream.ToString(),
                number = Number(scope, stream) + 1,
                scope.Now,
                cause = Coded.Text(cause),
                ended = cause is EpochCause.SignalClosed ? (long?)null : DefinitionRows.NewestSeq(scope, stream),
                auditSeq,
            }
        );

    private sealed record Row
    {
        public required string StreamKey { get; init; }
        public required int Number { get; init; }
        public required DateTimeOffset BeginsAt { get; init; }
        public required EpochCause Cause { get; init; }
        public required long? EndedDefinition { get; init; }

        public StreamKey Key =>
            Domain.Signals.StreamKey.TryParse(StreamKey, out var key)
                ? key
                : throw new InvalidDataException(
                    $"stream_epoch.stream_key holds '{StreamKey}', which names no stream."
                );
    }
}
