using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Alerts.Quality;

/// <summary>A physician's decision: the first one taken.</summary>
/// <param name="Reason">Set exactly where the proposal was overridden.</param>
public sealed record AlertDecision(DateTimeOffset At, OverrideReason? Reason);

/// <summary>What came of a "will monitor".</summary>
public enum MonitorFate
{
    /// <summary>No task was made of it.</summary>
    NoTask = 1,

    /// <summary>Still to be done.</summary>
    Due = 2,

    /// <summary>The patient was monitored.</summary>
    Kept = 3,

    /// <summary>The patient was not.</summary>
    NotKept = 4,

    /// <summary>It became pointless, e.g. the alert was withdrawn.</summary>
    Obsolete = 5,
}

/// <summary>One alert of a period, and what became of it.</summary>
public sealed record AlertFate
{
    public required AlertId AlertId { get; init; }

    public required RuleId Rule { get; init; }

    public required CourseId CourseId { get; init; }

    /// <summary>Who attended the course when it was opened; null where nobody did.</summary>
    public required UserId? PhysicianId { get; init; }

    /// <summary>As it was opened.</summary>
    public required AlertTier Tier { get; init; }

    /// <summary>Whether somebody was called when it was opened; what had ended already calls nobody.</summary>
    public required bool WasCalled { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The first acknowledgement or decision of a person; null while nobody answered.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    public required AlertDecision? Decision { get; init; }

    /// <summary>When it ended by itself: resolved, withdrawn, expired or closed without a decision; null otherwise.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Set exactly where the decision was "will monitor".</summary>
    public required MonitorFate? Monitor { get; init; }
}
