using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>
/// What people do with latched signals. Only a safety officer takes a step, and names the status the step starts from, so
/// that two officers cannot both take one; a physician may comment.
/// </summary>
public sealed partial class SignalStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Takes one step. Closing the signal of the present epoch begins a new one, whose cohort starts empty.</summary>
    /// <param name="expected">The status the person saw.</param>
    /// <param name="reason">1 to 2000 characters.</param>
    /// <param name="action">What is done about it; for closing only, 1 to 2000 characters or <see cref="SignalFlow.NoActionNeeded"/>.</param>
    /// <exception cref="RefusedException">There is no such signal, or a reason or an action is missing, too long or out of place.</exception>
    public Task<SignalResult> TransitionAsync(
        Actor actor,
        SignalId signalId,
        SignalStatus expected,
        SignalStatus to,
        string? reason,
        string? action = null,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "signal.step", idempotencyKey), scope =>
        {
            RequirePerson(scope, Role.SafetyOfficer);
            var signal = Known(scope, signalId);
            if (signal.Status != expected)
                return Standing(SignalOutcome.SomebodyWasFaster, signal);
            if (!SignalFlow.May(expected, to))
                return Standing(SignalOutcome.NotInFlow, signal);
            RefusedException.ThrowIfAny([.. SignalFlow.Check(expected, to, reason, action)]);
            string? done = string.IsNullOrWhiteSpace(action) ? null : action.Trim();
            long seq = SignalSteps.Append(
                scope,
                signalId,
                signal.Ordinal + 1,
                new NextStep(KindOf(to), to, actor, reason!.Trim(), done),
                new
                {
                    stream = signal.StreamKey,
                    signal.Epoch,
                    status = to,
                    action = done,
                    replaces = new { status = expected },
                }
            );
            // The epoch of a signal may have ended before: what was gathered since owes nothing to it.
            if (to is SignalStatus.ClosedWithAction && signal.Epoch == EpochRows.Number(scope, signal.Key))
                EpochRows.Begin(scope, signal.Key, EpochCause.SignalClosed, seq);
            return new SignalResult(SignalOutcome.Done, to, actor.Name, scope.Now);
        });

    /// <summary>Says something about a signal, in whatever status it is.</summary>
    /// <param name="words">1 to 2000 characters.</param>
    /// <exception cref="RefusedException">There is no such signal, or the words are missing or too long.</exception>
    public Task<SignalCommentId> CommentAsync(
        Actor actor,
        SignalId signalId,
        string words,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "signal.comment", idempotencyKey), scope =>
        {
            RequirePerson(scope, Role.SafetyOfficer, Role.Physician);
            var signal = Known(scope, signalId);
            RefusedException.ThrowIfAny([.. SignalFlow.CheckComment(words)]);
            var commentId = scope.NewId<SignalCommentId>();
            string said = words.Trim();
            long seq = scope.Audit(
                new AuditEntry(
                    "signal.commented",
                    "signal",
                    signalId.ToString(),
                    StoredJson.Write(
                        new
                        {
                            stream = signal.StreamKey,
                            signal.Epoch,
                            comment = said,
                        }
                    )
                )
            );
            scope.Execute(
                "insert into signal_comment (id, signal_id, at, by_id, by_name, words, audit_seq) values (@commentId, @signalId, @now, @byId, @by, @said, @seq)",
                new
                {
                    commentId,
                    signalId,
                    now = scope.Now,
                    byId = actor.UserId,
                    by = actor.Name,
                    said,
                    seq,
                }
            );
            scope.Touch(Rooms.Signals);
            return commentId;
        });

    /// <summary>Says that an officer has looked through a worklist. What came after it was read stays new.</summary>
    /// <param name="readSeq"><see cref="SignalWorklist.ReadSeq"/> of the list the officer saw.</param>
    /// <returns>When it was recorded.</returns>
    public Task<DateTimeOffset> MarkReviewedAsync(Actor actor, long readSeq, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "signal.review", idempotencyKey), scope =>
        {
            RequirePerson(scope, Role.SafetyOfficer);
            ArgumentOutOfRangeException.ThrowIfNegative(readSeq);
            long seq = scope.Audit(
                new AuditEntry(
                    "signal.reviewed",
                    "signal-review",
                    actor.UserId!.Value.ToString(),
                    StoredJson.Write(new { readSeq })
                )
            );
            // The database refuses a number that has not been given out yet.
            scope.Execute(
                "insert into signal_review (audit_seq, officer_id, officer_name, reviewed_at, seen_seq) values (@seq, @officerId, @by, @now, @readSeq)",
                new
                {
                    seq,
                    officerId = actor.UserId,
                    by = actor.Name,
                    now = scope.Now,
                    readSeq,
                }
            );
            scope.Touch(Rooms.Signals);
            return scope.Now;
        });

    /// <summary>The product may do everything, but a judgement about a signal carries a person's name.</summary>
    private static void RequirePerson(WriteScope scope, params Role[] roles)
    {
        if (scope.Actor.UserId is null)
            throw new NotAllowedException("A signal is judged by a named person.", roles);
        scope.RequireRole(roles);
    }

    private static SignalRows.StandingRow Known(QueryScope scope, SignalId signalId) =>
        SignalRows.Find(scope, signalId) ?? throw new RefusedException("signal.unknown", "signal");

    private static SignalResult Standing(SignalOutcome outcome, SignalRows.StandingRow signal) =>
        new(outcome, signal.Status, signal.ByName, signal.At);

    private static SignalStepKind KindOf(SignalStatus to) =>
        Coded.Parse<SignalStepKind>(Coded.Text(to), "the wanted status");
}
