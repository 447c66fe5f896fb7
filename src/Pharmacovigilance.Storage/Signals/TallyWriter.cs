using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts.Rules;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>
/// Keeps what each course adds to the board. Recounting one course on each of its changes is what lets the board be read
/// without touching a single event.
/// </summary>
internal static class TallyWriter
{
    /// <returns>Whether anything is counted otherwise than before.</returns>
    public static bool Recount(WriteScope scope, UnitClock clock, Knowledge knowledge, CourseRows course)
    {
        var cohort = scope.Board.At(scope).Cohort;
        var changed = Entries(scope, clock, knowledge, course).Where(entry => cohort.Find(entry.Stream, entry.CourseId) != entry).ToList();
        if (changed.Count == 0 && !course.Infusions.Any(row => row.ToState().StartedAt is not null))
        {
            // Treated no more: the one infusion that had started was entered in error.
            changed = [.. cohort.Of(course.Course.CourseId).Select(entry => entry with { Status = null })];
        }

        foreach (var entry in changed) TallyRows.Insert(scope, entry);
        if (changed.Count > 0) scope.Touch(Rooms.Signals);
        return changed.Count > 0;
    }

    /// <summary>What a course adds to the board by that knowledge; changes nothing. Nothing for a course that is not treated.</summary>
    public static IEnumerable<CohortEntry> Entries(QueryScope scope, UnitClock clock, Knowledge knowledge, CourseRows course)
    {
        var facts = Facts(scope, clock, knowledge, course);
        if (facts.Infusions.Min(infusion => infusion.StartedAt) is not { } first) return [];
        var regimen = course.Course.Regimen;
        return CourseTally
            .Of(facts, BoardSeries.Of(knowledge.TrialCtcae), knowledge.Scale, (series, band) => BoardStreams.FollowUp(knowledge, new StreamKey(regimen, series.LltCode, series.Basis, band)))
            .Select(row => new CohortEntry(
                course.Course.CourseId, course.Course.PatientId, new StreamKey(regimen, row.LltCode, row.Basis, row.Band), first, row.Status));
    }

    private static TallyFacts Facts(QueryScope scope, UnitClock clock, Knowledge knowledge, CourseRows course)
    {
        var regradings = course.Events.Count == 0 ? [] : RegradingStore.OfCourse(scope, course.Course.CourseId);
        return new TallyFacts(
            [.. course.Infusions.Select(course.StateOf).Select(s => new TallyInfusion(s.Status, TallyParts.TreatedFrom(s, clock), s.Reaction))],
            [.. course.Events.SelectMany(e => TallyParts.Of(e, regradings, course.Labs, knowledge, clock, CourseFactsReader.Started(course.Infusions)))],
            [.. course.Labs.Select(lab => TallyParts.Of(lab, knowledge, clock)).OfType<TallyLaboratoryValue>()],
            StreamCourse.CountsUntil(CourseStatusRows.EndOf(scope, course.Course.CourseId), course.Death, clock));
    }
}
