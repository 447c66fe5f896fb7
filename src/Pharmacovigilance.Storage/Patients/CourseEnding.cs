using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>Ends a course in the transaction of whoever decides it: calls off every infusion still planned, and plans no more.</summary>
internal static class CourseEnding
{
    /// <returns>How many infusions were called off.</returns>
    /// <exception cref="RefusedException">It has ended already, an infusion is running, or the entry is incomplete or implausible.</exception>
    public static int End(WriteScope scope, CourseId courseId, CourseEnd end)
    {
        var course = PatientStore.Find(scope, courseId)
            ?? throw new RefusedException("course.unknown", "course", courseId.ToString());
        var history = CourseStatusRows.Of(scope, courseId);
        if (history is [{ Ended: true }, ..])
            throw new RefusedException("course.ended", "");
        var states = InfusionRows.States(scope, courseId).Select(row => (Row: row, State: row.ToState())).ToList();
        if (states.Exists(pair => pair.State.Status is InfusionStatus.Running or InfusionStatus.Interrupted))
            throw new RefusedException("course.infusion-running", "");
        var newest = states.Max(pair => pair.State.StartedAt);
        RefusedException.ThrowIfAny(
            CourseEndRules.Check(
                end,
                newest is { } started ? scope.Clock.DateOf(started) : null,
                scope.Clock.DateOf(scope.Now)
            )
        );

        CourseStatusRows.Insert(scope, courseId, history.Count + 1, end.EndedOn, end.Reason, end.Note);
        var calledOff = states
            .Where(pair => pair.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated)
            .ToList();
        foreach (var (row, state) in calledOff)
            CallOff(scope, row.ToHead(), state, end.Reason);
        CourseSettlement.Run(scope, course);
        scope.Audit(
            new AuditEntry(
                Action: "course.ended",
                SubjectType: "course",
                SubjectId: courseId.ToString(),
                Details: StoredJson.Write(new { end, calledOff = calledOff.Select(pair => pair.Row.CalendarOrdinal) }),
                Reason: string.IsNullOrWhiteSpace(end.Note) ? Coded.Text(end.Reason) : end.Note.Trim(),
                PatientId: course.PatientId,
                CourseId: courseId
            )
        );
        scope.Touch(Rooms.Patients | Rooms.Infusions);
        return calledOff.Count;
    }

    private static void CallOff(WriteScope scope, InfusionHead head, InfusionState state, CourseEndReason why)
    {
        var existing = state.Status == InfusionStatus.Planned ? [] : InfusionRows.Steps(scope, head.InfusionId);
        var step = new InfusionStep
        {
            Id = scope.NewId<InfusionStepId>(),
            InfusionId = head.InfusionId,
            Kind = InfusionStepKind.NotGiven,
            At = scope.Now,
            Reason = CourseEndCode.Of(why),
        };
        InfusionRows.Insert(scope, step, []);
        InfusionRows.SaveState(scope, head, InfusionState.From([.. existing, step]), step.Kind);
    }
}
