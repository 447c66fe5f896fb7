using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>A unit with two events graded by v5.0: neutropenia from a stored value, hypertension judged by a person.</summary>
public sealed class GradingUnit : PreparedUnit
{
    public const string Nurse = "nurse";
    public const string Officer = "officer";

    public AdverseEventId Neutropenia { get; private set; }

    public AdverseEventId Hypertension { get; private set; }

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);
        await AccountAsync(stores, Officer, "Oskar Example", Role.SafetyOfficer);
        var course = await RegisterAsync(stores, "Annex", physician, new DateOnly(1950, 4, 2));
        var at = Clock.Now.AddHours(-2);
        var value = await stores.Observations.RecordLabAsync(
            Actor.Product,
            new LabEntry(course, LabTest.NeutrophilCount, 0.7m, "10*9/L", 1.8m, at)
        );
        Neutropenia = await stores.Events.RecordAsync(
            Actor.Product,
            course,
            new AdverseEventContent
            {
                LltCode = CtcaeTerms.NeutrophilCountDecreased,
                CtcaeVersion = CtcaeVersion.V50,
                Grade = Grade.Grade3,
                OnsetAt = at,
                SourceObservationId = value.Id,
            }
        );
        Hypertension = await stores.Events.RecordAsync(
            Actor.Product,
            course,
            new AdverseEventContent
            {
                LltCode = CtcaeTerms.Hypertension,
                CtcaeVersion = CtcaeVersion.V50,
                Grade = Grade.Grade1,
                OnsetAt = at,
            }
        );
    }
}
