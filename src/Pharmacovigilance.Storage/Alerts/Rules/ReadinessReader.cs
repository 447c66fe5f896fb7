using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts.Rules;

/// <summary>What the neutrophil counts of a course say about starting an infusion now.</summary>
internal static class ReadinessReader
{
    public static AncReadiness Of(QueryScope scope, RuleSet rules, CourseId courseId, DateTimeOffset at) =>
        AncReadiness.Of(Counts(ObservationStore.Labs(scope, courseId), LabTest.NeutrophilCount), OverriddenHolds(scope, courseId), rules, at,
            HoldReader.Open(scope, courseId).Any(hold => hold.Rule == RuleId.AncHold));

    /// <param name="test">One that is counted in 10⁹/L.</param>
    public static IReadOnlyList<CellCount> Counts(IEnumerable<LabResult> labs, LabTest test) =>
    [
        .. labs.Where(lab => lab.Value.Test == test)
            .Select(lab => new CellCount(lab.Id, lab.Value.CanonicalMicro, lab.CollectedAt, lab.RecordedAt) { Bound = lab.Value.Bound }),
    ];

    /// <summary>Subjects of the holds a physician ended, with the instant.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> OverriddenHolds(QueryScope scope, CourseId courseId) =>
        HoldReader.All(scope, courseId).Where(hold => hold.Release == HoldRelease.Physician)
            .GroupBy(hold => hold.Subject, StringComparer.Ordinal)
            .ToDictionary(holds => holds.Key, holds => holds.Max(hold => hold.EndedAt!.Value), StringComparer.Ordinal);
}
