using Pharmacovigilance.Domain.Calls.OnCall;

namespace Pharmacovigilance.Domain.Rules.Canaries;

/// <summary>Whether a rule has shown that it works.</summary>
public enum RuleVitality
{
    /// <summary>Proved in this shift, or in the one before it whose grace is not over.</summary>
    Alive = 1,

    /// <summary>Not to fire, by data, policy or decision; not counted.</summary>
    SwitchedOff = 2,

    /// <summary>It was tried and did not fire. Red.</summary>
    Silent = 3,

    /// <summary>It could not be tried. Red.</summary>
    NotTried = 4,

    /// <summary>It fired once, but too long ago. Red.</summary>
    NotProvedSince = 5,

    /// <summary>It fired under other rules than those in force. Red.</summary>
    OtherRules = 6,

    /// <summary>It has never fired on a canary. Red.</summary>
    NeverProved = 7,
}

/// <summary>The state of one rule with what it rests on.</summary>
/// <param name="OffBecause">Set exactly where the rule is switched off.</param>
/// <param name="Known">Null where it was never tried.</param>
public sealed record RuleHealth(RuleId Rule, RuleVitality State, CanaryReason? OffBecause, CanaryStanding? Known)
{
    /// <summary>How long after the end of its shift a proof still counts: our own figure, ample for the trials of a new shift.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(60);

    public bool IsRed => State is not (RuleVitality.Alive or RuleVitality.SwitchedOff);

    /// <summary>Why a rule of the set in force is not to fire; null where it is active.</summary>
    public static CanaryReason? SwitchedOffBy(RuleSet rules, RuleId rule) =>
        rules.Of(rule).IsRetired ? CanaryReason.Retired
        : rules.Active(rule) is null ? CanaryReason.LabelUnverified
        : rule == RuleId.PressureHold && rules.Limits.Policy.PreInfusionPressure is null ? CanaryReason.PolicyHasNoLimit
        : null;

    /// <summary>The state of every rule of the set in force, in the order of their ids.</summary>
    /// <param name="standing">What is known of the trials; a rule that is not among them was never tried.</param>
    /// <param name="policy">Says when the unit's shifts change.</param>
    public static IReadOnlyList<RuleHealth> Of(
        RuleSet rules,
        IEnumerable<CanaryStanding> standing,
        AlertingPolicy policy,
        UnitClock clock,
        DateTimeOffset now
    )
    {
        var known = standing.ToDictionary(one => one.Last.Rule);
        return
        [
            .. rules
                .Rules.Keys.Order()
                .Select(rule =>
                {
                    var off = SwitchedOffBy(rules, rule);
                    var last = known.GetValueOrDefault(rule);
                    return new RuleHealth(
                        rule,
                        off is null
                            ? Judge(last, rules.Stamp, fired => policy.ShiftAt(fired, clock).Until + Grace, now)
                            : RuleVitality.SwitchedOff,
                        off,
                        last
                    );
                }),
        ];
    }

    private static RuleVitality Judge(
        CanaryStanding? known,
        string stamp,
        Func<DateTimeOffset, DateTimeOffset> proofLasts,
        DateTimeOffset now
    )
    {
        if (known is null)
            return RuleVitality.NeverProved;
        bool isOfTheseRules = string.Equals(known.Last.Stamp, stamp, StringComparison.Ordinal);
        if (isOfTheseRules && known.Last.Outcome == CanaryOutcome.Silent)
            return RuleVitality.Silent;
        if (isOfTheseRules && known.Last.Outcome == CanaryOutcome.Failed)
            return RuleVitality.NotTried;
        if (known.FiredAt is not { } fired)
            return RuleVitality.NeverProved;
        if (!string.Equals(known.FiredStamp, stamp, StringComparison.Ordinal))
            return RuleVitality.OtherRules;
        return now > proofLasts(fired) ? RuleVitality.NotProvedSince : RuleVitality.Alive;
    }
}
