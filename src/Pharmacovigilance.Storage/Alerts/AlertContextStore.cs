using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Alerts;

/// <summary>What a physician looks at before deciding, of one course.</summary>
/// <param name="NeutrophilCounts">The newest few as they stand, newest first.</param>
/// <param name="PreviousCount">The one that stood before the newest: of an earlier time, not of the same; null where there is none.</param>
/// <param name="Reactions">Infusion reactions and anaphylaxis, newest first.</param>
/// <param name="Holds">Earlier and open ones, newest first.</param>
public sealed record AlertContext(
    IReadOnlyList<LabResult> NeutrophilCounts,
    IReadOnlyList<ReactionLine> Reactions,
    IReadOnlyList<HoldRecord> Holds,
    LabResult? PreviousCount = null
);

/// <summary>One reaction of the course.</summary>
/// <param name="InfusionOrdinal">On the calendar; null where it belongs to none.</param>
/// <param name="OnsetMinute">Whole minutes from the start of the infusion; null = unknown.</param>
public sealed record ReactionLine(
    AdverseEventId EventId,
    string LltCode,
    Grade? Worst,
    int? InfusionOrdinal,
    DateTimeOffset? OnsetAt,
    int? OnsetMinute,
    bool OnsetTimeKnown = true
);

/// <summary>Reads the facts that belong on one screen with a decision.</summary>
public sealed class AlertContextStore(UnitDatabase database)
{
    private const int Shown = 5;

    /// <summary>One context for each course.</summary>
    public Task<IReadOnlyDictionary<CourseId, AlertContext>> OfAsync(IEnumerable<CourseId> courses) =>
        database.ReadAsync<IReadOnlyDictionary<CourseId, AlertContext>>(scope =>
            courses.Distinct().ToDictionary(course => course, course => Of(scope, course))
        );

    private AlertContext Of(QueryScope scope, CourseId courseId)
    {
        var ordinals = InfusionRows.States(scope, courseId).ToDictionary(i => i.InfusionId, i => i.CalendarOrdinal);
        var counts = ObservationStore
            .LabSeries(scope, courseId)
            .FirstOrDefault(s => s.Test == LabTest.NeutrophilCount)
            ?.Newest
            ?? [];
        return new AlertContext(
            [.. counts.Take(Shown)],
            [
                .. AdverseEventStore
                    .OfCourse(scope, courseId)
                    .Where(e => AdverseEventStore.IsReaction(e.Content.LltCode))
                    .OrderByDescending(e => e.Content.OnsetAt ?? e.RecordedAt)
                    .ThenByDescending(e => e.Course.Worst)
                    .Take(Shown)
                    .Select(e => new ReactionLine(
                        e.EventId,
                        e.Content.LltCode,
                        e.Course.Worst,
                        e.Content.InfusionId is { } id && ordinals.TryGetValue(id, out int ordinal) ? ordinal : null,
                        e.Content.OnsetAt,
                        e.Content.OnsetMinute,
                        e.Content.OnsetTimeKnown
                    )),
            ],
            [.. HoldReader.All(scope, courseId).Reverse().Take(Shown)],
            counts is [var latest, ..]
                ? LabResult
                    .Order(scope.Clock)
                    .Latest(counts.Where(count => latest.Collected(scope.Clock).IsAfter(count.Collected(scope.Clock))))
                : null
        );
    }
}
