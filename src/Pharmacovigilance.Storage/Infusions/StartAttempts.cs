using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>A start that was tried and stopped because the interval of the regimen was not over.</summary>
/// <param name="At">The start as it was to be recorded.</param>
internal sealed record StartAttempt(InfusionId InfusionId, DateTimeOffset At);

/// <summary>The rows of start_attempt, and the stop they lead to.</summary>
internal static class StartAttempts
{
    /// <summary>In the order in which they were made.</summary>
    public static IReadOnlyList<StartAttempt> Of(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<Row>(
                    "select infusion_id, at from start_attempt where course_id = @courseId order by infusion_id, attempt",
                    new { courseId }
                )
                .Select(row => new StartAttempt(row.InfusionId, row.At)),
        ];

    /// <summary>Puts a start that comes too soon on record, so that the rules hold it until a physician has decided.</summary>
    /// <returns>The holds that stop it; none where it keeps the interval or a physician has decided already.</returns>
    public static IReadOnlyList<OpenHold> Stop(WriteScope scope, InfusionHead head, DateTimeOffset at)
    {
        var knowledge = scope.Knowledge;
        string subject = FindingSubject.OfInfusion(head.InfusionId);
        if (
            knowledge.Rules.Active(RuleId.TooSoon) is null
            || ReadinessReader.OverriddenHolds(scope, head.CourseId).ContainsKey(subject)
        )
            return [];
        var infusion = PatientInfusionReader.Of(
            scope.Clock,
            head,
            PatientInfusionReader.RegimenOf(scope, head.CourseId),
            InfusionState.Planned
        );
        var siblings = PatientInfusionReader.Started(scope, head.PatientId);
        if (
            StartSpacing.Of(infusion, at, scope.Clock.DateOf(at), siblings, knowledge.Calendars, alsoAfter: true)
            is null
        )
            return [];
        scope.Execute(
            """
            insert into start_attempt (infusion_id, attempt, course_id, at, recorded_at, recorded_by)
            values (@infusionId, (select count(*) + 1 from start_attempt where infusion_id = @infusionId), @courseId, @at, @now, @by)
            """,
            new
            {
                infusionId = head.InfusionId,
                courseId = head.CourseId,
                at,
                now = scope.Now,
                by = scope.Actor.Name,
            }
        );
        CourseSettlement.Run(scope, head.CourseId, Settles.Alerts);
        return
        [
            .. HoldReader
                .Open(scope, head.CourseId)
                .Where(hold => hold.Rule == RuleId.TooSoon && hold.Subject == subject),
        ];
    }

    private sealed record Row
    {
        public required InfusionId InfusionId { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}
