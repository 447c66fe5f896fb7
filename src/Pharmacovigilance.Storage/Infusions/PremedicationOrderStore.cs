using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>What physicians order in place of the label's premedication. An order is never changed; the next one follows it.</summary>
public sealed class PremedicationOrderStore(WriteQueue queue)
{
    /// <summary>Orders which drugs of the plan are given from now on.</summary>
    /// <param name="seen">How many orders of the course the person saw.</param>
    /// <exception cref="RefusedException">No reason, a drug that is not in the plan, nothing changed, or somebody was faster.</exception>
    public Task OrderAsync(
        Actor actor,
        CourseId courseId,
        IReadOnlyCollection<string> drugs,
        string reason,
        int seen,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "premedication.order", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Physician);
            var course = PatientStore.Find(scope, courseId)
                ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
            var orders = Of(scope, courseId);
            if (orders.Count != seen)
                throw new RefusedException("premedication.order-changed", "");
            var plan = scope.Knowledge.PremedicationOf(course.Regimen);
            RefusedException.ThrowIfAny(
                PremedicationOrders.Check(plan, orders.Count > 0 ? orders[^1] : null, drugs, reason)
            );
            string ordered = string.Join(
                ',',
                plan.Drugs.Select(drug => drug.Code).Where(drug => drugs.Contains(drug, StringComparer.Ordinal))
            );
            scope.Execute(
                "insert into premedication_order (course_id, revision, drugs, reason, since, ordered_by) values (@courseId, @revision, @ordered, @reason, @now, @by)",
                new
                {
                    courseId,
                    revision = orders.Count + 1,
                    ordered,
                    reason = reason.Trim(),
                    now = scope.Now,
                    by = scope.Actor.Name,
                }
            );
            CourseSettlement.Run(scope, course, Settles.Alerts);
            scope.Audit(
                new AuditEntry(
                    Action: "premedication.ordered",
                    SubjectType: "course",
                    SubjectId: courseId.ToString(),
                    Details: StoredJson.Write(
                        new { drugs = ordered, replaces = orders.Count > 0 ? orders[^1].Drugs : null }
                    ),
                    Reason: reason.Trim(),
                    PatientId: course.PatientId,
                    CourseId: courseId
                )
            );
            scope.Touch(Rooms.Patients | Rooms.Infusions);
            return true;
        });

    /// <summary>Oldest first.</summary>
    internal static IReadOnlyList<PremedicationOrder> Of(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<Row>(
                    "select drugs, reason, since, ordered_by from premedication_order where course_id = @courseId order by revision",
                    new { courseId }
                )
                .Select(row => new PremedicationOrder(
                    row.Since,
                    row.Drugs.Split(',', StringSplitOptions.RemoveEmptyEntries),
                    row.Reason,
                    row.OrderedBy
                )),
        ];

    private sealed record Row
    {
        public required string Drugs { get; init; }
        public required string Reason { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required string OrderedBy { get; init; }
    }
}
