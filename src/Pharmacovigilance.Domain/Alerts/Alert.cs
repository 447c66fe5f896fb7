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
/// Where an alert stands in its loop: called, seen, decided, carried out, its outcome checked, closed. Closed, Resolved,
/// Withdrawn and Expired are ends; only facts that come back open an alert again. Stored by name.
/// </summary>
public enum AlertStatus
{
    /// <summary>Nobody has seen it yet, or what was seen has been overtaken.</summary>
    Open = 1,

    /// <summary>A named person has seen it; the decision is still due.</summary>
    Acknowledged = 2,

    /// <summary>The physician accepted the proposal; it is to be carried out.</summary>
    Accepted = 3,

    /// <summary>The physician decided otherwise, with a coded reason.</summary>
    Overridden = 4,

    /// <summary>The problem ended before anybody decided, e.g. the neutrophil count recovered. An end.</summary>
    Resolved = 5,

    /// <summary>A correction removed the facts it stood on. An end; the history stays.</summary>
    Withdrawn = 6,

    /// <summary>The nurse has confirmed that what was accepted is done.</summary>
    CarriedOut = 7,

    /// <summary>The next infusion showed what became of it, and not what was hoped for; somebody has to read that.</summary>
    OutcomeChecked = 8,

    /// <summary>Decided, checked, and the outcome read. An end.</summary>
    Closed = 9,

    /// <summary>Nobody decided while it mattered. An end that is reported to the safety officer.</summary>
    Expired = 10,
}
