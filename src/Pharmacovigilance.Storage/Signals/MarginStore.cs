using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>The margin of a stream: the hazard ratio the unit still calls "the same as the trial".</summary>
public sealed class MarginStore(WriteQueue queue)
{
    public const double Least = 0.8;
    public const double Most = 2;
    public const int MaximumReasonLength = 2000;

    /// <summary>Sets the margin from now on and settles the signals by it in the same transaction.</summary>
    /// <param name="margin">0.8 to 2, in hundredths.</param>
    /// <param name="seen">The margin the person saw.</param>
    /// <exception cref="RefusedException">Out of range, unchanged, without a reason, somebody was faster, or no such stream.</exception>
    public Task SetAsync(
        Actor actor,
        StreamKey stream,
        double margin,
        double seen,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "stream.set-margin", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer);
            double rounded = Math.Round(margin, 2);
            var definition = scope.Board.At(scope).Definitions.FirstOrDefault(one => one.Key == stream)
                ?? throw new RefusedException("stream.unknown", "stream");
            if (double.IsNaN(margin) || rounded is < Least or > Most)
                throw new RefusedException("stream.margin-range", "margin", Text(Least), Text(Most));
            if (string.IsNullOrWhiteSpace(reason))
                throw new RefusedException("reason-required", "reason");
            if (definition.Margin != seen)
                throw new RefusedException("stream.margin-changed", "margin", Text(definition.Margin));
            if (rounded == definition.Margin)
                throw new RefusedException("stream.margin-same", "margin", Text(rounded));
            scope.Audit(
                new AuditEntry(
                    Action: "stream.margin-set",
                    SubjectType: "stream",
                    SubjectId: stream.ToString(),
                    Details: StoredJson.Write(new { margin = rounded, replaces = new { margin = definition.Margin } }),
                    Reason: reason.Trim()
                )
            );
            SignalSettlement.SetMargin(scope, scope.Knowledge, stream, rounded, reason.Trim());
            return true;
        });

    private static string Text(double ratio) => ratio.ToString("0.##", CultureInfo.InvariantCulture);
}
