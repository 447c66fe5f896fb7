namespace Pharmacovigilance.Domain.Patients;

/// <summary>Administrative sex, the codes of FHIR AdministrativeGender. Stored by name.</summary>
public enum Sex
{
    /// <summary>Not known: never guessed.</summary>
    Unknown = 0,
    Female = 1,
    Male = 2,
    Other = 3,
}

/// <summary>A treated person. Every screen about a patient shows name, birth date and record number together.</summary>
public sealed record Patient
{
    public required PatientId Id { get; init; }

    /// <summary>The hospital's number, unique in the unit.</summary>
    public required string RecordNumber { get; init; }

    public required string FamilyName { get; init; }

    public required string GivenName { get; init; }

    /// <summary>Null when not known; rules by age then say so instead of assuming one.</summary>
    public required DateOnly? BirthDate { get; init; }

    public required Sex Sex { get; init; }

    /// <summary>Whole years of age on a date; null when the birth date is not known.</summary>
    public int? AgeOn(DateOnly date)
    {
        if (BirthDate is not { } born)
            return null;
        int years = date.Year - born.Year;
        return date < born.AddYears(years) ? years - 1 : years;
    }
}

/// <summary>One course of treatment: a regimen from its first dose, under one attending physician.</summary>
/// <param name="Code">Short code without patient data, e.g. <c>C-0007</c>: what leaves the unit by e-mail or webhook.</param>
public sealed record Course(
    CourseId Id,
    PatientId PatientId,
    string Code,
    Regimen Regimen,
    DateOnly FirstDoseOn,
    UserId AttendingPhysicianId
);
