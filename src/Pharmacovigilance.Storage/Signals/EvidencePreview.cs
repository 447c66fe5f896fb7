using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>How one line reads by one way of gathering evidence.</summary>
/// <param name="LnNow">Natural logarithm of e over everybody in the present epoch; null where nothing is compared.</param>
/// <param name="LnHighest">The highest over all prefixes.</param>
/// <param name="HasCrossed">Whether the family's evidence reached the limit of a signal.</param>
public sealed record LineReading(
    StreamState State,
    double Spread,
    bool IsPrimary,
    double? LnNow,
    double? LnHighest,
    bool HasCrossed
);

/// <summary>A line as it stands, and as it would have stood.</summary>
/// <param name="Survives">τ*, the largest spread at which the line still reaches 20; null where it reaches it at none, or neither as it is nor as it would be.</param>
public sealed record PreviewedLine(
    StreamKey Key,
    int PatientsWithEvent,
    int Patients,
    LineReading Now,
    LineReading Then,
    double? Survives
)
{
    /// <summary>A signal would have been raised that was not.</summary>
    public bool WouldBeRaised => Then.HasCrossed && Now.State is not StreamState.Signal;

    /// <summary>A signal stands that would not have been raised. It stands until it is closed.</summary>
    public bool WouldNotHaveBeen => Now.State is StreamState.Signal && !Then.HasCrossed;
}

/// <summary>
/// What would differ if a change had been in force since the present epochs began. From the decision on all lines concerned begin
/// anew: this says what the change means, not what the board will show next.
/// </summary>
/// <param name="Decisions">How many decisions there were.</param>
/// <param name="Lines">Every line that is compared, before or after, in the order of the board.</param>
/// <param name="Concerned">The lines that would begin anew.</param>
/// <param name="IsOfFamily">All of them do, as a family of their own.</param>
public sealed record EvidencePreview(
    EvidenceChange Change,
    int Decisions,
    bool NeedsSignature,
    IReadOnlyList<PreviewedLine> Lines,
    IReadOnlyList<StreamKey> Concerned,
    bool IsOfFamily
);

/// <summary>Works the preview out from the evidence as it stands; writes nothing.</summary>
internal static class EvidencePreviewing
{
    public static EvidencePreview Of(
        QueryScope scope,
        Knowledge knowledge,
        BoardState now,
        EvidenceChange change,
        DateTimeOffset today
    )
    {
        var policy = EvidenceDecisionRows.InForce(scope, now.Definitions);
        var then = now.With(
            BoardStreams.Of(knowledge, change.In(policy), now.Cohort.OtherRoutes),
            now.Cohort,
            EpochRows.Beginnings(scope)
        );
        var after = then.Rows(new Dictionary<StreamKey, StreamLatch>(), today).ToDictionary(row => row.Key);
        return new EvidencePreview(
            change,
            EvidenceDecisionRows.Count(scope),
            change.NeedsSignature(policy),
            [
                .. now.Rows(BoardSignals.Latches(scope), today)
                    .Where(row => row.Evidence is not null || after.GetValueOrDefault(row.Key)?.Evidence is not null)
                    .Select(row => Line(row, after[row.Key], then)),
            ],
            change.Concerned(policy, now.Definitions),
            change.Cause(now.Definitions) is not EpochCause.Spread
        );
    }

    private static PreviewedLine Line(BoardRow now, BoardRow then, BoardState state)
    {
        var evidence = (now.Evidence ?? then.Evidence)!;
        bool stands = now.Evidence?.LnHighest >= SignalThreshold.LnE || then.Evidence?.LnHighest >= SignalThreshold.LnE;
        return new PreviewedLine(
            now.Key,
            evidence.PatientsWithEvent,
            evidence.Patients,
            Reading(now),
            Reading(then),
            stands ? state.LargestSpread(now.Key) : null
        );
    }

    private static LineReading Reading(BoardRow row) =>
        new(
            row.State,
            row.Definition.Spread,
            row.Definition.IsPrimary,
            row.Evidence?.LnNow,
            row.Evidence?.LnHighest,
            row.Evidence?.LnFamilyHighest >= SignalThreshold.LnE
        );
}
