namespace Pharmacovigilance.Domain;

/// <summary>The seven rooms of the product, and its door; the live feed says in which of them something changed.</summary>
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
