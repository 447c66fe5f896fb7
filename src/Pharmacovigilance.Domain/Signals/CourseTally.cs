using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What a course adds to a series. Stored by name. A course that was not treated adds no row at all.</summary>
public enum TallyStatus
{
    /// <summary>Assessed, and no event in the band: counts in the denominator.</summary>
    NoEvent = 1,

    /// <summary>At least one event in the band: counts once in numerator and denominator, however many episodes.</summary>
    Event = 2,

    /// <summary>Treated, but it cannot be told: counts in neither.</summary>
    NotAssessed = 3,

    /// <summary>Judged by a CTCAE version whose criteria differ from the trials': counts in neither, and the stream says so.</summary>
    NotComparable = 4,
}

/// <summary>A series to tally.</summary>
/// <param name="LltCode">MedDRA LLT code of the CTCAE term.</param>
public sealed record TallySeries(string LltCode, EventBasis Basis);

/// <summary>What one course adds to one series and band.</summary>
public sealed record TallyRow(string LltCode, EventBasis Basis, GradeBand Band, TallyStatus Status);

/// <summary>Everything a tally may look at: one course, and only that course, as it stands after corrections.</summary>
/// <param name="TreatmentEndedAt">The end of the day on which treatment ended; null while it goes on.</param>
public sealed record TallyFacts(
    IReadOnlyList<TallyInfusion> Infusions, IReadOnlyList<TallyEvent> Events, IReadOnlyList<TallyLaboratoryValue> LaboratoryValues,
    DateTimeOffset? TreatmentEndedAt = null);

/// <param name="StartedAt">Null = not started.</param>
/// <param name="Reaction">Null until the infusion has ended.</param>
public sealed record TallyInfusion(InfusionStatus Status, DateTimeOffset? StartedAt, ReactionStatement? Reaction);

/// <param name="RootLlt">Of the v4.03 term that the event's term continues.</param>
/// <param name="OnsetAt">Null = unknown.</param>
/// <param name="Gradings">The event's own grade first, then what it was graded again by. The first that compares counts.</param>
public sealed record TallyEvent(string RootLlt, DateTimeOffset? OnsetAt, IReadOnlyList<TallyGrading> Gradings);

/// <summary>What an event was graded by one version.</summary>
/// <param name="Grade">Null = unknown.</param>
/// <param name="MeetsNoGrade">By this version it is known to be no event at all.</param>
public sealed record TallyGrading(CtcaeVersion Version, Grade? Grade, bool MeetsNoGrade = false);

/// <summary>
/// On which scale a stream is counted. Where the version in force agrees with the trials', it is theirs, and the counts can be
/// compared. Where it does not, the unit still counts, on its own scale, and compares nothing.
/// </summary>
/// <param name="Trials">The version the trials graded by.</param>
/// <param name="History">What the unit graded by: silence about an event can only be believed on the scale in force.</param>
public sealed record TallyScale(GradeEquivalence Equivalence, CtcaeVersion Trials, CtcaeHistory History)
{
    /// <summary>What keeps the version in force apart from the trials'; comparable where nothing does.</summary>
    public Comparability WithTrials(string rootLlt, GradeBand band) => Equivalence.Between(rootLlt, band, History.Current, Trials);

    /// <summary>Whether a grade of that version counts on the scale of the stream.</summary>
    public bool Counts(CtcaeVersion version, string rootLlt, GradeBand band)
    {
        var scale = WithTrials(rootLlt, band).IsComparable ? Trials : History.Current;
        return version == scale || Equivalence.Between(rootLlt, band, version, scale).IsComparable;
    }

    /// <summary>Whether a version in force since then does not count on the scale of the stream: silence under it says nothing.</summary>
    public bool WasForeignSince(DateTimeOffset instant, string rootLlt, GradeBand band) =>
        History.Since(instant).Any(version => !Counts(version, rootLlt, band));
}

/// <param name="LltCode">Of the term the test is graded by in the trials' version.</param>
/// <param name="Proposal">By the trials' version: a stored value can be graded by any.</param>
public sealed record TallyLaboratoryValue(string LltCode, DateTimeOffset CollectedAt, GradeProposal Proposal);

/// <summary>
/// Whether a course had an event, per series and band. Counts what emerged under treatment: nothing before the first
/// started infusion, nothing later than 30 days after the end of treatment, and nothing later than the trial was followed.
/// </summary>
public static class CourseTally
{
    /// <summary>The two nested bands that are compared; per-grade bands exist only in the reference.</summary>
    public static IReadOnlyList<GradeBand> Bands { get; } = [GradeBand.Any, GradeBand.GradeAtLeast3];

    /// <summary>An event this long after the end of treatment still counts, as it did in the trials.</summary>
    public static TimeSpan AfterTreatment { get; } = TimeSpan.FromDays(30);

    /// <param name="followUp">How long the trial of a stream was followed; null where unknown: then treatment alone ends the window.</param>
    /// <returns>Two rows, one per band, for each series; none when no infusion has started.</returns>
    public static IReadOnlyList<TallyRow> Of(
        TallyFacts facts, IReadOnlyList<TallySeries> series, TallyScale scale, Func<TallySeries, GradeBand, TimeSpan?>? followUp = null)
    {
        if (facts.Infusions.Min(infusion => infusion.StartedAt) is not { } treatedSince) return [];
        return
        [
            .. series.SelectMany(one => Bands
                .Select(band => new TallyRow(
                    one.LltCode, one.Basis, band, Status(facts, new Window(treatedSince, End(facts, treatedSince, followUp?.Invoke(one, band))), one, band, scale)))),
        ];
    }

    private static DateTimeOffset End(TallyFacts facts, DateTimeOffset treatedSince, TimeSpan? followUp)
    {
        var byTreatment = facts.TreatmentEndedAt is { } ended ? ended + AfterTreatment : DateTimeOffset.MaxValue;
        var byTrial = followUp is { } length ? treatedSince + length : DateTimeOffset.MaxValue;
        return byTreatment < byTrial ? byTreatment : byTrial;
    }

    /// <summary>Both ends are inside.</summary>
    private sealed record Window(DateTimeOffset From, DateTimeOffset Until)
    {
        public bool Holds(DateTimeOffset instant) => instant >= From && instant <= Until;
    }

    private static TallyStatus Status(TallyFacts facts, Window window, TallySeries series, GradeBand band, TallyScale scale) => series.Basis switch
    {
        EventBasis.AdverseEvent => Reported(facts, window, series.LltCode, band, scale),
        EventBasis.Laboratory => Measured(facts, window, series.LltCode, band),
    };

    private static TallyStatus Reported(TallyFacts facts, Window window, string lltCode, GradeBand band, TallyScale scale)
    {
        // An unknown onset counts: leaving the event out would say "none" where somebody reported one.
        var gradings = facts.Events
            .Where(e => string.Equals(e.RootLlt, lltCode, StringComparison.Ordinal) && window.Holds(e.OnsetAt ?? window.From))
            .Select(e => e.Gradings.FirstOrDefault(grading => scale.Counts(grading.Version, lltCode, band)))
            .ToList();
        if (gradings.Exists(grading => grading is { MeetsNoGrade: false } && (band is GradeBand.Any || grading.Grade >= Grade.Grade3))) return TallyStatus.Event;
        if (gradings.Exists(grading => grading is null)) return TallyStatus.NotComparable;
        if (gradings.Exists(grading => grading is { MeetsNoGrade: false, Grade: null })) return TallyStatus.NotAssessed;
        if (gradings.Count == 0 && !IsAssessed(facts, lltCode)) return TallyStatus.NotAssessed;
        return scale.WasForeignSince(window.From, lltCode, band) ? TallyStatus.NotComparable : TallyStatus.NoEvent;
    }

    /// <summary>Silence means "none" except for infusion reactions, where somebody has to have said so.</summary>
    private static bool IsAssessed(TallyFacts facts, string lltCode) =>
        !string.Equals(lltCode, CtcaeTerms.InfusionRelatedReaction, StringComparison.Ordinal)
        || facts.Infusions.Any(infusion => infusion is
        {
            Status: InfusionStatus.Ended, Reaction: ReactionStatement.ReactionsRecorded or ReactionStatement.NoReactionObserved,
        });

    private static TallyStatus Measured(TallyFacts facts, Window window, string lltCode, GradeBand band)
    {
        var proposals = facts.LaboratoryValues
            .Where(value => string.Equals(value.LltCode, lltCode, StringComparison.Ordinal) && window.Holds(value.CollectedAt))
            .Select(value => value.Proposal)
            .Where(proposal => proposal.Reason is not GradeReason.NoNumericCriterion)
            .ToList();
        if (proposals.Count == 0) return TallyStatus.NotAssessed;
        if (proposals.Exists(proposal => proposal.Grade is { } grade && (band is GradeBand.Any || grade >= Grade.Grade3))) return TallyStatus.Event;
        // Without the laboratory's lower limit of normal a value may be grade 1 or none, but never grade 3.
        return band is GradeBand.Any && proposals.Exists(proposal => proposal.Outcome is ProposalOutcome.Ungradable)
            ? TallyStatus.NotAssessed
            : TallyStatus.NoEvent;
    }
}
