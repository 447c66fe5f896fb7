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

/// <summary>Who does something: a signed-in person, or the product itself where <see cref="UserId"/> is null.</summary>
/// <param name="Name">As shown and audited; any script.</param>
public sealed record Actor(UserId? UserId, string Name)
{
    /// <summary>The product acting by itself: first start, the demonstration unit.</summary>
    public static readonly Actor Product = new(null, "Pharmacovigilance");
}
