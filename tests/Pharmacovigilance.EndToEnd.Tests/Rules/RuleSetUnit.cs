using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.EndToEnd.Tests.Rules;

/// <summary>A unit under the shipped EU rules: one patient with an ANC of 0.7, one of 0.4, one of whom nothing is known.</summary>
public sealed class RuleSetUnit : PreparedUnit
{
    public const string Nurse = "nurse";
    public const string Physician = "physician";
    public const string Officer = "officer";
    public const string Administrator = "administrator";

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, Physician, "Paula Example", Role.Physician);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);
        await AccountAsync(stores, Officer, "Oskar Example", Role.SafetyOfficer);
        await AccountAsync(stores, Administrator, "Ada Example", Role.Administrator);
        await CountAsync(stores, await RegisterAsync(stores, "Prompted", physician, new DateOnly(1950, 4, 2)), 0.7m);
        await CountAsync(stores, await RegisterAsync(stores, "Held", physician, new DateOnly(1955, 9, 20)), 0.4m);
        await RegisterAsync(stores, "Later", physician, new DateOnly(1960, 1, 12), Regimen.IsaKd);
    }

    private Task CountAsync(Stores stores, CourseId course, decimal gigaPerLitre) =>
        stores.Observations.RecordLabAsync(
            Actor.Product,
            new LabEntry(course, LabTest.NeutrophilCount, gigaPerLitre, "10*9/L", null, Clock.Now.AddHours(-2))
        );
}
