using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>How far one patient of a line has been followed.</summary>
public enum FollowUpStatus
{
    /// <summary>An event may still come and be counted.</summary>
    Open = 1,

    /// <summary>The window is closed: what has not come will not be counted.</summary>
    Closed = 2,

    /// <summary>Whether there was an event cannot be told.</summary>
    Unknown = 3,
}

/// <summary>What one patient adds to the maturity of a line.</summary>
/// <param name="Time">At risk so far: months, or infusions received. Null for a closed window whose time was not kept.</param>
/// <param name="HasEvent">Whether a first event is known.</param>
/// <param name="EventTime">On the same scale; null without an event, and for one that cannot be dated.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PatientFollowUp(
    FollowUpStatus Status,
    double? Time,
    bool HasEvent = false,
    double? EventTime = null
)
{
    /// <summary>Time without an event that is known of; an event that cannot be dated leaves none.</summary>
    public double EventFree =>
        Status is FollowUpStatus.Unknown || Time is not { } time ? 0
        : !HasEvent ? time
        : Math.Min(time, EventTime ?? 0);
}
