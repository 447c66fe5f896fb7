using Pharmacovigilance.Domain;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Reference;

/// <summary>A real unit with two officers, a physician and a nurse, and one patient who is being treated.</summary>
public sealed class LedgerUnit : PreparedUnit
{
    public const string Officer = "officer";
    public const string SecondOfficer = "second";
    public const string Physician = "physician";
    public const string Nurse = "nurse";

    protected override async Task FillAsync(Stores stores)
    {
        await AccountAsync(stores, Officer, "Oskar Example", Role.SafetyOfficer);
        await AccountAsync(stores, SecondOfficer, "Olga Example", Role.SafetyOfficer);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);
        var physician = await AccountAsync(stores, Physician, "Paula Example", Role.Physician);
        await RegisterAsync(stores, "Brook", physician, new DateOnly(1950, 4, 2));
    }
}
