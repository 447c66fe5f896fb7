using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls;
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

    private sealed class Row
    {
        public string Rule { get; init; } = "";
        public string RuleSetVersion { get; init; } = "";
        public string Turn { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string Outcome { get; init; } = "";
        public string Reason { get; init; } = "";
        public string? Detail { get; init; }
        public long DurationMs { get; init; }
        public DateTimeOffset? FiredAt { get; init; }
        public string? FiredStamp { get; init; }

        public CanaryStanding ToStanding() =>
            new(
                new CanaryRun(
                    RuleCodes.Parse(Rule),
                    RuleSetVersion,
                    Turn,
                    At,
                    Coded.Parse<CanaryOutcome>(Outcome, "canary_run.outcome"),
                    Coded.Parse<CanaryReason>(Reason, "canary_run.reason"),
                    Detail,
                    DurationMs
                ),
                FiredAt,
                FiredStamp
            );
    }
}
