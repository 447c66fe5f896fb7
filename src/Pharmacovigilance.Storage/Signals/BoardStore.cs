using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>The board, now and as it was. Its cost grows neither with events nor with time.</summary>
public sealed class BoardStore(UnitDatabase database)
{
    private readonly BoardMemory memory = new();

    internal DateTimeOffset Now => database.Clock.Now;

    /// <summary>Every stream of every regimen, treated patients or not, in the order of the dictionary.</summary>
    public Task<IReadOnlyList<BoardRow>> ReadAsync() => database.ReadAsync(Read);

    /// <summary>The evidence behind the board; see <see cref="BoardState"/>.</summary>
    public Task<BoardState> StateAsync() => database.ReadAsync(State);

    /// <summary>What the board showed at an instant, worked out anew from what was recorded until then.</summary>
    public Task<IReadOnlyList<BoardRow>> AtAsync(DateTimeOffset at) => database.ReadAsync(scope => At(scope, at));

    internal IReadOnlyList<BoardRow> Read(QueryScope scope) => State(scope).Rows(BoardSignals.Latches(scope), Now);

    /// <summary>The board with what tells whether anybody came, went or began at another time since.</summary>
    internal BoardPart Part(QueryScope scope)
    {
        var state = State(scope);
        return new BoardPart(state.Rows(BoardSignals.Latches(scope), Now)) { Order = state.Cohort.Order };
    }

    private static IReadOnlyList<BoardRow> At(QueryScope scope, DateTimeOffset at) =>
        BoardState
            .Empty.With(
                DefinitionRows.Read(scope, at),
                UnitCohort.Empty.With(TallyRows.Until(scope, at)).With(ContactRows.At(scope, at)),
                EpochRows.Beginnings(scope, at)
            )
            .Rows(BoardSignals.Latches(scope, at), at);

    internal BoardState State(QueryScope scope)
    {
        var state = memory.At(scope);
        return state.Definitions.Count > 0
            ? state
            : state.With(
                BoardStreams.Of(scope.Knowledge, EvidencePolicy.OfNewUnit),
                state.Cohort,
                EpochBeginnings.None
            );
    }
}
