using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Rules.Canaries;

/// <summary>The rows of canary_run, and canary_state that keeps the newest of each rule.</summary>
internal static class CanaryRows
{
    public static void Insert(WriteScope scope, CanaryRun run)
    {
        long seq = scope.Single<long>(
            """
            insert into canary_run (at, turn, rule, rule_set_version, outcome, reason, detail, duration_ms, started_by)
            values (@at, @turn, @rule, @stamp, @outcome, @reason, @detail, @duration, @by)
            returning seq
            """,
            new
            {
                at = run.At,
                turn = run.Turn,
                rule = run.Rule.Code(),
                stamp = run.Stamp,
                outcome = Coded.Text(run.Outcome),
                reason = Coded.Text(run.Reason),
                detail = run.Detail,
                duration = run.DurationMilliseconds,
                by = scope.Actor.Name,
            }
        );
        scope.Execute(
            """
            insert into canary_state (rule, seq, fired_seq) values (@rule, @seq, @firedSeq)
            on conflict (rule) do update set seq = excluded.seq, fired_seq = coalesce(excluded.fired_seq, canary_state.fired_seq)
            """,
            new
            {
                rule = run.Rule.Code(),
                seq,
                firedSeq = run.Outcome == CanaryOutcome.Fired ? seq : (long?)null,
            }
        );
    }

    /// <summary>The newest trial of each rule that was ever tried.</summary>
    public static IReadOnlyList<CanaryStanding> Standing(QueryScope scope) =>
        [
            .. scope
                .Query<Row>(
                    """
                    select r.rule, r.rule_set_version, r.turn, r.at, r.outcome, r.reason, r.detail, r.duration_ms, f.at as fired_at, f.rule_set_version as fired_stamp
                    from canary_state s join canary_run r on r.seq = s.seq left join canary_run f on f.seq = s.fired_seq
                    order by r.rule
                    """
                )
                .Select(row => row.ToStanding()),
        ];

    private sealed record Row
    {
        public required RuleId Rule { get; init; }
        public required string RuleSetVersion { get; init; }
        public required string Turn { get; init; }
        public required DateTimeOffset At { get; init; }
        public required CanaryOutcome Outcome { get; init; }
        public required CanaryReason Reason { get; init; }
        public required string? Detail { get; init; }
        public required long DurationMs { get; init; }
        public required DateTimeOffset? FiredAt { get; init; }
        public required string? FiredStamp { get; init; }

        public CanaryStanding ToStanding() =>
            new(
                new CanaryRun
                {
                    Rule = Rule,
                    Stamp = RuleSetVersion,
                    Turn = Turn,
                    At = At,
                    Outcome = Outcome,
                    Reason = Reason,
                    Detail = Detail,
                    DurationMilliseconds = DurationMs,
                },
                FiredAt,
                FiredStamp
            );
    }
}
