namespace Pharmacovigilance.Domain.Patients;

/// <summary>What is entered to register a patient with a first course.</summary>
/// <param name="Paraprotein">null = not recorded.</param>
public sealed record Registration(
    string RecordNumber,
    string FamilyName,
    string GivenName,
    DateOnly? BirthDate,
    Sex Sex,
    Regimen Regimen,
    DateOnly FirstDoseOn,
    UserId AttendingPhysicianId,
    Paraprotein? Paraprotein = null)
{
    /// <summary>Why this is somebody else although a patient of the same name and birth date is registered; null until that was asked.</summary>
    public string? AnotherPersonBecause { get; init; }
}

public static class RegistrationRules
{
    /// <summary>A bound that catches typing errors; not a date from a source.</summary>
    private static readonly DateOnly EarliestFirstDose = new(2014, 1, 1);

    /// <summary>Everything that is wrong with a registration; empty when it can be taken.</summary>
    /// <param name="today">The unit's date.</param>
    public static IReadOnlyList<Refusal> Check(Registration registration, DateOnly today)
    {
        var refusals = new List<Refusal>();
        refusals.AddRange(EnteredText.CheckCode(registration.RecordNumber, "recordNumber", 40));
        refusals.AddRange(EnteredText.CheckName(registration.FamilyName, "familyName", 80));
        refusals.AddRange(EnteredText.CheckName(registration.GivenName, "givenName", 80));

        var birth = registration.BirthDate;
        if (birth is { } entered && (entered > today || entered < today.AddYears(-120)))
        {
            refusals.Add(Refusal.Of("patient.birth-date-implausible", "birthDate", Iso(entered)));
            birth = null;
        }

        if (registration.FirstDoseOn < EarliestFirstDose || registration.FirstDoseOn > today.AddYears(1))
            refusals.Add(Refusal.Of("course.first-dose-implausible", "firstDoseOn", Iso(registration.FirstDoseOn)));
        else if (birth is { } born && born.AddYears(18) > registration.FirstDoseOn)
            refusals.Add(Refusal.Of("course.not-adult", "birthDate", Iso(born)));
        return refusals;
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
