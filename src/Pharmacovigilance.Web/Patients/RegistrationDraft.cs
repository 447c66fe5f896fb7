using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Patients;

/// <summary>A half-filled registration, as typed. Nothing is preselected that would be a guess about the patient.</summary>
/// <param name="Key">Made when the form opened; repeating the save with it registers once.</param>
/// <param name="BirthDate">ISO 8601 as the browser's date field gives it; empty = unknown.</param>
public sealed record RegistrationDraft(
    string Key,
    string RecordNumber = "",
    string FamilyName = "",
    string GivenName = "",
    string BirthDate = "",
    Sex? Sex = null,
    Regimen? Regimen = null,
    string FirstDoseOn = "",
    Guid? PhysicianId = null,
    Paraprotein? Paraprotein = null,
    string AnotherPersonBecause = ""
)
{
    public BaselineDraft Baseline { get; init; } = new();

    public DateOnly? FirstDose => Date(FirstDoseOn);

    /// <summary>Everything that is wrong, in the order of the form; the store has the last word.</summary>
    public IReadOnlyList<Refusal> Read(DateOnly today, out Registration? registration)
    {
        var refusals = new List<Refusal>();
        if (BirthDate.Length > 0 && Date(BirthDate) is null)
            refusals.Add(Refusal.Of("date-unreadable", "birthDate"));
        if (Sex is null)
            refusals.Add(Refusal.Of("patient.sex-not-chosen", "sex"));
        if (Regimen is null)
            refusals.Add(Refusal.Of("patient.regimen-not-chosen", "regimen"));
        if (FirstDose is null)
            refusals.Add(Refusal.Of(FirstDoseOn.Length == 0 ? "required" : "date-unreadable", "firstDoseOn"));
        if (PhysicianId is null)
            refusals.Add(Refusal.Of("course.physician-unknown", "attendingPhysician"));
        // What cannot be read yet is replaced by something harmless, so that the rest is judged in the same go.
        var candidate = new Registration(
            RecordNumber,
            FamilyName,
            GivenName,
            Date(BirthDate),
            Sex ?? Domain.Patients.Sex.Unknown,
            Regimen ?? Domain.Patients.Regimen.IsaPd,
            FirstDose ?? today,
            new UserId(PhysicianId ?? Guid.Empty),
            Paraprotein
        )
        {
            AnotherPersonBecause = string.IsNullOrWhiteSpace(AnotherPersonBecause) ? null : AnotherPersonBecause,
            Baseline = Baseline.Readable,
        };
        refusals.AddRange(Baseline.CheckReading());
        refusals.InsertRange(0, RegistrationRules.Check(candidate, today));
        registration = refusals.Count > 0 ? null : candidate;
        return refusals;
    }

    private static DateOnly? Date(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
