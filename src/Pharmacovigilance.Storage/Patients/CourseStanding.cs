using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>Everything the page of one course shows, read in one consistent view.</summary>
/// <param name="Calendar">Given and planned, in calendar order.</param>
/// <param name="Alerts">Newest first, decided ones included.</param>
/// <param name="Holds">Oldest first, ended ones included.</param>
/// <param name="Readiness">What the neutrophil counts say about an infusion now.</param>
/// <param name="ReadAt">The instant <paramref name="Readiness"/> belongs to.</param>
/// <param name="Labs">One series per test, in the order of the tests; values as they stand, newest first, at most <see cref="ObservationStore.ShownPerSeries"/> of each.</param>
/// <param name="BloodPressures">As they stand, newest first, at most <see cref="ObservationStore.ShownPerSeries"/>.</param>
/// <param name="Replaced">Values and readings that were corrected or taken back last, newest change first.</param>
/// <param name="Events">As they stand, newest onset first; unknown onset last.</param>
public sealed record CourseStanding(
    CourseRecord Course,
    IReadOnlyList<InfusionItem> Calendar,
    IReadOnlyList<AlertItem> Alerts,
    IReadOnlyList<HoldRecord> Holds,
    AncReadiness Readiness,
    DateTimeOffset ReadAt,
    IReadOnlyList<LabSeries> Labs,
    PressureSeries BloodPressures,
    IReadOnlyList<ReplacedObservation> Replaced,
    IReadOnlyList<AdverseEventRow> Events
)
{
    /// <summary>The course as its calendar sees it, in calendar order.</summary>
    public IReadOnlyList<CalendarPlace> Places { get; init; } = [];

    /// <summary>Changes of the calendar, newest first.</summary>
    public IReadOnlyList<CalendarChange> CalendarChanges { get; init; } = [];

    /// <summary>Ends and reopenings, newest first; empty for a course that has never ended.</summary>
    public IReadOnlyList<CourseStatus> StatusHistory { get; init; } = [];

    /// <summary>What the course began with.</summary>
    public RecordedBaseline Baseline { get; init; } = RecordedBaseline.Nothing;

    /// <summary>What was ordered in place of the label's premedication, oldest first.</summary>
    public IReadOnlyList<Domain.Infusions.PremedicationOrder> PremedicationOrders { get; init; } = [];

    /// <summary>All courses of the patient, this one among them, in the order in which they began.</summary>
    public IReadOnlyList<PatientCourse> Courses { get; init; } = [];

    /// <summary>The patient's death, whatever in the record says so; null while nothing does.</summary>
    public PatientDeath? Death { get; init; }

    /// <summary>The end of the course; null while it goes on.</summary>
    public CourseStatus? End => StatusHistory is [{ Ended: true } end, ..] ? end : null;
}

/// <summary>A course in the list of patients, with what needs somebody's attention.</summary>
/// <param name="NextPlannedOn">Of the next infusion that was neither given nor called off; null when none is planned.</param>
/// <param name="Running">An infusion is running or interrupted now.</param>
/// <param name="UndecidedAlerts">Alerts on which a physician's decision is due.</param>
/// <param name="Ended">The course has ended and was not taken up again.</param>
public sealed record CourseOverview(
    CourseRecord Course,
    DateOnly? NextPlannedOn,
    bool Running,
    int UndecidedAlerts,
    bool OnHold,
    bool Ended
);

public sealed partial class PatientStore
{
    /// <summary>A course with everything recorded about it; null when there is none with this id.</summary>
    public Task<CourseStanding?> StandingAsync(CourseId courseId) =>
        database.ReadAsync(scope =>
        {
            if (Find(scope, courseId) is not { } course)
                return null;
            var now = scope.Clock.Now;
            return new CourseStanding(
                course,
                InfusionStore.Calendar(scope, courseId),
                AlertStore.OfCourse(scope, courseId, scope.Clock.DateOf(now)),
                HoldReader.All(scope, courseId),
                ReadinessReader.Of(scope, scope.Knowledge, courseId, now),
                now,
                ObservationStore.LabSeries(scope, courseId),
                ObservationStore.PressureSeries(scope, courseId),
                ObservationStore.Replaced(scope, courseId),
                AdverseEventStore.OfCourse(scope, courseId)
            )
            {
                Places = CalendarRows.Places(scope, courseId),
                CalendarChanges = CalendarRows.Changes(scope, courseId),
                StatusHistory = CourseStatusRows.Of(scope, courseId),
                Baseline = CourseBaselineRows.Of(scope, courseId),
                PremedicationOrders = PremedicationOrderStore.Of(scope, courseId),
                Courses = CoursesOfPatient(scope, courseId),
                Death = DeathReader.Of(scope, course.PatientId),
            };
        });

    /// <summary>The death of a course's patient; null while nothing in the record says so.</summary>
    public Task<PatientDeath?> DeathOfAsync(CourseId courseId) =>
        database.ReadAsync(scope =>
            Find(scope, courseId) is { } course ? DeathReader.Of(scope, course.PatientId) : null
        );

    /// <summary>As <see cref="SearchAsync"/>, each course with its next infusion, open alerts and hold.</summary>
    public Task<IReadOnlyList<CourseOverview>> OverviewAsync(string? text = null, int take = 200) =>
        database.ReadAsync<IReadOnlyList<CourseOverview>>(scope =>
        {
            var next = Grouped(
                scope,
                "select course_id, min(planned_on) as value from infusion_state where status in ('Planned', 'Premedicated') group by course_id"
            );
            var running = Grouped(
                scope,
                "select distinct course_id, '' as value from infusion_state where status in ('Running', 'Interrupted')"
            );
            var alerts = Grouped(
                scope,
                $"select course_id, cast(count(*) as text) as value from alert_state where status in {AlertStatusSql.DecisionDue} group by course_id"
            );
            var holds = Grouped(
                scope,
                "select distinct h.course_id, '' as value from hold h where not exists (select 1 from hold_end e where e.hold_id = h.id)"
            );
            var ended = Grouped(
                scope,
                "select s.course_id, '' as value from course_status s where s.status = 'Ended' and not exists (select 1 from course_status l where l.course_id = s.course_id and l.revision > s.revision)"
            );
            return
            [
                .. Search(scope, text, take)
                    .Select(course => new CourseOverview(
                        course,
                        next.TryGetValue(course.CourseId, out string? on) ? StoredText.ParseDate(on) : null,
                        running.ContainsKey(course.CourseId),
                        alerts.TryGetValue(course.CourseId, out string? count)
                            ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)
                            : 0,
                        holds.ContainsKey(course.CourseId),
                        ended.ContainsKey(course.CourseId)
                    )),
            ];
        });

    private static Dictionary<CourseId, string> Grouped(QueryScope scope, string sql) =>
        scope.Query<GroupedRow>(sql).ToDictionary(row => row.CourseId, row => row.Value);

    private sealed record GroupedRow
    {
        public required CourseId CourseId { get; init; }
        public required string Value { get; init; }
    }
}
