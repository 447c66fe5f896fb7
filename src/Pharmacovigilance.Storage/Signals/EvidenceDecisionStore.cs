using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>What is in force about the unit's evidence, and how it came to that.</summary>
/// <param name="Board">The definitions that stand.</param>
/// <param name="Decisions">Newest first; empty in a unit that works by what the product came with.</param>
public sealed record EvidenceInForce(
    EvidencePolicy Policy,
    IReadOnlyList<StreamDefinition> Board,
    IReadOnlyList<EvidenceDecision> Decisions
);

/// <summary>
/// What a unit decides about its evidence: to count on a spread between units, τ of its lines, the lines that alone may raise a
/// signal. Each decision is previewed, and lets the lines concerned begin anew; what was gathered before is neither lost nor changed.
/// </summary>
public sealed class EvidenceDecisionStore(UnitDatabase database, WriteQueue queue, BoardStore board)
{
    public Task<EvidenceInForce> ReadAsync() =>
        database.ReadAsync(scope =>
        {
            var standing = board.State(scope).Definitions;
            return new EvidenceInForce(
                EvidenceDecisionRows.InForce(scope, standing),
                standing,
                [.. EvidenceDecisionRows.All(scope).Reverse()]
            );
        });

    /// <summary>What a change would mean; changes nothing.</summary>
    /// <exception cref="RefusedException">It cannot be decided: see <see cref="EvidenceChange.Check"/>.</exception>
    public Task<EvidencePreview> PreviewAsync(EvidenceChange change) =>
        database.ReadAsync(scope =>
        {
            var state = board.State(scope);
            RefusedException.ThrowIfAny([
                .. change.Check(EvidenceDecisionRows.InForce(scope, state.Definitions), state.Definitions),
            ]);
            return EvidencePreviewing.Of(scope, scope.Knowledge, state, change, board.Now);
        });

    /// <summary>Decides it from now on; the lines concerned begin anew, and signals that stand go on standing.</summary>
    /// <param name="seen">The preview the person decided on.</param>
    /// <param name="isSigned">Whether the person has signed it: all but a higher τ needs that.</param>
    /// <exception cref="RefusedException">
    /// Not to be decided, without a reason, not signed, or something else was decided since the preview.
    /// </exception>
    public Task DecideAsync(
        Actor actor,
        EvidencePreview seen,
        string reason,
        bool isSigned,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "evidence.decide", idempotencyKey), scope =>
        {
            RequireOfficer(scope);
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            var knowledge = scope.Knowledge;
            // By what is known now: the epochs that end keep what they stood on to the last.
            SignalSettlement.Run(scope, knowledge);
            var standing = scope.Board.At(scope).Definitions;
            var policy = EvidenceDecisionRows.InForce(scope, standing);
            if (EvidenceDecisionRows.Count(scope) != seen.Decisions)
                throw new RefusedException("evidence.preview-outdated", "evidence");
            RefusedException.ThrowIfAny([.. seen.Change.Check(policy, standing)]);
            if (seen.Change.NeedsSignature(policy) && !isSigned)
                throw new RefusedException("evidence.needs-signature", "signature");
            long seq = EvidenceDecisionRows.Insert(scope, seen, reason.Trim(), isSigned);
            foreach (var line in seen.Change.Concerned(policy, standing))
                EpochRows.Begin(scope, line, seen.Change.Cause(standing), seq);
            SignalSettlement.Redefine(scope, knowledge, seen.Change.In(policy), reason.Trim());
            return true;
        });

    private static void RequireOfficer(WriteScope scope)
    {
        if (scope.Actor.UserId is null)
            throw new NotAllowedException(
                "How evidence is gathered is decided by a named person.",
                [Role.SafetyOfficer]
            );
        scope.RequireRole(Role.SafetyOfficer);
    }
}
