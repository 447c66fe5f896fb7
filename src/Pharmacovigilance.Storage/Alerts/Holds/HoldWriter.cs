using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts.Holds;

internal static class HoldWriter
{
    public static void End(
        WriteScope scope,
        HoldId holdId,
        DateTimeOffset endedAt,
        HoldRelease release,
        string explanation
    ) =>
        scope.Execute(
            """
            insert into hold_end (hold_id, ended_at, released_by, explanation, actor_name, recorded_at)
            values (@holdId, @endedAt, @release, @explanation, @by, @now)
            """,
            new
            {
                holdId,
                endedAt,
                release = Coded.Text(release),
                explanation,
                by = scope.Actor.Name,
                now = scope.Now,
            }
        );
}
