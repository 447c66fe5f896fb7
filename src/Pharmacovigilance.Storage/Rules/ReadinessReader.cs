using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Rules;

/// <summary>What the neutrophil counts of a course, and reports of neutropenia without one, say about starting an infusion now.</summary>
internal static class ReadinessReader
{
    public static AncReadiness Of(QueryScope scope, Knowledge knowledge, CourseId courseId, DateTimeOffset at)
    {
        var labs = ObservationStore.Labs(scope, courseId);
        return AncReadiness.Of(
            Counts(labs, LabTest.NeutrophilCount, scope.Clock),
            ConditionReader.Of(scope, knowledge, AdverseEventStore.OfCourse(scope, courseId), labs),
            OverriddenHolds(scope, courseId),
            knowledge.Rules,
            at,
            HoldReader.Open(scope, courseId).Any(hold => hold.Rule == RuleId.AncHold)
        );
    }

    /// <param name="test">One that is counted in 10⁹/L.</param>
    public static IReadOnlyList<CellCount> Counts(IEnumerable<LabResult> labs, LabTest test, UnitClock clock) =>
        [
            .. labs.Where(lab => lab.Value.Test == test)
                .Select(lab => new CellCount(lab.Id, lab.Value.CanonicalMicro, lab.CollectedAt, lab.RecordedAt)
                {
                    Bound = lab.Value.Bound,
                    CollectedDay = lab.TimeKnown ? null : lab.Collected(clock),
                }),
        ];

    /// <summary>Subjects of the holds a physician ended, with the instant.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> OverriddenHolds(QueryScope scope, CourseId courseId) =>
        HoldReader
            .All(scope, courseId)
            .Where(hold => hold.Release == HoldRelease.Physician)
            .GroupBy(hold => hold.Subject, StringComparer.Ordinal)
            .ToDictionary(holds => holds.Key, holds => holds.Max(hold => hold.EndedAt!.Value), StringComparer.Ordinal);
}
