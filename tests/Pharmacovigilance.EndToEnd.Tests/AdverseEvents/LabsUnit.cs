using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>A unit with invented patients in different laboratory situations, grading by v5.0.</summary>
public class LabsUnit : PreparedUnit
{
    public const string Nurse = "nurse";

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);
        var born = new DateOnly(1957, 3, 8);

        var trend = await RegisterAsync(
            stores,
            "Trend",
            physician,
            born,
            paraprotein: new Paraprotein(HeavyChain.IgG, LightChain.Kappa)
        );
        decimal[] counts = [4.2m, 3.1m, 1.9m, 1.2m, 0.7m, 1.1m, 0.6m, 1.6m, 2.1m];
        for (int i = 0; i < counts.Length; i++)
        {
            var at = Clock.Now.AddDays(-7 * (counts.Length - 1 - i)).AddHours(-1);
            await LabAsync(stores, trend, LabTest.NeutrophilCount, counts[i], "10*9/L", 1.8m, at);
            await LabAsync(stores, trend, LabTest.PlateletCount, 60 + (20 * i), "10*9/L", 150m, at);
            await LabAsync(stores, trend, LabTest.Hemoglobin, 7.6m + (0.5m * i), "g/dL", 12m, at);
        }

        await LabAsync(stores, trend, LabTest.WhiteCellCount, 2.9m, "10*9/L", null, Clock.Now.AddDays(-2));
        var old = await RegisterAsync(stores, "Nineday", physician, born);
        await LabAsync(stores, old, LabTest.NeutrophilCount, 2.1m, "10*9/L", null, Clock.Now.AddDays(-9).AddHours(-1));
        var held = await RegisterAsync(stores, "Held", physician, born);
        await LabAsync(stores, held, LabTest.NeutrophilCount, 0.4m, "10*9/L", null, Clock.Now.AddHours(-2));
        await RegisterAsync(stores, "Blank", physician, born);
        await RegisterAsync(stores, "Entry", physician, born);
        await RegisterAsync(stores, "Readings", physician, born);
        var pressure = await RegisterAsync(stores, "Pressure", physician, born);
        await stores.Observations.RecordBloodPressureAsync(
            Actor.Product,
            new BloodPressureEntry(pressure, 122, 80, Clock.Now.AddHours(-1))
        );
    }

    protected static Task LabAsync(
        Stores stores,
        CourseId course,
        LabTest test,
        decimal value,
        string unit,
        decimal? lln,
        DateTimeOffset at
    ) => stores.Observations.RecordLabAsync(Actor.Product, new LabEntry(course, test, value, unit, lln, at));
}

/// <summary>The classes that share one <see cref="LabsUnit"/>.</summary>
[CollectionDefinition]
public sealed class SharedLabsUnit : ICollectionFixture<LabsUnit>;

/// <summary>The same unit, grading by v6.0.</summary>
public sealed class LabsUnitOnVersion6 : LabsUnit
{
    protected override async Task FillAsync(Stores stores)
    {
        await base.FillAsync(stores);
        var preview = await stores.Adoptions.PreviewAsync(CtcaeVersion.V60);
        await stores.Adoptions.AdoptAsync(Actor.Product, preview, "the unit grades by the newest version");
    }
}
