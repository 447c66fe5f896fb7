using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>
/// Keeps what each course adds to the board. Recounting one course on each of its changes is what lets the board be read
/// without touching a single event.
/// </summary>
internal static class TallyWriter
{
    public static void Recount(WriteScope scope, Knowledge knowledge, CourseRows course)
    {
        var courseId = course.Course.CourseId;
        var rows = Rows(scope, knowledge, course);
        var known = scope.Query<KnownRow>(
            "select llt_code, basis, band, status from course_tally where course_id = @courseId", new { courseId })
            .ToDictionary(row => (row.LltCode, row.Basis, row.Band), row => row.Status);
        var changed = rows
            .Select(row => (row.LltCode, Basis: Coded.Text(row.Basis), Band: Coded.Text(row.Band), Status: Coded.Text(row.Status)))
            .Where(row => !known.TryGetValue((row.LltCode, row.Basis, row.Band), out string? status) || !string.Equals(status, row.Status, StringComparison.Ordinal))
            .ToList();
        bool untreated = rows.Count == 0 && known.Count > 0;
        if (changed.Count == 0 && !untreated) return;

        if (untreated) scope.Execute("delete from course_tally where course_id = @courseId", new { courseId });
        foreach (var (llt, basis, band, status) in changed)
        {
            scope.Execute(
                """
                insert into course_tally (course_id, patient_id, regimen, llt_code, basis, band, status)
                values (@courseId, @patientId, @regimen, @llt, @basis, @band, @status)
                on conflict (course_id, llt_code, basis, band) do update set status = excluded.status
                """,
                new { courseId, patientId = course.Course.PatientId, regimen = Coded.Text(course.Course.Regimen), llt, basis, band, status });
        }

        scope.Touch(Rooms.Signals);
    }

    /// <summary>What a course adds to the board by that knowledge; changes nothing.</summary>
    public static IReadOnlyList<TallyRow> Rows(QueryScope scope, Knowledge knowledge, CourseRows course) => CourseTally.Of(
        Facts(knowledge, course, course.Events.Count == 0 ? [] : RegradingStore.OfCourse(scope, course.Course.CourseId)), BoardSeries.Of(knowledge.TrialCtcae), knowledge.Scale);

    private static TallyFacts Facts(Knowledge knowledge, CourseRows course, IReadOnlyList<Regrading> regradings) => new(
        [.. course.Infusions.Select(row => row.ToState()).Select(s => new TallyInfusion(s.Status, s.StartedAt, s.Reaction))],
        [.. course.Events.Select(e => new TallyEvent(
            knowledge.Library.RootOf(e.Content.LltCode), e.Content.OnsetAt, [.. EventGradings.Of(e, regradings, course.Labs, knowledge)]))],
        [.. course.Labs
            .Select(lab => (lab, term: knowledge.TrialCtcae.TermFor(lab.Value.Test)))
            .Where(pair => pair.term is not null)
            .Select(pair => new TallyLaboratoryValue(
                pair.term!.Llt, pair.lab.CollectedAt, LabGrading.Propose(knowledge.TrialCtcae, pair.lab.Value, pair.lab.LowerLimitOfNormal)))]);

    private sealed class KnownRow
    {
        public string LltCode { get; init; } = "";
        public string Basis { get; init; } = "";
        public string Band { get; init; } = "";
        public string Status { get; init; } = "";
    }
}
