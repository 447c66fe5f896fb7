using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The end of a course's treatment: the unit's day, and why.</summary>
public sealed record TreatmentEnd(DateOnly On, CourseEndReason Reason)
{
    /// <summary>So many days after the end of treatment an event still counts, as it did in the trials.</summary>
    public const int DaysCounted = 30;

    /// <summary>The first instant at which an event no longer counts.</summary>
    public DateTimeOffset CountsUntil(UnitClock clock) => After(DaysCounted, clock);

    /// <summary>From then on the unit no longer sees the patient, who was lost or went elsewhere; null where it does.</summary>
    public DateTimeOffset? LostAt(UnitClock clock) =>
        Reason is CourseEndReason.LostToFollowUp or CourseEndReason.Transferred ? After(0, clock) : null;

    /// <summary>The instant after the last of so many of the unit's days following the end.</summary>
    public DateTimeOffset After(int days, UnitClock clock) =>
        clock.FromUnit(On.AddDays(days + 1).ToDateTime(TimeOnly.MinValue));
}

/// <summary>An infusion of a course, as far as a stream looks at it.</summary>
/// <param name="GivenOrdinal">1 for the first infusion actually started; null before the start.</param>
/// <param name="Reaction">Null until the infusion has ended.</param>
public sealed record StreamInfusion(
    InfusionId Id,
    int? GivenOrdinal,
    InfusionStatus Status,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    ReactionStatement? Reaction,
    InfusionRoute Route = InfusionRoute.Intravenous
)
{
    /// <summary>As the counting looks at it.</summary>
    public TallyInfusion ToTally() => new(Status, StartedAt, Reaction, Route) { Id = Id, EndedAt = EndedAt };
}

/// <summary>An adverse event of a course.</summary>
/// <param name="InfusionId">The infusion it was recorded with; null for an event between infusions.</param>
public sealed record StreamEvent(TallyEvent Event, InfusionId? InfusionId);

/// <summary>One course of a regimen with everything its streams look at, as it stands after corrections.</summary>
/// <param name="LaboratoryValues">Of every test that grades a term.</param>
/// <param name="End">Null while treatment goes on.</param>
public sealed record StreamCourse(
    CourseId CourseId,
    PatientId PatientId,
    string Code,
    IReadOnlyList<StreamInfusion> Infusions,
    IReadOnlyList<StreamEvent> Events,
    IReadOnlyList<TallyLaboratoryValue> LaboratoryValues,
    TreatmentEnd? End
)
{
    /// <summary>The courses with the infusions of a patient numbered through: the first of a second course is not the patient's first.</summary>
    /// <param name="courses">Of one regimen.</param>
    public static IReadOnlyList<StreamCourse> NumberedThrough(IReadOnlyList<StreamCourse> courses)
    {
        var again = courses
            .GroupBy(course => course.PatientId)
            .Where(ofPatient => ofPatient.Skip(1).Any())
            .SelectMany(ofPatient =>
                ofPatient
                    .SelectMany(course => course.Infusions)
                    .Where(infusion => infusion.StartedAt is not null)
                    .OrderBy(infusion => infusion.StartedAt)
                    .Select((infusion, index) => (infusion.Id, Number: index + 1))
            )
            .ToDictionary(pair => pair.Id, pair => pair.Number);
        return again.Count == 0
            ? courses
            :
            [
                .. courses.Select(course =>
                    course with
                    {
                        Infusions =
                        [
                            .. course.Infusions.Select(infusion =>
                                again.TryGetValue(infusion.Id, out int number)
                                    ? infusion with
                                    {
                                        GivenOrdinal = number,
                                    }
                                    : infusion
                            ),
                        ],
                    }
                ),
            ];
    }

    /// <summary>The patient's death; null while nothing says so.</summary>
    public PatientDeath? Death { get; init; }

    /// <summary>The first instant at which nothing counts any more: the window after treatment is over, or the patient has died. Null while neither is known.</summary>
    public static DateTimeOffset? CountsUntil(TreatmentEnd? end, PatientDeath? death, UnitClock clock)
    {
        var byTreatment = end?.CountsUntil(clock);
        var byDeath = death?.Latest.AddTicks(1);
        return byDeath < byTreatment || byTreatment is null ? byDeath : byTreatment;
    }

    /// <summary>Start of the first infusion; null before it.</summary>
    public DateTimeOffset? TreatedSince => Infusions.Min(infusion => infusion.StartedAt);

    /// <summary>What is counted of it.</summary>
    public TallyFacts ToFacts(UnitClock clock) =>
        new(
            [.. Infusions.Select(infusion => infusion.ToTally())],
            [.. Events.Select(one => one.Event)],
            LaboratoryValues,
            CountsUntil(End, Death, clock),
            End?.LostAt(clock)
        );
}
