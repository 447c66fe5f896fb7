using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.EndToEnd.Tests.Access;

/// <summary>A unit with two nurses, a physician and an administrator, and a running infusion.</summary>
public class SessionUnit : PreparedUnit
{
    public const string Running = "Brook";

    protected override async Task FillAsync(Stores stores)
    {
        await AccountAsync(stores, "administrator", "Anna Example", Role.Administrator);
        await AccountAsync(stores, "nurse", "Nora Example", Role.Nurse);
        await AccountAsync(stores, "nurse2", "Nils Example", Role.Nurse);
        await AccountAsync(stores, "leaver", "Lara Example", Role.Nurse);
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await RunAsync(
            stores,
            await RegisterAsync(stores, Running, physician, new DateOnly(1958, 1, 17)),
            Infusions[Running]
        );
    }

    /// <summary>Running for 55 minutes at 25 mL/h.</summary>
    private async Task RunAsync(Stores stores, CourseId course, InfusionId infusion)
    {
        var now = Clock.Now;
        await stores.Observations.RecordLabAsync(
            Actor.Product,
            new LabEntry(course, LabTest.NeutrophilCount, 2.1m, "10*9/L", null, now.AddHours(-5))
        );
        var given = now.AddMinutes(-85);
        foreach (
            var step in (InfusionStepEntry[])
                [
                    new(
                        infusion,
                        InfusionStepKind.Premedicated,
                        given,
                        Premedication: [new("dexamethasone", 40_000, PremedicationRoute.Oral, given)]
                    ),
                    new(infusion, InfusionStepKind.Started, now.AddMinutes(-55), 25_000, 70_000, "Sarclisa", "B-1"),
                ]
        )
            await stores.Infusions.RecordAsync(Actor.Product, step);
    }
}

/// <summary>The same, locked after a minute without activity.</summary>
public sealed class QuicklyLockedUnit : SessionUnit
{
    protected override IReadOnlyList<string> Settings => ["--Unit:IdleLockMinutes", "1"];
}
