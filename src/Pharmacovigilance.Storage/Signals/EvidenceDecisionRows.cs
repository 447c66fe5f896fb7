using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>A decision of the unit about its evidence.</summary>
public sealed record EvidenceDecision
{
    public required EvidenceDecisionKind Kind { get; init; }

    /// <summary>As in <see cref="EvidenceChange"/>.</summary>
    public required IReadOnlyList<StreamKey> Lines { get; init; }

    public required double? Spread { get; init; }

    /// <summary>Whether the person signed it.</summary>
    public required bool IsSigned { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }
}

/// <summary>The rows of evidence_decision, and what is in force by them.</summary>
internal static class EvidenceDecisionRows
{
    private const int Thousandths = 1000;

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<EvidenceDecision> All(QueryScope scope) =>
        [
            .. scope
                .Query<Row>(
                    "select kind, stream_keys, spread_thousandths, signed, reason, decided_at, decided_by from evidence_decision order by position"
                )
                .Select(row => row.ToDecision()),
        ];

    /// <summary>How many there are: whoever has seen as many has seen all of them.</summary>
    public static int Count(QueryScope scope) => scope.Single<int>("select count(*) from evidence_decision");

    /// <param name="board">The definitions that stand.</param>
    public static EvidencePolicy InForce(QueryScope scope, IReadOnlyList<StreamDefinition> board)
    {
        var spreads = new Dictionary<StreamKey, double>();
        IReadOnlyList<StreamKey> primary = [];
        foreach (var decision in All(scope))
        {
            if (decision.Kind is EvidenceDecisionKind.PrimaryLines)
                primary = decision.Lines;
            if (decision.Spread is { } spread)
                foreach (var line in decision.Lines)
                    spreads[line] = spread;
        }

        return EvidencePolicy.Standing(board, spreads, primary.ToHashSet());
    }

    /// <param name="seen">What the person decided on.</param>
    /// <returns>The number of its audit entry.</returns>
    public static long Insert(WriteScope scope, EvidencePreview seen, string reason, bool isSigned)
    {
        var change = seen.Change;
        string preview = StoredJson.Write(seen);
        long seq = scope.Audit(
            new AuditEntry(
                Action: Action(change.Kind),
                SubjectType: "evidence",
                SubjectId: Coded.Text(change.Kind),
                Details: preview,
                Reason: reason
            )
        );
        scope.Execute(
            """
            insert into evidence_decision (position, kind, stream_keys, spread_thousandths, signed, preview_json, reason, decided_at, decided_by_id, decided_by, audit_seq)
            values ((select count(*) + 1 from evidence_decision), @kind, @keys, @spread, @signed, @preview, @reason, @Now, @byId, @by, @seq)
            """,
            new
            {
                kind = Coded.Text(change.Kind),
                keys = change.Kind is EvidenceDecisionKind.Method
                    ? null
                    : StoredJson.Write(change.Lines.Distinct().Select(line => line.ToString())),
                spread = change.Spread is { } spread ? (int?)Math.Round(spread * Thousandths) : null,
                signed = isSigned ? 1 : 0,
                preview,
                reason,
                scope.Now,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
                seq,
            }
        );
        scope.Touch(Rooms.Signals);
        return seq;
    }

    private static string Action(EvidenceDecisionKind kind) =>
        kind switch
        {
            EvidenceDecisionKind.Method => "evidence.method-adopted",
            EvidenceDecisionKind.Spread => "evidence.spread-set",
            EvidenceDecisionKind.PrimaryLines => "evidence.primary-named",
        };

    private sealed record Row
    {
        public required EvidenceDecisionKind Kind { get; init; }
        public required string? StreamKeys { get; init; }
        public required int? SpreadThousandths { get; init; }
        public required int Signed { get; init; }
        public required string Reason { get; init; }
        public required DateTimeOffset DecidedAt { get; init; }
        public required string DecidedBy { get; init; }

        public EvidenceDecision ToDecision() =>
            new()
            {
                Kind = Kind,
                Lines = StreamKeys is null ? [] : [.. StoredJson.Read<string[]>(StreamKeys)!.Select(Parse)],
                Spread = SpreadThousandths is { } spread ? (double)spread / Thousandths : null,
                IsSigned = Signed != 0,
                Reason = Reason,
                At = DecidedAt,
                By = DecidedBy,
            };

        private static StreamKey Parse(string text) =>
            StreamKey.TryParse(text, out var key)
                ? key
                : throw new InvalidDataException(
                    $"evidence_decision.stream_keys holds '{text}', which names no stream."
                );
    }
}
