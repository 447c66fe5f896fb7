using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>Everything an event was graded by: its own version, later re-gradings, and where the value is stored the trials' version and the one in force.</summary>
internal static class EventGradings
{
    public static IEnumerable<TallyGrading> Of(
        AdverseEventRow row, IReadOnlyList<Regrading> regradings, IReadOnlyList<LabResult> labs, Knowledge knowledge)
    {
        yield return new TallyGrading(row.Content.CtcaeVersion, row.Content.Grade);
        foreach (var again in regradings.Where(again => again.RowId == row.RowId && again.Outcome is not ProposalOutcome.Ungradable))
            yield return new TallyGrading(again.Version, again.Grade, again.Outcome is ProposalOutcome.NotGraded);

        if (row.Content.SourceObservationId is not { } source || labs.FirstOrDefault(lab => lab.Id == source) is not { } value) yield break;
        foreach (var dictionary in new[] { knowledge.TrialCtcae, knowledge.Ctcae })
        {
            var proposal = LabGrading.Propose(dictionary, value.Value, value.LowerLimitOfNormal);
            if (proposal.Outcome is not ProposalOutcome.Ungradable)
                yield return new TallyGrading(dictionary.Version, proposal.Grade, proposal.Outcome is ProposalOutcome.NotGraded);
        }
    }
}
