using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>What the board needs of the signals.</summary>
internal static class BoardSignals
{
    /// <summary>The signal each line shows: one that stands, whatever epoch it was raised in; else the withdrawn one of the present epoch.</summary>
    /// <param name="at">As they stood then; null = now.</param>
    public static IReadOnlyDictionary<StreamKey, StreamLatch> Latches(QueryScope scope, DateTimeOffset? at = null)
    {
        var present = EpochRows.Present(scope, at).ToDictionary(epoch => epoch.Key, epoch => epoch.Number);
        return Open(scope, at)
            .Where(signal =>
                BoardVerdict.Stands(signal.Latch) || signal.Latch.Epoch == present.GetValueOrDefault(signal.Key)
            )
            .GroupBy(signal => signal.Key, signal => signal.Latch)
            .ToDictionary(
                stream => stream.Key,
                stream => stream.OrderByDescending(BoardVerdict.Stands).ThenByDescending(latch => latch.Epoch).First()
            );
    }

    /// <summary>Every signal that was not closed, withdrawn ones included.</summary>
    /// <param name="at">As they stood then; null = now.</param>
    public static IReadOnlyList<(StreamKey Key, StreamLatch Latch)> Open(QueryScope scope, DateTimeOffset? at = null) =>
        [
            .. (at is { } then ? SignalRows.Latched(scope, then) : SignalRows.Latched(scope)).Select(signal =>
                (signal.Key, new StreamLatch(signal.SignalId, signal.Epoch, signal.Latest.Status, signal.RaisedAt))
            ),
        ];
}
