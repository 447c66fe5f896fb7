using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Rules;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Alerts.Rules;

/// <summary>Reads what the rules may look at: one course as it stands in this transaction.</summary>
internal static class CourseFactsReader
{
    public static CourseFacts Read(QueryScope scope, Knowledge knowledge, UnitClock clock, CourseRows rows, DateTimeOffset now)
    {
        var course = rows.Course;
        var courseId = course.CourseId;
        var premedication = InfusionRows.Premedication(scope, courseId).ToLookup(p => p.InfusionId);
        var begins = CycleBeginnings(knowledge, rows);
        return new CourseFacts(
            courseId,
            course.PatientId,
            course.Regimen,
            course.Patient.AgeOn(clock.DateOf(now)),
            now,
            [.. rows.Infusions.Select(s => new InfusionFacts(
                s.InfusionId, s.CalendarOrdinal, s.PlannedOn, rows.StateOf(s), [.. premedication[s.InfusionId]],
                s.StartedAt is { } started ? clock.DateOf(started) : null, begins.TryGetValue(s.CalendarOrdinal, out int cycle) ? cycle : null)
            {
                StartedDay = s is { StartTimeKnown: false, StartedAt: { } day } ? PartialTime.Of(day, false, clock) : null,
            })],
            ReadinessReader.Counts(rows.Labs, LabTest.NeutrophilCount, clock),
            [.. rows.Events.Where(IsReaction).Select(Reaction)],
            ReadinessReader.OverriddenHolds(scope, courseId))
        {
            PlateletCounts = ReadinessReader.Counts(rows.Labs, LabTest.PlateletCount, clock),
            Conditions = ConditionReader.Of(scope, knowledge, clock, rows.Events, rows.Labs),
            Pressures = knowledge.RuleSets.ReadsPressure(course.Regimen) ? Pressures(scope, clock, courseId) : [],
        };
    }

    /// <summary>The ordinals that begin a cycle, each with its cycle.</summary>
    private static Dictionary<int, int> CycleBeginnings(Knowledge knowledge, CourseRows rows) =>
        knowledge.Calendars[rows.Course.Regimen].Infusions(default).Take(rows.Infusions.Count == 0 ? 0 : rows.Infusions.Max(i => i.CalendarOrdinal))
            .Where(planned => planned.DayOfCycle == 1).ToDictionary(planned => planned.Ordinal, planned => planned.Cycle);

    private static IReadOnlyList<PressureFacts> Pressures(QueryScope scope, UnitClock clock, CourseId courseId) =>
    [
        .. ObservationStore.Pressures(scope, courseId).Select(p => new PressureFacts(
            p.Id, p.Reading.SystolicMmHg, p.Reading.DiastolicMmHg, p.MeasuredAt, clock.DateOf(p.MeasuredAt), p.RecordedAt, p.InfusionId, p.DuringReaction)),
    ];

    private static bool IsReaction(AdverseEventRow row) =>
        row.Content.LltCode is CtcaeTerms.InfusionRelatedReaction or CtcaeTerms.Anaphylaxis;

    /// <summary>By the worst grade so far: a reaction that has become milder was still as severe, and its proposals stay.</summary>
    private static ReactionFacts Reaction(AdverseEventRow row) => new(
        row.EventId, row.Content.LltCode, row.Course.Worst, row.Content.InfusionId, row.Content.OnsetAt, row.RecordedAt,
        row.Content.Seriousness.HasFlag(SeriousnessCriteria.Hospitalisation));
}
