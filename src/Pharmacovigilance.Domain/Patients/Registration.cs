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
    Paraprotein? Paraprotein = null
)
{
    /// <summary>What the first course begins with; null = nothing is recorded.</summary>
    public CourseBaseline? Baseline { get; init; }

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

        refusals.AddRange(CheckFirstDose(registration.FirstDoseOn, birth, today));
        if (registration.Baseline is { } baseline)
            refusals.AddRange(CourseBaselineRules.Check(baseline, registration.FirstDoseOn, today));
        return refusals;
    }

    /// <summary>What is wrong with the first dose of any course.</summary>
    /// <param name="birth">Null = unknown.</param>
    internal static IEnumerable<Refusal> CheckFirstDose(DateOnly firstDoseOn, DateOnly? birth, DateOnly today)
    {
        if (firstDoseOn < EarliestFirstDose || firstDoseOn > today.AddYears(1))
            yield return Refusal.Of("course.first-dose-implausible", "firstDoseOn", Iso(firstDoseOn));
        else if (birth is { } born && born.AddYears(18) > firstDoseOn)
            yield return Refusal.Of("course.not-adult", "birthDate", Iso(born));
    }

    private static string Iso(DateOnly date) =>
        date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
