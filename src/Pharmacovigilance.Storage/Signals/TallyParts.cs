using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>Records as the counting looks at them.</summary>
internal static class TallyParts
{
    /// <summary>The first instant the patient can have been treated at; null before the start.</summary>
    public static DateTimeOffset? TreatedFrom(InfusionState state, UnitClock clock) =>
        state.StartedAt is { } at ? PartialTime.Of(at, state.StartTimeKnown, clock).Earliest : null;

    /// <summary>The event under its own term, and a reaction of the family also as the infusion reaction it is.</summary>
    /// <param name="started">Every infusion of the course that was started.</param>
    /// <param name="routes">By infusion.</param>
    public static IEnumerable<TallyEvent> Of(
        AdverseEventRow row,
        IReadOnlyList<Regrading> regradings,
        IReadOnlyList<LabResult> labs,
        Knowledge knowledge,
        UnitClock clock,
        IReadOnlyCollection<(InfusionId Id, DateTimeOffset StartedAt)> started,
        IReadOnlyDictionary<InfusionId, InfusionRoute> routes
    )
    {
        var infusion = ReactionFamily.InfusionOf(row.Content, started) ?? row.Content.InfusionId;
        var own = new TallyEvent(
            knowledge.Library.RootOf(row.Content.LltCode),
            row.Content.OnsetAt,
            [.. EventGradings.Of(row, regradings, labs, knowledge)],
            row.Content.Grade >= Grade.Grade3
                ? row.Content.OnsetAt
                : row.Course.Entries.FirstOrDefault(entry => entry.Content.Grade >= Grade.Grade3)?.Content.At
        )
        {
            OnsetDay = row.Content.OnsetTimeKnown ? null : row.Content.Onset(clock),
            Course = Standings(row),
            Route = infusion is { } with && routes.TryGetValue(with, out var route) ? route : null,
            Infusion = infusion,
        };
        yield return own;
        string reaction = knowledge.Library.RootOf(CtcaeTerms.InfusionRelatedReaction);
        if (own.RootLlt != reaction && ReactionFamily.Holds(row.Content, started))
            yield return own with
            {
                RootLlt = reaction,
            };
    }

    /// <summary>Everything dated that was said about its grade, and that it was over.</summary>
    private static List<TallyStanding> Standings(AdverseEventRow row) =>
        [
            .. row.Content.OnsetAt is { } onset
                ? [new TallyStanding(onset, row.Content.Grade)]
                : Array.Empty<TallyStanding>(),
            .. row
                .Course.Entries.Select(entry => entry.Content)
                .Where(said => said.Resolves || said.Grade is not null)
                .Select(said => new TallyStanding(said.At, said.Resolves ? null : said.Grade, said.Resolves)),
        ];

    /// <returns>Null for a test that grades no term of the trials' version.</returns>
    public static TallyLaboratoryValue? Of(LabResult lab, Knowledge knowledge, UnitClock clock) =>
        knowledge.TrialCtcae.TermFor(lab.Value.Test) is { } term
            ? new TallyLaboratoryValue(
                term.Llt,
                lab.CollectedAt,
                LabGrading.Propose(knowledge.TrialCtcae, lab.Value, lab.LowerLimitOfNormal)
            )
            {
                CollectedDay = lab.TimeKnown ? null : lab.Collected(clock),
            }
            : null;
}

/// <summary>Everything an event was graded by: its own version, later re-gradings, and where the value is stored the trials' version and the one in force.</summary>
internal static class EventGradings
{
    public static IEnumerable<TallyGrading> Of(
        AdverseEventRow row,
        IReadOnlyList<Regrading> regradings,
        IReadOnlyList<LabResult> labs,
        Knowledge knowledge
    )
    {
        var course = row.Course;
        yield return new TallyGrading(row.Content.CtcaeVersion, CountedGrade(course));
        bool worsened = course.Worst > row.Content.Grade;
        var again = regradings.Where(one => one.RowId == row.RowId && one.Outcome is not ProposalOutcome.Ungradable);
        // A grade that became worse was never given by another version, and that version's grade at onset is not the worst.
        foreach (var one in again)
            yield return worsened
                ? new TallyGrading(one.Version, null)
                : new TallyGrading(one.Version, one.Grade, one.Outcome is ProposalOutcome.NotGraded);
        if (worsened)
            yield break;

        if (
            row.Content.SourceObservationId is not { } source
            || labs.FirstOrDefault(lab => lab.Id == source) is not { } value
        )
            yield break;
        foreach (var dictionary in new[] { knowledge.TrialCtcae, knowledge.Ctcae })
        {
            var proposal = LabGrading.Propose(dictionary, value.Value, value.LowerLimitOfNormal);
            if (proposal.Outcome is not ProposalOutcome.Ungradable)
                yield return new TallyGrading(
                    dictionary.Version,
                    proposal.Grade,
                    proposal.Outcome is ProposalOutcome.NotGraded
                );
        }
    }

    /// <summary>The worst grade of the event. While the grade at onset is unknown, only a grade that no band could exceed is certain.</summary>
    private static Grade? CountedGrade(EventCourse course) =>
        course.IsWorstCertain || course.Worst >= Grade.Grade3 ? course.Worst : null;
}
