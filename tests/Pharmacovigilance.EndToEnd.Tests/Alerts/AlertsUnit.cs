using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.EndToEnd.Tests.Alerts;

/// <summary>A real unit with a nurse, two physicians, an officer and invented patients of the first physician, one for each test.</summary>
public sealed class AlertsUnit : PreparedUnit
{
    public const string Nurse = "nurse";
    public const string Attending = "attending";
    public const string Colleague = "colleague";
    public const string Officer = "officer";

    /// <summary>The hold of each patient with a low count, by family name.</summary>
    public Dictionary<string, AlertId> Holds { get; } = new(StringComparer.Ordinal);

    protected override async Task FillAsync(Stores stores)
    {
        await stores.AnswerWithinAsync(minutes: 600);
        var attending = await AccountAsync(stores, Attending, "Paula Example", Role.Physician);
        var colleague = await AccountAsync(stores, Colleague, "Piet Example", Role.Physician);
        foreach (var role in Enum.GetValues<OnCallRole>())
            await stores.OnCall.AddAsync(Actor.Product, role, colleague, Clock.Now, Clock.Now.AddDays(2));
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);
        await AccountAsync(stores, Officer, "Oskar Example", Role.SafetyOfficer);

        foreach (
            var (family, anc) in new[]
            {
                ("Brook", 1.8m),
                ("Dale", 1.9m),
                ("Cole", 0.40m),
                ("Frost", 0.31m),
                ("Glen", 0.45m),
                ("Heath", 0.20m),
            }
        )
        {
            var course = await RegisterAsync(stores, family, attending, new DateOnly(1950, 4, 2));
            await stores.Observations.RecordLabAsync(
                Actor.Product,
                new LabEntry(course, LabTest.NeutrophilCount, anc, "10*9/L", null, Clock.Now.AddHours(-5))
            );
            if (anc < 0.5m)
                Holds[family] = (await stores.Alerts.OfCourseAsync(course))[0].AlertId;
            else
                await GiveAsync(stores, Infusions[family]);
        }
    }

    /// <summary>Running for 40 minutes with all planned premedication in time, so that no alert stands.</summary>
    private async Task GiveAsync(Stores stores, InfusionId infusion)
    {
        var given = Clock.Now.AddMinutes(-80);
        var drugs = stores
            .Known.PremedicationOf(Regimen.IsaPd)
            .Drugs.Select(drug => new PremedicationEntry(drug.Code, null, null, given))
            .ToList();
        await stores.Infusions.RecordAsync(
            Actor.Product,
            new InfusionStepEntry(infusion, InfusionStepKind.Premedicated, given, Premedication: drugs)
        );
        await stores.Infusions.RecordAsync(
            Actor.Product,
            new InfusionStepEntry(
                infusion,
                InfusionStepKind.Started,
                Clock.Now.AddMinutes(-40),
                25_000,
                70_000,
                "Sarclisa",
                "B-1"
            )
        );
    }
}

/// <summary>The classes that share one <see cref="AlertsUnit"/>.</summary>
[CollectionDefinition]
public sealed class SharedAlertsUnit : ICollectionFixture<AlertsUnit>;
