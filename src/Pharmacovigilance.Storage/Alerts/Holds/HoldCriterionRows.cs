using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts.Holds;

/// <summary>Whether the criterion that would end a hold is met. Only noted: a physician releases.</summary>
internal static class HoldCriterionRows
{
    /// <summary>The revision that counts; for a join with a hold <c>h</c>.</summary>
    public const string NewestJoin =
        "left join hold_criterion c on c.hold_id = h.id and c.revision = (select max(l.revision) from hold_criterion l where l.hold_id = h.id)";

    /// <summary>Writes a further revision where it says something else than the newest; says whether it did.</summary>
    /// <param name="at">Of the value that met it, or of the correction that took it away.</param>
    /// <param name="evidence">In words, e.g. <c>ANC 1.10 ×10⁹/L</c>.</param>
    public static bool Note(WriteScope scope, HoldId holdId, bool met, DateTimeOffset at, string evidence)
    {
        var newest = scope.FirstOrDefault<Row>(
            "select revision, met, at, evidence from hold_criterion where hold_id = @holdId order by revision desc limit 1",
            new { holdId }
        );
        if (newest is null ? !met : newest.Met == met && (!met || (newest.At == at && newest.Evidence == evidence)))
            return false;
        scope.Execute(
            "insert into hold_criterion (hold_id, revision, met, at, evidence, recorded_at) values (@holdId, @revision, @met, @at, @evidence, @now)",
            new
            {
                holdId,
                revision = (newest?.Revision ?? 0) + 1,
                met,
                at,
                evidence,
                now = scope.Now,
            }
        );
        return true;
    }

    private sealed record Row
    {
        public required int Revision { get; init; }
        public required bool Met { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string Evidence { get; init; }
    }
}
