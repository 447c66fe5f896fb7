using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Patients;

/// <summary>A real unit with patients whose premedication, calendar or course end is looked at.</summary>
public sealed class CourseUnit : PreparedUnit
{
    public const string Nurse = "nurse";

    public DateOnly Today => Clock.Today;

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);

        await PatientAsync(stores, physician, "Grau", Today.AddYears(-76), firstDoseBefore: 0, given: 0);
        await PatientAsync(stores, physician, "Unborn", birthDate: null, firstDoseBefore: 0, given: 0);
        await PatientAsync(stores, physician, "Scan", Today.AddYears(-60), firstDoseBefore: 0, given: 0);
        await PatientAsync(stores, physician, "Free", Today.AddYears(-55), firstDoseBefore: 28, given: 4);
        await PatientAsync(stores, physician, "Missed", Today.AddYears(-66), firstDoseBefore: 9, given: 1);
        await PatientAsync(stores, physician, "Ending", Today.AddYears(-70), firstDoseBefore: 8, given: 1);
        await PatientAsync(stores, physician, "Twice", Today.AddYears(-64), firstDoseBefore: 40, given: 2);
        // A draft is kept for each person and patient, so every picture is taken of a patient of its own.
        foreach (string look in new[] { "1280en", "1280ru", "820en", "820ru" })
            await PatientAsync(stores, physician, "Picture" + look, birthDate: null, firstDoseBefore: 9, given: 1);
    }

    /// <summary>The first infusions are given on their planned days, without a reaction.</summary>
    private async Task PatientAsync(
        Stores stores,
        UserId physician,
        string family,
        DateOnly? birthDate,
        int firstDoseBefore,
        int given
    )
    {
        var registration = new Registration(
            $"R-{family}",
            family,
            "Alex",
            birthDate,
            Sex.Unknown,
            Regimen.IsaPd,
            Today.AddDays(-firstDoseBefore),
            physician
        );
        var course = await stores.Patients.RegisterAsync(Actor.Product, registration);
        Courses[family] = course;
        for (int number = 1; number <= given; number++)
        {
            var head = (await stores.Infusions.CalendarAsync(course))
                .Single(i => i.Head.CalendarOrdinal == number)
                .Head;
            var start = Clock.FromUnit(head.PlannedOn.ToDateTime(new TimeOnly(9, 0)));
            await stores.Infusions.RecordAsync(
                Actor.Product,
                new(head.InfusionId, InfusionStepKind.Started, start, 25_000, 70_000, "SARCLISA", "B-1")
            );
            await stores.Infusions.RecordAsync(
                Actor.Product,
                new(
                    head.InfusionId,
                    InfusionStepKind.Ended,
                    start.AddHours(3),
                    Reaction: ReactionStatement.NoReactionObserved
                )
            );
        }

        Infusions[family] = (await stores.Infusions.CalendarAsync(course))
            .First(i => i.State.Status == InfusionStatus.Planned)
            .Head.InfusionId;
    }
}

/// <summary>The classes that share one <see cref="CourseUnit"/>.</summary>
[CollectionDefinition]
public sealed class SharedCourseUnit : ICollectionFixture<CourseUnit>;
