using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>What the board needs of the signals.</summary>
internal static class BoardSignals
{
    /// <summary>The signals of the present epochs, withdrawn ones included.</summary>
    /// <param name="at">As they stood then; null = now.</param>
    public static IReadOnlyDictionary<StreamKey, StreamLatch> Latches(QueryScope scope, DateTimeOffset? at = null) =>
        (at is { } then ? SignalRows.Latched(scope, then) : SignalRows.Latched(scope))
        .ToDictionary(signal => signal.Key, signal => new StreamLatch(signal.SignalId, signal.Epoch, signal.Latest.Status, signal.RaisedAt));

    /// <summary>When the later epochs of a stream began: each time a signal was closed with an action, the earliest first.</summary>
    /// <param name="at">As known then; null = now.</param>
    public static IReadOnlyDictionary<StreamKey, IReadOnlyList<DateTimeOffset>> Beginnings(QueryScope scope, DateTimeOffset? at = null) =>
        (at is { } then ? SignalRows.All(scope, then) : SignalRows.All(scope))
        .Where(row => !row.IsOpen)
        .GroupBy(row => row.Key)
        .ToDictionary(stream => stream.Key, IReadOnlyList<DateTimeOffset> (stream) => [.. stream.OrderBy(row => row.Epoch).Select(row => row.At)]);
}
