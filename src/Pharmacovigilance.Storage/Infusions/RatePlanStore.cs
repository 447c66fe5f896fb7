using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>A physician gives one infusion by another rate table, as a rapid infusion, or under the skin: with a reason, for this infusion only.</summary>
public sealed class RatePlanStore(WriteQueue queue)
{
    /// <param name="seenHash">The content the physician saw; if it has other content now, nothing is chosen.</param>
    /// <exception cref="RefusedException">
    /// No reason, an unknown plan, changed content, an infusion that is over, or another route after the start.
    /// </exception>
    public Task ChooseAsync(
        Actor actor,
        InfusionId infusionId,
        string planId,
        string seenHash,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "infusion.choose-plan", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            var plans = scope.Knowledge.RatePlans;
            string? hash = plans.HashOf(planId);
            if (hash is null || !string.Equals(hash, seenHash, StringComparison.Ordinal))
                throw new RefusedException("rate-table.content-changed", "plan");
            var head = InfusionRows.Head(scope, infusionId)
                ?? throw new RefusedException("infusion.unknown", "infusion", infusionId.ToString());
            CheckPlace(InfusionState.From(InfusionRows.Steps(scope, infusionId)), plans.RouteOf(planId)!.Value);

            string version = plans.Find(planId)?.Version ?? plans.Subcutaneous.Version;
            var choice = new PlanChoice
            {
                PlanId = planId,
                PlanVersion = version,
                ContentHash = hash,
                Reason = reason.Trim(),
                ChosenAt = scope.Now,
                ChosenBy = scope.Actor.Name,
            };
            RatePlanRows.Insert(scope, infusionId, choice);
            scope.Audit(
                new AuditEntry(
                    Action: "infusion.plan-chosen",
                    SubjectType: "infusion",
                    SubjectId: infusionId.ToString(),
                    Details: StoredJson.Write(choice),
                    Reason: choice.Reason,
                    PatientId: head.PatientId,
                    CourseId: head.CourseId
                )
            );
            scope.Touch(Rooms.Infusions);
            return true;
        });

    private static void CheckPlace(InfusionState state, InfusionRoute route)
    {
        if (state.Status is InfusionStatus.Ended or InfusionStatus.NotGiven)
            throw new RefusedException("infusion.over", "infusion");
        if (state.StartedAt is not null && route != state.Route)
            throw new RefusedException("infusion.route-after-start", "plan");
    }
}

/// <summary>The rows of infusion_rate_plan.</summary>
internal static class RatePlanRows
{
    /// <summary>The choice that counts; null where nobody chose.</summary>
    public static PlanChoice? Of(QueryScope scope, InfusionId infusionId) =>
        scope
            .FirstOrDefault<Row>(
                "select * from infusion_rate_plan where infusion_id = @infusionId order by revision desc limit 1",
                new { infusionId }
            )
            ?.ToChoice();

    /// <summary>The choices that count, by infusion.</summary>
    public static IReadOnlyDictionary<InfusionId, PlanChoice> OfCourse(QueryScope scope, CourseId courseId) =>
        scope
            .Query<Row>(
                """
                select r.* from infusion_rate_plan r join infusion i on i.id = r.infusion_id
                where i.course_id = @courseId and r.revision = (select max(l.revision) from infusion_rate_plan l where l.infusion_id = r.infusion_id)
                """,
                new { courseId }
            )
            .ToDictionary(row => row.InfusionId, row => row.ToChoice());

    public static void Insert(WriteScope scope, InfusionId infusionId, PlanChoice choice) =>
        scope.Execute(
            """
            insert into infusion_rate_plan (infusion_id, revision, plan_id, plan_version, content_sha256, reason, chosen_at, chosen_by)
            values (@infusionId, (select count(*) + 1 from infusion_rate_plan where infusion_id = @infusionId), @PlanId, @PlanVersion, @ContentHash, @Reason, @ChosenAt, @ChosenBy)
            """,
            new
            {
                infusionId,
                choice.PlanId,
                choice.PlanVersion,
                choice.ContentHash,
                choice.Reason,
                choice.ChosenAt,
                choice.ChosenBy,
            }
        );

    private sealed record Row
    {
        public required InfusionId InfusionId { get; init; }
        public required string PlanId { get; init; }
        public required string PlanVersion { get; init; }
        public required string ContentSha256 { get; init; }
        public required string Reason { get; init; }
        public required DateTimeOffset ChosenAt { get; init; }
        public required string ChosenBy { get; init; }

        public PlanChoice ToChoice() =>
            new()
            {
                PlanId = PlanId,
                PlanVersion = PlanVersion,
                ContentHash = ContentSha256,
                Reason = Reason,
                ChosenAt = ChosenAt,
                ChosenBy = ChosenBy,
            };
    }
}
