using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>A unit with running infusions and recorded events, each patient for one test.</summary>
public sealed class EventSafetyUnit : PreparedUnit
{
    public Dictionary<string, AdverseEventId> Events { get; } = new(StringComparer.Ordinal);

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, "nurse", "Nora Example", Role.Nurse);
        await AccountAsync(stores, "officer", "Olga Example", Role.SafetyOfficer);
        await RunningAsync(stores, physician, "Fresh");
        await ReactionAsync(stores, physician, "Twice", Grade.Grade2);
        await ReactionAsync(stores, physician, "Inside", Grade.Grade1);
        await ReactionAsync(stores, physician, "Course", Grade.Grade2);
        await ReactionAsync(stores, physician, "Asked", Grade.Grade2);
        await ReactionAsync(stores, physician, "Cause", Grade.Grade3);
        await ReactionAsync(stores, physician, "Report", Grade.Grade3, SeriousnessCriteria.Hospitalisation);
        await ReactionAsync(stores, physician, "Look", Grade.Grade3, SeriousnessCriteria.Hospitalisation);
        await ReactionAsync(stores, physician, "Lasts", Grade.Grade2, action: ActionTaken.DrugInterrupted);
        await ReactionAsync(stores, physician, "Again", Grade.Grade2, action: ActionTaken.DrugInterrupted);
        await stores.Infusions.RecordAsync(
            Actor.Product,
            new InfusionStepEntry(
                Infusions["Again"],
                InfusionStepKind.Resumed,
                Clock.Now.AddMinutes(-25),
                12_500,
                OfferedRateMicrolitresPerHour: 12_500,
                ReactionNow: ReactionNow.Resolved
            )
        );
        var dying = await RegisterAsync(stores, "Dies", physician, new DateOnly(1957, 3, 8));
        Events["Dies"] = await stores.Events.RecordAsync(
            Actor.Product,
            dying,
            new AdverseEventContent
            {
                LltCode = CtcaeTerms.LungInfection,
                CtcaeVersion = CtcaeVersion.V50,
                Grade = Grade.Grade4,
                OnsetAt = Clock.Now.AddHours(-2),
            }
        );
        var course = await RegisterAsync(stores, "Early", physician, new DateOnly(1957, 3, 8));
        Events["Early"] = await stores.Events.RecordAsync(
            Actor.Product,
            course,
            new AdverseEventContent
            {
                LltCode = CtcaeTerms.Diarrhea,
                CtcaeVersion = CtcaeVersion.V50,
                Grade = Grade.Grade2,
                OnsetAt = Clock.Now.AddHours(-2),
            }
        );
    }

    private async Task<CourseId> RunningAsync(Stores stores, UserId physician, string family)
    {
        var course = await RegisterAsync(stores, family, physician, new DateOnly(1957, 3, 8));
        await stores.Observations.RecordLabAsync(
            Actor.Product,
            new LabEntry(course, LabTest.NeutrophilCount, 2.1m, "10*9/L", null, Clock.Now.AddHours(-5))
        );
        await stores.Infusions.RecordAsync(
            Actor.Product,
            new InfusionStepEntry(
                Infusions[family],
                InfusionStepKind.Started,
                Clock.Now.AddMinutes(-55),
                25_000,
                70_000,
                "Sarclisa",
                "B-1"
            )
        );
        return course;
    }

    private async Task ReactionAsync(
        Stores stores,
        UserId physician,
        string family,
        Grade grade,
        SeriousnessCriteria? serious = null,
        ActionTaken action = ActionTaken.Unknown
    )
    {
        var course = await RunningAsync(stores, physician, family);
        Events[family] = await stores.Events.RecordAsync(
            Actor.Product,
            course,
            new AdverseEventContent
            {
                LltCode = CtcaeTerms.InfusionRelatedReaction,
                CtcaeVersion = CtcaeVersion.V50,
                Grade = grade,
                OnsetAt = Clock.Now.AddMinutes(-40),
                InfusionId = Infusions[family],
                ActionTaken = action,
                SeriousnessAssessed = serious is not null,
                Seriousness = serious ?? SeriousnessCriteria.None,
            }
        );
    }
}

/// <summary>The classes that share one <see cref="EventSafetyUnit"/>.</summary>
[CollectionDefinition]
public sealed class SharedEventSafetyUnit : ICollectionFixture<EventSafetyUnit>;
