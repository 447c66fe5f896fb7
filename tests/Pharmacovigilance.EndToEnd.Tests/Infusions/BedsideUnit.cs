using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.EndToEnd.Tests.Infusions;

/// <summary>A real unit with a nurse, a physician and a few invented patients, one for each test that records something.</summary>
public sealed class BedsideUnit : PreparedUnit
{
    public const string Nurse = "nurse";

    private readonly Dictionary<string, DateTimeOffset> started = new(StringComparer.Ordinal);

    /// <summary>The minute of a patient's running infusion, now.</summary>
    public int MinuteNow(string family) => (int)(Clock.Now - started[family]).TotalMinutes;

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);

        foreach (string family in (string[])["Annex", "Draft"])
            await PatientAsync(stores, physician, family, new DateOnly(1950, 4, 2), anc: 2.10m);
        foreach (string family in (string[])["Cole", "Stopped"])
            await PatientAsync(stores, physician, family, new DateOnly(1961, 9, 30), anc: 0.40m);
        await PatientAsync(stores, physician, "Dorn", birthDate: null, anc: null);
        foreach (string family in (string[])["Brook", "Scale", "Airway"])
        {
            await PatientAsync(stores, physician, family, new DateOnly(1948, 1, 17), anc: 1.80m);
            await RunAsync(stores, family);
        }

        foreach (string family in (string[])["Evers", "Press", "Regraded"])
        {
            var course = await PatientAsync(stores, physician, family, new DateOnly(1955, 12, 5), anc: 1.60m);
            await RunAsync(stores, family);
            await stores.Events.RecordAsync(
                Actor.Product,
                course,
                new AdverseEventContent
                {
                    LltCode = CtcaeTerms.InfusionRelatedReaction,
                    CtcaeVersion = CtcaeVersion.V50,
                    Grade = Grade.Grade1,
                    OnsetAt = Clock.Now.AddMinutes(-5),
                    InfusionId = Infusions[family],
                }
            );
        }
    }

    private async Task<CourseId> PatientAsync(
        Stores stores,
        UserId physician,
        string family,
        DateOnly? birthDate,
        decimal? anc
    )
    {
        var course = await RegisterAsync(stores, family, physician, birthDate);
        if (anc is { } value)
            await stores.Observations.RecordLabAsync(
                Actor.Product,
                new LabEntry(course, LabTest.NeutrophilCount, value, "10*9/L", null, Clock.Now.AddHours(-5))
            );
        return course;
    }

    /// <summary>Running for 55 minutes, for the last 20 of them at 150 mL/h.</summary>
    private async Task RunAsync(Stores stores, string family)
    {
        var infusion = Infusions[family];
        var now = Clock.Now;
        started[family] = now.AddMinutes(-55);
        var given = now.AddMinutes(-85);
        await StepAsync(
            new(
                infusion,
                InfusionStepKind.Premedicated,
                given,
                Premedication: [new("dexamethasone", null, PremedicationRoute.Oral, given)]
            )
        );
        await StepAsync(new(infusion, InfusionStepKind.Started, started[family], 25_000, 70_000, "Sarclisa", "B-1"));
        await StepAsync(
            new(infusion, InfusionStepKind.RateChanged, now.AddMinutes(-20), 150_000, Reason: "prescribed so")
        );

        Task<StepOutcome> StepAsync(InfusionStepEntry entry) => stores.Infusions.RecordAsync(Actor.Product, entry);
    }
}

/// <summary>The classes that share one <see cref="BedsideUnit"/>.</summary>
[CollectionDefinition]
public sealed class SharedBedsideUnit : ICollectionFixture<BedsideUnit>;
