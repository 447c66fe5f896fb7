using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>Reads what the rules may look at: one course as it stands in this transaction.</summary>
internal static class CourseFactsReader
{
    public static CourseFacts Read(WriteScope scope, UnitClock clock, CourseRows rows)
    {
        var course = rows.Course;
        var courseId = course.CourseId;
        var premedication = InfusionRows.Premedication(scope, courseId).ToLookup(p => p.InfusionId);
        return new CourseFacts(
            courseId,
            course.PatientId,
            course.Regimen,
            course.Patient.AgeOn(clock.DateOf(scope.Now)),
            scope.Now,
            [.. rows.Infusions.Select(s => new InfusionFacts(
                s.InfusionId, s.CalendarOrdinal, s.PlannedOn, s.ToState(), [.. premedication[s.InfusionId]],
                s.StartedAt is { } started ? clock.DateOf(started) : null))],
            ReadinessReader.NeutrophilCounts(rows.Labs),
            [.. rows.Events.Where(IsReaction).Select(Reaction)],
            ReadinessReader.OverriddenHolds(scope, courseId));
    }

    private static bool IsReaction(AdverseEventRow row) =>
        row.Content.LltCode is CtcaeTerms.InfusionRelatedReaction or CtcaeTerms.Anaphylaxis;

    /// <summary>By the worst grade so far: a reaction that has become milder was still as severe, and its proposals stay.</summary>
    private static ReactionFacts Reaction(AdverseEventRow row) => new(
        row.EventId, row.Content.LltCode, row.Course.Worst, row.Content.InfusionId, row.Content.OnsetAt, row.RecordedAt,
        row.Content.Seriousness.HasFlag(SeriousnessCriteria.Hospitalisation));
}
