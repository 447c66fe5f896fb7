namespace Pharmacovigilance.Domain.Alerts;

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
