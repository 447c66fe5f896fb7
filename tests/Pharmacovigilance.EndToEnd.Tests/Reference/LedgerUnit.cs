using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.EndToEnd.Tests.Reference;

/// <summary>
/// A real unit with two officers, a physician and a nurse, and just enough treated patients for a comparison; every one of
/// them had neutropenia of grade 3, which is far more than the trial reported.
/// </summary>
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
        for (int i = 1; i <= StreamDefinition.DefaultMinimumPatients; i++)
        {
            string family = $"Patient-{i}";
            var course = await RegisterAsync(stores, family, physician, new DateOnly(1950, 4, i));
            await stores.Infusions.RecordAsync(
                Actor.Product,
                new InfusionStepEntry(
                    Infusions[family],
                    InfusionStepKind.Started,
                    Clock.Now.AddMinutes(-40),
                    25_000,
                    70_000,
                    "Sarclisa",
                    "B-1"
                )
            );
            await stores.Events.RecordAsync(
                Actor.Product,
                course,
                new AdverseEventContent
                {
                    LltCode = CtcaeTerms.NeutrophilCountDecreased,
                    CtcaeVersion = CtcaeVersion.V50,
                    Grade = Grade.Grade3,
                    OnsetAt = Clock.Now.AddMinutes(-5),
                }
            );
        }
    }
}

/// <summary>The classes that share one <see cref="LedgerUnit"/>.</summary>
[CollectionDefinition]
public sealed class SharedLedgerUnit : ICollectionFixture<LedgerUnit>;
