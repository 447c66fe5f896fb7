using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Composition;

/// <summary>The invented people of the demonstration unit. They sign in by a button and have no password.</summary>
public sealed record DemoAccount(string UserName, string DisplayName, Role Role)
{
    public static readonly IReadOnlyList<DemoAccount> All =
    [
        new("demo.nurse", "Nora Demo", Role.Nurse),
        new("demo.officer", "Oskar Demo", Role.SafetyOfficer),
        new("demo.physician", "Paula Demo", Role.Physician),
        new("demo.physician2", "Piet Demo", Role.Physician),
        new("demo.administrator", "Anna Demo", Role.Administrator),
    ];
}
