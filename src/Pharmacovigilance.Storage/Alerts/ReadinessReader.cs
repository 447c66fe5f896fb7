using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What the neutrophil counts of a course say about starting an infusion now.</summary>
internal static class ReadinessReader
{
    public static AncReadiness Of(QueryScope scope, RuleSet rules, CourseId courseId, DateTimeOffset at) =>
        AncReadiness.Of(NeutrophilCounts(ObservationStore.Labs(scope, courseId)), OverriddenHolds(scope, courseId), rules, at);

    public static IReadOnlyList<NeutrophilCount> NeutrophilCounts(IEnumerable<LabResult> labs) =>
    [
        .. labs.Where(lab => lab.Value.Test == LabTest.NeutrophilCount)
            .Select(lab => new NeutrophilCount(lab.Id, lab.Value.CanonicalMicro, lab.CollectedAt, lab.RecordedAt)),
    ];

    /// <summary>Subjects of the holds a physician ended, with the instant.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> OverriddenHolds(QueryScope scope, CourseId courseId) =>
        HoldReader.All(scope, courseId).Where(hold => hold.Release == HoldRelease.Physician)
            .GroupBy(hold => hold.Subject, StringComparer.Ordinal)
            .ToDictionary(holds => holds.Key, holds => holds.Max(hold => hold.EndedAt!.Value), StringComparer.Ordinal);
}
