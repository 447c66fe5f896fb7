using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>
/// Keeps what each course adds to the board. Recounting one course on each of its changes is what lets the board be read
/// without touching a single event.
/// </summary>
internal static class TallyWriter
{
    /// <summary>Counts the patient of a course anew: all courses of the patient and the regimen are one window.</summary>
    /// <returns>Whether anything is counted otherwise than before.</returns>
    public static bool Recount(WriteScope scope, Knowledge knowledge, CourseRows course)
    {
        var cohort = scope.Board.At(scope).Cohort;
        var courses = OfPatient(scope, course);
        var each = Each(scope, knowledge, courses);
        var entries = Entries(knowledge, courses, each).ToList();
        var wanted = entries.Select(entry => (entry.CourseId, entry.Stream)).ToHashSet();
        // What no longer counts goes first: an infusion entered in error, another first course, another route.
        List<CohortEntry> changed =
        [
            .. courses
                .SelectMany(one => cohort.Of(one.Course.CourseId))
                .Where(entry => !wanted.Contains((entry.CourseId, entry.Stream)))
                .Select(entry => entry with { Status = null }),
            .. entries.Where(entry => cohort.Find(entry.Stream, entry.CourseId) != entry),
        ];
        foreach (var entry in changed)
            TallyRows.Insert(scope, entry);
        Contact(scope, cohort, course, TallyFacts.Joined([.. each.Select(one => one.Facts)]));
        if (changed.Count > 0)
            scope.Touch(Rooms.Signals);
        return changed.Count > 0;
    }

    /// <summary>What the patient of a course adds to the board by that knowledge; changes nothing. Nothing for a patient who is not treated.</summary>
    public static IEnumerable<CohortEntry> Entries(QueryScope scope, Knowledge knowledge, CourseRows course)
    {
        var courses = OfPatient(scope, course);
        return Entries(knowledge, courses, Each(scope, knowledge, courses));
    }

    private static void Contact(WriteScope scope, UnitCohort cohort, CourseRows course, TallyFacts facts)
    {
        var contact = new CohortContact(course.Course.PatientId, course.Course.Regimen, facts.KnownUntil);
        if (facts.First is null || contact.KnownUntil == cohort.KnownUntil(contact.PatientId, contact.Regimen))
            return;
        ContactRows.Insert(scope, contact);
        scope.Touch(Rooms.Signals);
    }

    private static List<(CourseId CourseId, TallyFacts Facts)> Each(
        QueryScope scope,
        Knowledge knowledge,
        IReadOnlyList<CourseRows> courses
    ) => [.. courses.Select(course => (course.Course.CourseId, Facts(scope, knowledge, course)))];

    private static IEnumerable<CohortEntry> Entries(
        Knowledge knowledge,
        IReadOnlyList<CourseRows> courses,
        List<(CourseId CourseId, TallyFacts Facts)> each
    )
    {
        var facts = TallyFacts.Joined([.. each.Select(one => one.Facts)]);
        if (facts.First is not { StartedAt: { } startedAt } first)
            return [];
        // It stands under the course in which the patient was treated first.
        var holder = each.First(one => one.Facts.First?.StartedAt == startedAt).CourseId;
        var (patient, regimen) = (courses[0].Course.PatientId, courses[0].Course.Regimen);
        StreamKey Key(string llt, EventBasis basis, GradeBand band) =>
            new()
            {
                Regimen = regimen,
                LltCode = llt,
                Basis = basis,
                Band = band,
                Route = first.Route,
            };
        return CourseTally
            .Of(facts, BoardSeries.Of(knowledge.TrialCtcae), knowledge.Scale, (series, band) =>
                BoardStreams.FollowUp(knowledge, Key(series.LltCode, series.Basis, band))
            )
            .Select(row => new CohortEntry
            {
                CourseId = holder,
                PatientId = patient,
                Stream = Key(row.LltCode, row.Basis, row.Band),
                FirstInfusionAt = startedAt,
                Status = row.Status,

                Times = row.Times,
            });
    }

    private static IReadOnlyList<CourseRows> OfPatient(QueryScope scope, CourseRows course)
    {
        var others = scope.Query<CourseId>(
            "select id from course where patient_id = @PatientId and regimen = @regimen and id <> @CourseId order by id",
            new
            {
                course.Course.PatientId,
                regimen = Coded.Text(course.Course.Regimen),
                course.Course.CourseId,
            }
        );
        return others.Count == 0 ? [course] : [course, .. others.Select(id => CourseRows.Read(scope, id))];
    }

    private static TallyFacts Facts(QueryScope scope, Knowledge knowledge, CourseRows course)
    {
        var regradings = course.Events.Count == 0 ? [] : RegradingStore.OfCourse(scope, course.Course.CourseId);
        var states = course.Infusions.Select(row => (row.InfusionId, State: course.StateOf(row))).ToList();
        var routes = states.ToDictionary(one => one.InfusionId, one => one.State.Route);
        var end = CourseStatusRows.EndOf(scope, course.Course.CourseId);
        return new TallyFacts(
            [
                .. states.Select(one => new TallyInfusion(
                    one.State.Status,
                    TallyParts.TreatedFrom(one.State, scope.Clock),
                    one.State.Reaction,
                    one.State.Route
                )
                {
                    Id = one.InfusionId,
                    EndedAt = one.State.EndedAt,
                }),
            ],
            [
                .. course.Events.SelectMany(e =>
                    TallyParts.Of(
                        e,
                        regradings,
                        course.Labs,
                        knowledge,
                        scope.Clock,
                        CourseFactsReader.Started(course.Infusions),
                        routes
                    )
                ),
            ],
            [.. course.Labs.Select(lab => TallyParts.Of(lab, knowledge, scope.Clock)).OfType<TallyLaboratoryValue>()],
            StreamCourse.CountsUntil(end, course.Death, scope.Clock),
            end?.LostAt(scope.Clock)
        );
    }
}
