using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The patients of one stream with what each adds to it: counted by <see cref="CourseTally"/>, as on the board.</summary>
public static class StreamCohort
{
    /// <param name="courses">All courses of the regimen; those of a patient without a started infusion, or first treated by another route, add nobody.</param>
    /// <param name="followUp">Of the stream's trial; null sets no such limit.</param>
    /// <param name="clock">For the unit's days.</param>
    /// <param name="now">Nothing later is known.</param>
    /// <returns>Each patient once, in the order of first infusion; those of the same instant by id.</returns>
    public static IReadOnlyList<StreamPatient> Of(
        IEnumerable<StreamCourse> courses,
        StreamKey key,
        TallyScale scale,
        TimeSpan? followUp,
        UnitClock clock,
        DateTimeOffset now
    ) =>
        [
            .. courses
                .GroupBy(course => course.PatientId)
                .Select(ofPatient =>
                    (
                        Courses: ofPatient.OrderBy(course => course.TreatedSince ?? DateTimeOffset.MaxValue).ToList(),
                        Facts: TallyFacts.Joined([.. ofPatient.Select(course => course.ToFacts(clock))])
                    )
                )
                .Where(patient => patient.Facts.First?.Route == key.Route)
                .Select(patient => Patient(patient.Courses, patient.Facts, key, scale, followUp, clock, now))
                .OrderBy(patient => patient.FirstInfusionAt)
                .ThenBy(patient => patient.PatientId.ToString(), StringComparer.Ordinal),
        ];

    private static StreamPatient Patient(
        List<StreamCourse> courses,
        TallyFacts facts,
        StreamKey key,
        TallyScale scale,
        TimeSpan? followUp,
        UnitClock clock,
        DateTimeOffset now
    )
    {
        var seen = new PatientWindow(courses, facts, key, scale, followUp);
        var treated = courses.FindAll(course => course.TreatedSince is not null);
        var first = facts.First!.StartedAt!.Value;
        var end = treated[^1].End;
        var (until, window) = Watched(
            treated,
            end,
            followUp is { } length ? first + length : DateTimeOffset.MaxValue,
            clock,
            now
        );
        return new StreamPatient(
            treated[0].PatientId,
            treated[0].CourseId,
            treated[0].Code,
            first,
            seen.Status,
            seen.Status is TallyStatus.Event
                ? [.. seen.Episodes.OrderBy(episode => episode.At ?? DateTimeOffset.MaxValue)]
                : [],
            end,
            Later(first, until),
            window
        )
        {
            ChangedRoute = facts.Infusions.Any(infusion =>
                infusion.StartedAt is not null && infusion.Route != key.Route
            ),
        };
    }

    /// <summary>A patient who goes on, or left the unit's sight, is known up to the last record: silence since then is not an observation.</summary>
    private static (DateTimeOffset Until, WindowState Window) Watched(
        IReadOnlyList<StreamCourse> courses,
        TreatmentEnd? end,
        DateTimeOffset limit,
        UnitClock clock,
        DateTimeOffset now
    )
    {
        var risk = end?.After(end.Reason is CourseEndReason.Death ? 0 : TreatmentEnd.DaysCounted, clock)
            ?? DateTimeOffset.MaxValue;
        bool isSeen = end is { Reason: not (CourseEndReason.LostToFollowUp or CourseEndReason.Transferred) };
        var known = isSeen
            ? Earlier(now, risk)
            : Earlier(courses.Max(course => course.ToFacts(clock).LastKnownAt) ?? now, risk);
        known = Earlier(known, now);
        if (known >= limit)
            return (limit, WindowState.FollowedAsLongAsTheTrial);
        return (known, isSeen && risk <= now ? WindowState.TreatmentEnded : WindowState.Open);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>What one patient adds to a stream, and the events behind it.</summary>
internal sealed class PatientWindow
{
    private readonly IReadOnlyList<StreamCourse> courses;
    private readonly TallyFacts facts;
    private readonly StreamKey key;
    private readonly TallySeries series;
    private readonly TallyScale scale;
    private readonly TallyWindow window;

    public PatientWindow(
        IReadOnlyList<StreamCourse> courses,
        TallyFacts facts,
        StreamKey key,
        TallyScale scale,
        TimeSpan? followUp
    )
    {
        (this.courses, this.facts, this.key, this.scale) = (courses, facts, key, scale);
        series = new TallySeries(key.LltCode, key.Basis);
        window = CourseTally.WindowOf(facts, series, followUp);
        Status = CourseTally.Of(facts, [series], scale, (_, _) => followUp).Single(row => row.Band == key.Band).Status;
    }

    public TallyStatus Status { get; }

    public IEnumerable<StreamEpisode> Episodes =>
        key.Basis switch
        {
            EventBasis.AdverseEvent => Reported(),
            EventBasis.Laboratory => Measured(),
        };

    private bool IsInBand(Grade? grade) => key.Band is GradeBand.Any || grade >= Grade.Grade3;

    private IEnumerable<StreamEpisode> Reported() =>
        from course in courses
        from one in course.Events
        where CourseTally.Belongs(one.Event, series, facts)
        let emergence = TreatmentEmergence.Of(one.Event, key.Band, window)
        where emergence.Counts
        let grading = one.Event.Gradings.FirstOrDefault(grading => scale.Counts(grading.Version, key.LltCode, key.Band))
        where grading is { MeetsNoGrade: false } && IsInBand(grading.Grade)
        select new StreamEpisode(
            emergence.At,
            InWindow(one.Event, grading.Grade),
            course.Infusions.FirstOrDefault(infusion => infusion.Id == one.InfusionId)?.GivenOrdinal
        );

    /// <summary>A worst grade of 3 or higher that came outside the window is not the worst inside it; which that was, nobody has worked out.</summary>
    private Grade? InWindow(TallyEvent one, Grade? worst) =>
        worst >= Grade.Grade3 && !TreatmentEmergence.Of(one, GradeBand.GradeAtLeast3, window).Counts ? null : worst;

    /// <summary>Values in the band that follow each other are one event, with the worst of their grades.</summary>
    private IEnumerable<StreamEpisode> Measured()
    {
        StreamEpisode? going = null;
        // Of several values of one instant the worst stands.
        foreach (
            var instant in facts
                .LaboratoryValues.Where(value =>
                    string.Equals(value.LltCode, key.LltCode, StringComparison.Ordinal)
                    && window.Holds(value.Collected.Earliest)
                    && window.Holds(value.Collected.Latest)
                )
                .GroupBy(value => value.CollectedAt)
                .OrderBy(values => values.Key)
        )
        {
            var worst = instant.Max(value => value.Proposal.Grade);
            bool inBand = worst is not null && IsInBand(worst);
            if (inBand)
                going = going is null
                    ? new StreamEpisode(instant.Key, worst, null)
                    : going with
                    {
                        Grade = Worse(going.Grade, worst),
                    };
            if (inBand || going is null)
                continue;
            yield return going;
            going = null;
        }

        if (going is not null)
            yield return going;
    }

    private static Grade? Worse(Grade? one, Grade? other) => other > one ? other : one;
}
