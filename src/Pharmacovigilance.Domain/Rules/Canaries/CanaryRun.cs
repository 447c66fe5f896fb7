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
public sealed record CanaryRun
{
    public required RuleId Rule { get; init; }

    /// <summary>The rule set and policy that were tried.</summary>
    public required string Stamp { get; init; }

    /// <summary>The shift it was made in; see <see cref="OnCall.AlertingPolicy.TurnOf"/>.</summary>
    public required string Turn { get; init; }

    public required DateTimeOffset At { get; init; }

    public required CanaryOutcome Outcome { get; init; }

    public required CanaryReason Reason { get; init; }

    /// <summary>What broke, for the person who mends it; null otherwise.</summary>
    public required string? Detail { get; init; }

    public required long DurationMilliseconds { get; init; }
}

/// <summary>The newest trial of a rule, and when it was last proved.</summary>
/// <param name="FiredAt">Null = never.</param>
/// <param name="FiredStamp">The rules by which it fired; null = never.</param>
public sealed record CanaryStanding(CanaryRun Last, DateTimeOffset? FiredAt, string? FiredStamp);
