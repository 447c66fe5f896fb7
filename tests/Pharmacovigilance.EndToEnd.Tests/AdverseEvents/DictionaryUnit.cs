using Pharmacovigilance.Domain;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>A real unit with an administrator, a nurse, a safety officer and one invented patient; no dictionary is imported yet.</summary>
public sealed class DictionaryUnit : PreparedUnit
{
    public CourseId Course { get; private set; }

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, "nurse", "Nora Example", Role.Nurse);
        await AccountAsync(stores, "officer", "Oskar Example", Role.SafetyOfficer);
        await AccountAsync(stores, "administrator", "Anna Example", Role.Administrator);
        Course = await RegisterAsync(stores, "Annex", physician, new DateOnly(1950, 4, 2));
    }
}
