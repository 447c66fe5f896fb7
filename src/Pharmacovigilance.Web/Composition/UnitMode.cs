namespace Pharmacovigilance.Web.Composition;

/// <summary>What kind of unit this process serves.</summary>
public enum UnitMode
{
    /// <summary>A real unit in its own data folder.</summary>
    Real = 1,

    /// <summary>The synthetic demonstration unit in a folder that is thrown away; every page says so.</summary>
    Demo = 2,
}
