namespace Pharmacovigilance.Domain;

/// <summary>What a person may do in the unit. Every page and hub requires one.</summary>
public enum Role
{
    /// <summary>Records infusions, observations and adverse events.</summary>
    Nurse = 1,

    /// <summary>Watches the board, the reference and the audit trail.</summary>
    SafetyOfficer = 2,

    /// <summary>Decides on alerts about the courses attended.</summary>
    Physician = 3,

    /// <summary>Manages accounts.</summary>
    Administrator = 4,
}
