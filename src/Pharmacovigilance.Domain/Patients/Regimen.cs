namespace Pharmacovigilance.Domain.Patients;

/// <summary>The isatuximab combination of a course. Stored by name.</summary>
public enum Regimen
{
    /// <summary>Isatuximab, pomalidomide, dexamethasone: the arm of ICARIA-MM.</summary>
    IsaPd = 1,

    /// <summary>Isatuximab, carfilzomib, dexamethasone: the arm of IKEMA.</summary>
    IsaKd = 2,
}
