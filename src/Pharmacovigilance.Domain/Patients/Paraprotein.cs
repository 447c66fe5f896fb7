namespace Pharmacovigilance.Domain.Patients;

/// <summary>The heavy chain of the myeloma's monoclonal protein. Stored by name.</summary>
public enum HeavyChain
{
    /// <summary>Not recorded: never guessed.</summary>
    Unknown = 0,
    IgG = 1,
    IgA = 2,
    IgD = 3,
    IgE = 4,
    IgM = 5,

    /// <summary>Light chains only.</summary>
    None = 6,
}

/// <summary>The light chain of the myeloma's monoclonal protein. Stored by name.</summary>
public enum LightChain
{
    /// <summary>Not recorded: never guessed.</summary>
    Unknown = 0,
    Kappa = 1,
    Lambda = 2,
}

/// <summary>The monoclonal protein by which the response to treatment is measured.</summary>
public sealed record Paraprotein(HeavyChain Heavy, LightChain Light)
{
    public static readonly Paraprotein Unknown = new(HeavyChain.Unknown, LightChain.Unknown);

    /// <summary>Of the same type as isatuximab itself.</summary>
    public bool IsIgGKappa => this is { Heavy: HeavyChain.IgG, Light: LightChain.Kappa };

    /// <summary>Whether it may be IgG-kappa as far as is recorded.</summary>
    public bool MayBeIgGKappa =>
        (Heavy is HeavyChain.Unknown or HeavyChain.IgG) && (Light is LightChain.Unknown or LightChain.Kappa);
}
