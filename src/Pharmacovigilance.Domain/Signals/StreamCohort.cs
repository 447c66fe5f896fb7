using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The patients of one stream. An event counts from the first infusion of its course to <see cref="DaysAfterTreatment"/> days
/// after treatment ended, and not beyond the time the trial's patients were followed: what the trial could not see, the unit
/// must not count against it.
/// </summary>
public static class StreamCohort
{
    /// <summary>As in the trials: treatment-emergent events.</summary>
    public const int DaysAfterTreatment = 30;

    /// <param name="courses">All courses of the regimen; those without a started infusion add nobody.</param>
    /// <param name="followUpMonths">Median follow-up of the reference; null sets no such limit.</param>
    /// <param name="clock">For the unit's days.</param>
    /// <param name="now">Nothing later is known.</param>
    /// <returns>Each patient once, in the order of first infusion; those of the same instant by id.</returns>
    public static IReadOnlyList<StreamPatient> Of(
        IEnumerable<StreamCourse> courses, StreamKey key, TallyScale scale, double? followUpMonths, UnitClock clock, DateTimeOffset now) =>
    [
        .. courses.Where(course => course.TreatedSince is not null)
            .GroupBy(course => course.PatientId)
            .Select(ofPatient => Patient([.. ofPatient.OrderBy(course => course.TreatedSince)], key, scale, followUpMonths, clock, now))
            .OrderBy(patient => patient.FirstInfusionAt).ThenBy(patient => patient.PatientId.ToString(), StringComparer.Ordinal),
    ];

    private static StreamPatient Patient(
        IReadOnlyList<StreamCourse> courses, StreamKey key, TallyScale scale, double? followUpMonths, UnitClock clock, DateTimeOffset now)
    {
        var first = courses[0].TreatedSince!.Value;
        var limit = followUpMonths is { } months ? StreamTime.After(first, months) : DateTimeOffset.MaxValue;
        var seen = courses.Select(course => new CourseWindow(course, key, scale, Earlier(limit, AfterDays(course.End, DaysAfterTreatment, clock)))).ToList();
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
        var risk = AfterDays(end, end?.Reason is CourseEndReason.Death ? 0 : DaysAfterTreatment, clock);
        bool isSeen = end is { Reason: not (CourseEndReason.LostToFollowUp or CourseEndReason.Transferred) };
        var known = isSeen ? Earlier(now, risk) : Earlier(courses.Max(course => course.LastKnownAt) ?? now, risk);
        known = Earlier(known, now);
        if (known >= limit) return (limit, WindowState.FollowedAsLongAsTheTrial);
        return (known, isSeen && risk <= now ? WindowState.TreatmentEnded : WindowState.Open);
    }

    /// <summary>The instant after the last of so many days following the end; the end of time while treatment goes on.</summary>
    private static DateTimeOffset AfterDays(TreatmentEnd? end, int days, UnitClock clock) =>
        end is null ? DateTimeOffset.MaxValue : clock.FromUnit(end.On.AddDays(days + 1).ToDateTime(TimeOnly.MinValue));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>What one course adds to a stream within its window.</summary>
internal sealed class CourseWindow
{
    private readonly StreamCourse course;
    private readonly StreamKey key;
    private readonly TallyScale scale;
    private readonly DateTimeOffset since;
    private readonly IReadOnlyList<StreamEvent> events;
    private readonly IReadOnlyList<TallyLaboratoryValue> values;

    /// <param name="until">Events at or after it do not count.</param>
    public CourseWindow(StreamCourse course, StreamKey key, TallyScale scale, DateTimeOffset until)
    {
        (this.course, this.key, this.scale, since) = (course, key, scale, course.TreatedSince!.Value);
        events = [.. course.Events.Where(one => (TimeOf(one) ?? since) < until)];
        values = [.. course.LaboratoryValues.Where(value => value.CollectedAt < until)];
    }

    public TallyStatus Status => CourseTally.Of(
        new TallyFacts(
            [.. course.Infusions.Select(infusion => new TallyInfusion(infusion.Status, infusion.StartedAt, infusion.Reaction))],
            [.. events.Select(one => one.Event)], values),
        [new TallySeries(key.LltCode, key.Basis)], scale).Single(row => row.Band == key.Band).Status;

    public IEnumerable<StreamEpisode> Episodes => key.Basis switch
    {
        EventBasis.AdverseEvent => Reported(),
        EventBasis.Laboratory => Measured(),
    };

    private DateTimeOffset? TimeOf(StreamEvent one) => key.Band is GradeBand.GradeAtLeast3 ? one.SevereAt ?? one.Event.OnsetAt : one.Event.OnsetAt;

    private bool IsInBand(Grade? grade) => key.Band is GradeBand.Any || grade >= Grade.Grade3;

    private IEnumerable<StreamEpisode> Reported() =>
        from one in events
        where string.Equals(one.Event.RootLlt, key.LltCode, StringComparison.Ordinal) && (one.Event.OnsetAt ?? since) >= since
        let grading = one.Event.Gradings.FirstOrDefault(grading => scale.Counts(grading.Version, key.LltCode, key.Band))
        where grading is { MeetsNoGrade: false } && IsInBand(grading.Grade)
        select new StreamEpisode(TimeOf(one), grading.Grade, course.Infusions.FirstOrDefault(infusion => infusion.Id == one.InfusionId)?.GivenOrdinal);

    /// <summary>Values in the band that follow each other are one event, with the worst of their grades.</summary>
    private IEnumerable<StreamEpisode> Measured()
    {
        StreamEpisode? going = null;
        foreach (var value in values
            .Where(value => string.Equals(value.LltCode, key.LltCode, StringComparison.Ordinal) && value.CollectedAt >= since)
            .OrderBy(value => value.CollectedAt))
        {
            bool inBand = value.Proposal.Grade is { } grade && IsInBand(grade);
            if (inBand) going = going is null ? new StreamEpisode(value.CollectedAt, value.Proposal.Grade, null) : going with { Grade = Worse(going.Grade, value.Proposal.Grade) };
            if (inBand || going is null) continue;
            yield return going;
            going = null;
        }

        if (going is not null) yield return going;
    }

    private static Grade? Worse(Grade? one, Grade? other) => other > one ? other : one;
}
