using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Shared;

/// <summary>What a form says when a save did not happen.</summary>
public static class SaveRefusals
{
    private const int MostTold = 3;

    /// <summary>The refusals behind a failed save; null when it is a defect and must not be explained away.</summary>
    public static IReadOnlyList<Refusal>? Of(Exception e) =>
        e switch
        {
            RefusedException refused => refused.Refusals,
            NotAllowedException => [Refusal.Of("not-allowed", "")],
            SessionClosedException { Standing: SessionStanding.Locked } => [Refusal.Of("session.locked", "")],
            SessionClosedException => [Refusal.Of("session.ended", "")],
            ChangedMeanwhileException changed => Tell(changed),
            WriteFailedException => [Refusal.Of("write-failed", "")],
            RequestConflictException => [Refusal.Of("request-conflict", "")],
            _ => null,
        };

    /// <summary>Once the person has been told, the next save rests on what is now.</summary>
    private static IReadOnlyList<Refusal> Tell(ChangedMeanwhileException changed)
    {
        changed.Seen.Told(changed.Changes[0].Seq);
        return
        [
            .. changed
                .Changes.Take(MostTold)
                .Select(change =>
                    Refusal.Of(
                        "changed-meanwhile",
                        "",
                        RefusalSentences.ActionPrefix + change.Action,
                        change.ActorName,
                        change.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
                    )
                ),
        ];
    }
}
