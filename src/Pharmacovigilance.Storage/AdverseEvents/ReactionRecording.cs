using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>One reaction is one event: what may not be recorded beside what already is.</summary>
internal static class ReactionRecording
{
    /// <param name="self">The event that is corrected; null for a new one.</param>
    public static IEnumerable<Refusal> Check(
        QueryScope scope,
        Knowledge knowledge,
        AdverseEventContent content,
        AdverseEventId? self
    )
    {
        if (content.Symptoms is { Count: > 0 } symptoms)
        {
            if (!AdverseEventStore.IsReaction(content.LltCode))
                yield return Refusal.Of("adverse-event.symptoms-without-reaction", "symptoms");
            foreach (string code in symptoms.Where(code => knowledge.Reactions.Symptom(code) is null))
                yield return Refusal.Of("adverse-event.symptom-unknown", "symptoms", code);
        }

        // Only reactions exclude each other, so no other event pays for this query.
        if (content.InfusionId is not { } infusion || !AdverseEventStore.IsReaction(content.LltCode))
            yield break;
        foreach (var other in AdverseEventStore.OfInfusion(scope, infusion).Where(row => row.EventId != self))
        {
            if (
                knowledge.Reactions.Exclusion(content.LltCode, other.Content.LltCode, content.CtcaeVersion)
                is not { } basis
            )
                continue;
            yield return Refusal.Of(
                basis is OneReactionBasis.NavigationalNote
                    ? "adverse-event.do-not-report-both"
                    : "adverse-event.one-reaction-one-event",
                "term",
                knowledge.Term(content.LltCode)?.Name.En ?? content.LltCode,
                knowledge.Term(other.Content.LltCode)?.Name.En ?? other.Content.LltCode,
                CtcaeVersions.Format(content.CtcaeVersion),
                other.EventId.ToString()
            );
        }
    }
}
