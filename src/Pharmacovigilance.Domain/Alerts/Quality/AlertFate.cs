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
/// <param name="PhysicianId">Who attended the course when it was opened; null where nobody did.</param>
/// <param name="Tier">As it was opened.</param>
/// <param name="WasCalled">Whether somebody was called when it was opened; what had ended already calls nobody.</param>
/// <param name="AnsweredAt">The first acknowledgement or decision of a person; null while nobody answered.</param>
/// <param name="EndedAt">When it ended by itself: resolved, withdrawn, expired or closed without a decision; null otherwise.</param>
/// <param name="Monitor">Set exactly where the decision was "will monitor".</param>
public sealed record AlertFate(
    AlertId AlertId,
    RuleId Rule,
    CourseId CourseId,
    UserId? PhysicianId,
    AlertTier Tier,
    bool WasCalled,
    DateTimeOffset OpenedAt,
    DateTimeOffset? AnsweredAt,
    AlertDecision? Decision,
    DateTimeOffset? EndedAt,
    MonitorFate? Monitor
);
