using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts.Rules;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The patients of one stream with what each adds to it: counted by <see cref="CourseTally"/>, as on the board.</summary>
public static class StreamCohort
{
    /// <param name="courses">All courses of the regimen; those without a started infusion add nobody.</param>
    /// <param name="followUp">Of the stream's trial; null sets no such limit.</param>
    /// <param name="clock">For the unit's days.</param>
    /// <param name="now">Nothing later is known.</param>
    /// <returns>Each patient once, in the order of first infusion; those of the same instant by id.</returns>
    public static IReadOnlyList<StreamPatient> Of(
        IEnumerable<StreamCourse> courses, StreamKey key, TallyScale scale, TimeSpan? followUp, UnitClock clock, DateTimeOffset now) =>
    [
        .. courses.Where(course => course.TreatedSince is not null)
            .GroupBy(course => course.PatientId)
            .Select(ofPatient => Patient([.. ofPatient.OrderBy(course => course.TreatedSince)], key, scale, followUp, clock, now))
            .OrderBy(patient => patient.FirstInfusionAt).ThenBy(patient => patient.PatientId.ToString(), StringComparer.Ordinal),
    ];

    private static StreamPatient Patient(
        IReadOnlyList<StreamCourse> courses, StreamKey key, TallyScale scale, TimeSpan? followUp, UnitClock clock, DateTimeOffset now)
    {
        var first = courses[0].TreatedSince!.Value;
        var limit = followUp is { } length ? first + length : DateTimeOffset.MaxValue;
        var seen = courses.Select(course => new CourseWindow(course, key, scale, followUp, clock)).ToList();
        var statuses = seen.Select(course => course.Status).ToList();
        // As on the board: an event is an event, and otherwise one foreign scale spoils "none".
        var status = new[] { TallyStatus.Event, TallyStatus.NotComparable, TallyStatus.NoEvent }.FirstOrDefault(statuses.Contains, TallyStatus.NotAssessed);
        var end = courses[^1].End;
        var (until, window) = Watched(courses, end, limit, clock, now);
        return new StreamPatient(
            courses[0].PatientId, courses[0].CourseId, courses[0].Code, first, status,
            status is TallyStatus.Event ? [.. seen.SelectMany(course => course.Episodes).OrderBy(episode => episode.At ?? DateTimeOffset.MaxValue)] : [],
            end, Later(first, until), window);
    }

    /// <summary>A patient who goes on, or left the unit's sight, is known up to the last record: silence since then is not an observation.</summary>
    private static (DateTimeOffset Until, WindowState Window) Watched(
        IReadOnlyList<StreamCourse> courses, TreatmentEnd? end, DateTimeOffset limit, UnitClock clock, DateTimeOffset now)
    {
        var risk = end?.After(end.Reason is CourseEndReason.Death ? 0 : TreatmentEnd.DaysCounted, clock) ?? DateTimeOffset.MaxValue;
        bool isSeen = end is { Reason: not (CourseEndReason.LostToFollowUp or CourseEndReason.Transferred) };
        var known = isSeen ? Earlier(now, risk) : Earlier(courses.Max(course => course.LastKnownAt) ?? now, risk);
        known = Earlier(known, now);
        if (known >= limit) return (limit, WindowState.FollowedAsLongAsTheTrial);
        return (known, isSeen && risk <= now ? WindowState.TreatmentEnded : WindowState.Open);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>What one course adds to a stream, and the events behind it.</summary>
internal sealed class CourseWindow
{
    private readonly StreamCourse course;
    private readonly StreamKey key;
    private readonly TallyScale scale;
    private readonly TallyWindow window;

    public CourseWindow(StreamCourse course, StreamKey key, TallyScale scale, TimeSpan? followUp, UnitClock clock)
    {
        (this.course, this.key, this.scale) = (course, key, scale);
        var facts = course.ToFacts(clock);
        window = CourseTally.WindowOf(facts, course.TreatedSince!.Value, followUp);
        Status = CourseTally.Of(facts, [new TallySeries(key.LltCode, key.Basis)], scale, (_, _) => followUp).Single(row => row.Band == key.Band).Status;
    }

    public TallyStatus Status { get; }

    public IEnumerable<StreamEpisode> Episodes => key.Basis switch
    {
        EventBasis.AdverseEvent => Reported(),
        EventBasis.Laboratory => Measured(),
    };

    private bool IsInBand(Grade? grade) => key.Band is GradeBand.Any || grade >= Grade.Grade3;

    private IEnumerable<StreamEpisode> Reported() =>
        from one in course.Events
        where string.Equals(one.Event.RootLlt, key.LltCode, StringComparison.Ordinal) && window.Holds(one.Event.When(key.Band))
        let grading = one.Event.Gradings.FirstOrDefault(grading => scale.Counts(grading.Version, key.LltCode, key.Band))
        where grading is { MeetsNoGrade: false } && IsInBand(grading.Grade)
        select new StreamEpisode(one.Event.At(key.Band), grading.Grade, course.Infusions.FirstOrDefault(infusion => infusion.Id == one.InfusionId)?.GivenOrdinal);

    /// <summary>Values in the band that follow each other are one event, with the worst of their grades.</summary>
    private IEnumerable<StreamEpisode> Measured()
    {
        StreamEpisode? going = null;
        // Of several values of one instant the worst stands.
        foreach (var instant in course.LaboratoryValues
            .Where(value => string.Equals(value.LltCode, key.LltCode, StringComparison.Ordinal) && window.Holds(value.Collected.Earliest) && window.Holds(value.Collected.Latest))
            .GroupBy(value => value.CollectedAt).OrderBy(values => values.Key))
        {
            var worst = instant.Max(value => value.Proposal.Grade);
            bool inBand = worst is not null && IsInBand(worst);
            if (inBand) going = going is null ? new StreamEpisode(instant.Key, worst, null) : going with { Grade = Worse(going.Grade, worst) };
            if (inBand || going is null) continue;
            yield return going;
            going = null;
        }

        if (going is not null) yield return going;
    }

    private static Grade? Worse(Grade? one, Grade? other) => other > one ? other : one;
}
