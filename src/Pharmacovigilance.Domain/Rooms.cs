namespace Pharmacovigilance.Domain;

/// <summary>
/// What the live feed tells apart: in which rooms something changed, and the door. Rules and calls are told as alerts, since
/// whatever shows one of the three shows the others.
/// </summary>
[Flags]
public enum Rooms
{
    /// <summary>Nothing changed.</summary>
    None = 0,
    Patients = 1,
    Infusions = 2,
    AdverseEvents = 4,
    Reference = 8,
    Signals = 16,
    Alerts = 32,
    Audit = 64,

    /// <summary>Sessions: somebody may be where they no longer may.</summary>
    Access = 128,
}
