using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Shared;

/// <summary>What a form says when a save did not happen.</summary>
public static class SaveRefusals
{
    /// <summary>The refusals behind a failed save; null when it is a defect and must not be explained away.</summary>
    public static IReadOnlyList<Refusal>? Of(Exception e) => e switch
    {
        RefusedException refused => refused.Refusals,
        NotAllowedException => [Refusal.Of("not-allowed", "")],
        WriteFailedException => [Refusal.Of("write-failed", "")],
        RequestConflictException => [Refusal.Of("request-conflict", "")],
        _ => null,
    };
}
