using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>What an event form starts with.</summary>
public sealed class EventProposals(KnowledgeInForce known, ObservationStore observations, UnitClock clock, IdSource ids)
{
    public EventDraft New()
    {
        var now = clock.Now;
        return new EventDraft(ids.Next(now).ToString("D"), new TimeEntry(now));
    }

    /// <summary>With the term and the grade that a value of the course proposes; as a plain new form when there is no such value.</summary>
    public async Task<EventDraft> FromObservationAsync(CourseId courseId, ObservationId observation)
    {
        var draft = New();
        if ((await observations.LabsAsync(courseId)).FirstOrDefault(lab => lab.Id == observation) is { } lab)
        {
            var proposal = LabGrading.Propose(known.Current.Ctcae, lab.Value, lab.LowerLimitOfNormal);
            return From(
                draft,
                known.Current.Ctcae.TermFor(lab.Value.Test)?.Llt,
                proposal,
                observation,
                lab.CollectedAt
            ) with
            {
                OnsetDayOnly = !lab.TimeKnown,
            };
        }

        if (
            (await observations.BloodPressuresAsync(courseId)).FirstOrDefault(reading => reading.Id == observation) is
            { } pressure
        )
        {
            var proposal = BloodPressureGrading.Propose(known.Current.Ctcae, pressure.Finding);
            return From(draft, CtcaeTerms.Hypertension, proposal, observation, pressure.MeasuredAt);
        }

        return draft;
    }

    /// <summary>The same form with how the event stands.</summary>
    public EventDraft Correction(AdverseEventRow row) =>
        New() with
        {
            Onset = new TimeEntry(row.Content.OnsetAt ?? clock.Now),
            Term = row.Content.LltCode,
            Grade = row.Content.Grade,
            GradeIsUnknown = row.Content.Grade is null,
            OnsetIsUnknown = row.Content.OnsetAt is null,
            OnsetDayOnly = !row.Content.OnsetTimeKnown,
            Action = row.Content.ActionTaken,
            SeriousnessAssessed = row.Content.SeriousnessAssessed,
            Seriousness = row.Content.Seriousness,
            SeriousnessRuledOut = row.Content.SeriousnessRuledOut,
            Symptoms = row.Content.Symptoms,
            Note = row.Content.Note ?? "",
            Source = row.Content.SourceObservationId?.Value,
        };

    private static EventDraft From(
        EventDraft draft,
        string? term,
        GradeProposal proposal,
        ObservationId source,
        DateTimeOffset at
    ) => draft with { Term = term, Grade = proposal.Grade, Source = source.Value, Onset = new TimeEntry(at) };
}
