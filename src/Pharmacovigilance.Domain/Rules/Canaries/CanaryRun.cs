namespace Pharmacovigilance.Domain.Rules.Canaries;

/// <summary>What came of trying a rule. Stored by name.</summary>
public enum CanaryOutcome
{
    /// <summary>The rule raised its alert, and whoever it must reach was called.</summary>
    Fired = 1,

    /// <summary>An active rule did not do what it must.</summary>
    Silent = 2,

    /// <summary>The data, the unit's policy or a signed decision says that the rule raises nothing.</summary>
    SwitchedOff = 3,

    /// <summary>The rule could not be tried.</summary>
    Failed = 4,
}

/// <summary>Why an outcome is what it is. Stored by name.</summary>
public enum CanaryReason
{
    /// <summary>Alert and call are there.</summary>
    Called = 1,

    /// <summary>The alert is there; its tier calls nobody.</summary>
    ShownInContext = 2,

    /// <summary>No alert was raised.</summary>
    NoAlert = 3,

    /// <summary>The alert is there and nobody was called.</summary>
    NoCall = 4,

    /// <summary>The alert has another tier than the rule.</summary>
    OtherTier = 5,

    /// <summary>The alert is there without the hold it proposes.</summary>
    NoHold = 6,

    /// <summary>The alert names another patient.</summary>
    OtherPatient = 7,

    /// <summary>Nobody has read the rule in its label yet.</summary>
    LabelUnverified = 8,

    /// <summary>The unit's policy sets no limit.</summary>
    PolicyHasNoLimit = 9,

    /// <summary>Nothing tries this rule.</summary>
    NoCanary = 10,

    /// <summary>Something the canary needs was refused or broke.</summary>
    Error = 11,

    /// <summary>The unit has retired the rule by a signed decision.</summary>
    Retired = 12,
}

/// <summary>One trial of one rule.</summary>
/// <param name="Turn">The shift it was made in; see <see cref="OnCall.AlertingPolicy.TurnOf"/>.</param>
/// <param name="Stamp">The rule set and policy that were tried.</param>
/// <param name="Detail">What broke, for the person who mends it; null otherwise.</param>
public sealed record CanaryRun(
    RuleId Rule,
    string Stamp,
    string Turn,
    DateTimeOffset At,
    CanaryOutcome Outcome,
    CanaryReason Reason,
    string? Detail,
    long DurationMilliseconds
);

/// <summary>The newest trial of a rule, and when it was last proved.</summary>
/// <param name="FiredAt">Null = never.</param>
/// <param name="FiredStamp">The rules by which it fired; null = never.</param>
public sealed record CanaryStanding(CanaryRun Last, DateTimeOffset? FiredAt, string? FiredStamp);
