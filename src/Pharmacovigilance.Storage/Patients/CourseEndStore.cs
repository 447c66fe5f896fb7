using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>The end of a course, and its being taken up again.</summary>
public sealed class CourseEndStore(WriteQueue queue)
{
    /// <summary>Ends a course: calls off every infusion still planned, in one act, and plans no more.</summary>
    /// <returns>How many infusions were called off.</returns>
    /// <exception cref="RefusedException">It has ended already, an infusion is running, or the entry is incomplete or implausible.</exception>
    public Task<int> EndAsync(Actor actor, CourseId courseId, CourseEnd end, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "course.end", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            return CourseEnding.End(scope, courseId, end);
        });

    /// <summary>Takes a course up again with the dose that follows the last one given. What was called off stays so; new infusions are planned.</summary>
    /// <param name="nextOn">The date of the next infusion.</param>
    /// <exception cref="RefusedException">The course has not ended, the reason is missing, another course of the patient goes on, or the date has passed or leaves too short an interval.</exception>
    public Task<bool> ReopenAsync(
        Actor actor,
        CourseId courseId,
        DateOnly nextOn,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "course.reopen", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var course = Course(scope, courseId);
            var history = CourseStatusRows.Of(scope, courseId);
            if (history is not [{ Ended: true }, ..])
                throw new RefusedException("course.not-ended", "");
            RefusedException.ThrowIfAny([
                .. DeathRules.CheckTime(DeathReader.Of(scope, course.PatientId, courseEnds: false), scope.Now, ""),
            ]);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            // Two courses of one patient would give the drug twice.
            if (
                PatientStore
                    .CoursesOfPatient(scope, courseId)
                    .FirstOrDefault(other => other.CourseId != courseId && other.EndedOn is null) is
                { } going
            )
                throw new RefusedException("course.earlier-goes-on", "", going.Code);
            var calendar = scope.Knowledge.Calendars[course.Regimen];
            var places = CalendarRows.Places(scope, courseId);
            var planned = Replanning
                .From(calendar, places.Max(place => place.Number) + 1, Replanning.NextDay(calendar, places), nextOn)
                .Take(CalendarPlanning.PlannedAhead)
                .ToList();
            RefusedException.ThrowIfAny(
                Replanning.Check(calendar, places, planned, planned[0].Ordinal, scope.Clock.DateOf(scope.Now))
            );

            CourseStatusRows.Insert(scope, courseId, history.Count + 1, nextOn, reason: null, reason);
            CalendarPlanning.Plan(scope, courseId, planned);
            CourseSettlement.Run(scope, course);
            scope.Audit(
                new AuditEntry(
                    Action: "course.reopened",
                    SubjectType: "course",
                    SubjectId: courseId.ToString(),
                    Details: StoredJson.Write(new { nextOn, planned }),
                    Reason: reason.Trim(),
                    PatientId: course.PatientId,
                    CourseId: courseId
                )
            );
            scope.Touch(Rooms.Patients | Rooms.Infusions);
            return true;
        });

    private static CourseRecord Course(QueryScope scope, CourseId courseId) =>
        PatientStore.Find(scope, courseId)
        ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
}
