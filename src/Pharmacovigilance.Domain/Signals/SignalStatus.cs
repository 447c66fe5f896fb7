namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// Where a latched signal stands, in the words of EU GVP Module IX (signal management). Only ClosedWithAction is terminal:
/// with it the stream begins a new epoch. Stored by name.
/// </summary>
public enum SignalStatus
{
    /// <summary>The evidence of the stream crossed its limit; nobody has looked at it yet.</summary>
    Raised = 1,

    /// <summary>Somebody checked the records behind it: the documentation is enough to justify an analysis.</summary>
    Validated = 2,

    /// <summary>It is being analysed: case-mix, ascertainment, other causes.</summary>
    UnderAssessment = 3,

    /// <summary>The assessment supports that patients of this unit have the event more often.</summary>
    Confirmed = 4,

    /// <summary>The records or the assessment do not support it. Still to be closed.</summary>
    Refuted = 5,

    /// <summary>Closed with a stated action. Terminal; the next patients are counted in a new epoch.</summary>
    ClosedWithAction = 6,

    /// <summary>A correction removed the crossing. It returns to the status before when the stream crosses again.</summary>
    Withdrawn = 7,
}

/// <summary>What a step does to a signal: it brings it to the status of the same name, or back to the one before a withdrawal.</summary>
public enum SignalStepKind
{
    /// <summary>The stream crossed its limit. Always the first step, by the product.</summary>
    Raised = 1,

    /// <summary>By a person.</summary>
    Validated = 2,

    /// <summary>By a person.</summary>
    UnderAssessment = 3,

    /// <summary>By a person.</summary>
    Confirmed = 4,

    /// <summary>By a person.</summary>
    Refuted = 5,

    /// <summary>By a person, with the action taken.</summary>
    ClosedWithAction = 6,

    /// <summary>By the product: the corrected facts no longer cross.</summary>
    Withdrawn = 7,

    /// <summary>By the product: the facts cross again, and the signal stands where it stood.</summary>
    Reinstated = 8,
}

/// <summary>What came of a step that a person wanted to take.</summary>
public enum SignalOutcome
{
    /// <summary>Taken.</summary>
    Done = 1,

    /// <summary>The signal is no longer in the status the person saw; nothing was changed.</summary>
    SomebodyWasFaster = 2,

    /// <summary>This step does not follow from that status; nothing was changed.</summary>
    NotInFlow = 3,
}
