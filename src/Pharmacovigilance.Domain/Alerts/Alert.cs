namespace Pharmacovigilance.Domain.Alerts;

/// <summary>How loudly an alert reaches people. Ordered: a worsening raises the tier of the same alert.</summary>
public enum AlertTier
{
    /// <summary>Shown in context, no notification.</summary>
    Passive = 1,

    /// <summary>The attending physician is notified and decides.</summary>
    Page = 2,

    /// <summary>Stops the work at the bedside as well: life-threatening reaction, start under a hold.</summary>
    Interruptive = 3,
}

/// <summary>
/// Where an alert stands. Accepted, Overridden, Resolved and Withdrawn are terminal for people; only a correction that brings
/// the facts back opens the alert again. Stored by name.
/// </summary>
public enum AlertStatus
{
    /// <summary>Nobody has seen it yet.</summary>
    Open = 1,

    /// <summary>A named person has seen it; the decision is still due.</summary>
    Acknowledged = 2,

    /// <summary>The physician accepted the proposal. Terminal.</summary>
    Accepted = 3,

    /// <summary>The physician decided otherwise, with a coded reason. Terminal.</summary>
    Overridden = 4,

    /// <summary>The problem ended by itself, e.g. the neutrophil count recovered. Terminal.</summary>
    Resolved = 5,

    /// <summary>A correction removed the facts it stood on. Terminal; the history stays.</summary>
    Withdrawn = 6,
}

/// <summary>Why a physician decided against a proposal. At most six, so that they are read.</summary>
public enum OverrideReason
{
    /// <summary>The benefit of going on outweighs the risk for this patient.</summary>
    BenefitOutweighsRisk = 1,

    /// <summary>Already treated or arranged in another way.</summary>
    ManagedOtherwise = 2,

    /// <summary>The value or the record does not represent the patient's state (e.g. repeated, sample error).</summary>
    NotRepresentative = 3,

    /// <summary>Will be monitored instead.</summary>
    WillMonitor = 4,

    /// <summary>Not applicable to this patient.</summary>
    NotApplicable = 5,

    /// <summary>Another reason, which the note must say.</summary>
    Other = 6,
}

/// <summary>What came of a decision on an alert.</summary>
public enum DecisionOutcome
{
    /// <summary>Taken.</summary>
    Done = 1,

    /// <summary>Somebody else decided first; nothing was changed.</summary>
    SomebodyWasFaster = 2,

    /// <summary>The alert has ended or is not in a state that allows this; nothing was changed.</summary>
    Conflict = 3,

    /// <summary>The facts or the tier are no longer those the person saw; nothing was changed, they must be read first.</summary>
    ChangedMeanwhile = 4,
}

public static class AlertFlow
{
    public static bool IsTerminal(AlertStatus status) => status is not (AlertStatus.Open or AlertStatus.Acknowledged);

    /// <summary>Whether an alert in a status may go to another.</summary>
    public static bool May(AlertStatus from, AlertStatus to) => (from, to) switch
    {
        (AlertStatus.Open, AlertStatus.Open) => false,
        (AlertStatus.Open, _) => true,
        (AlertStatus.Acknowledged, AlertStatus.Open or AlertStatus.Acknowledged) => false,
        (AlertStatus.Acknowledged, _) => true,
        _ => false,
    };
}
