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
/// <param name="CountsUntil">See <see cref="TreatmentEnd.CountsUntil"/>; null while treatment goes on.</param>
public sealed record TallyFacts(
    IReadOnlyList<TallyInfusion> Infusions, IReadOnlyList<TallyEvent> Events, IReadOnlyList<TallyLaboratoryValue> LaboratoryValues,
    DateTimeOffset? CountsUntil = null);

/// <param name="StartedAt">Null = not started; where only the day is known, its first instant: the patient may have been treated from then on.</param>
/// <param name="Reaction">Null until the infusion has ended.</param>
public sealed record TallyInfusion(InfusionStatus Status, DateTimeOffset? StartedAt, ReactionStatement? Reaction);

/// <param name="RootLlt">Of the v4.03 term that the event's term continues.</param>
/// <param name="OnsetAt">Null = unknown.</param>
/// <param name="Gradings">The event's own grade first, then what it was graded again by. The first that compares counts.</param>
/// <param name="SevereAt">When it was of grade 3 or higher for the first time; null where it never was or nobody dated it.</param>
public sealed record TallyEvent(string RootLlt, DateTimeOffset? OnsetAt, IReadOnlyList<TallyGrading> Gradings, DateTimeOffset? SevereAt = null)
{
    /// <summary>The day of onset where the time of day is unknown; null otherwise.</summary>
    public PartialTime? OnsetDay { get; init; }

    /// <summary>When it became an event of the band: a worsening is an event of the higher band at that moment. Null = unknown.</summary>
    /// <remarks>Where only the day is known, for the order alone.</remarks>
    public DateTimeOffset? At(GradeBand band) => band is GradeBand.GradeAtLeast3 ? SevereAt ?? OnsetAt : OnsetAt;

    /// <summary>The same as precisely as it is known.</summary>
    public PartialTime? When(GradeBand band) => At(band) is not { } at ? null : OnsetDay is { } day && at == OnsetAt ? day : PartialTime.At(at);
}

/// <summary>The time in which events of a stream count.</summary>
/// <param name="From">The first instant inside.</param>
/// <param name="Until">The first instant no longer inside.</param>
public sealed record TallyWindow(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>
    /// An unknown time counts, and a day any instant of which lies inside: leaving the event out would say "none" where somebody reported one.
    /// </summary>
    public bool Holds(PartialTime? time) => time?.Touches(From, Until) ?? true;

    /// <summary>Whether a value of that time is certainly inside.</summary>
    public bool Holds(DateTimeOffset instant) => instant >= From && instant < Until;

    /// <summary>Whether a value may be inside and may be outside: it says neither "event" nor "none".</summary>
    public bool IsOpenFor(PartialTime time) => time.Touches(From, Until) && !(Holds(time.Earliest) && Holds(time.Latest));
}

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
public sealed record TallyLaboratoryValue(string LltCode, DateTimeOffset CollectedAt, GradeProposal Proposal)
{
    /// <summary>The day of collection where the time of day is unknown; null otherwise.</summary>
    public PartialTime? CollectedDay { get; init; }

    public PartialTime Collected => CollectedDay ?? PartialTime.At(CollectedAt);
}

/// <summary>
/// Whether a course had an event, per series and band. Counts what emerged under treatment: nothing before the first
/// started infusion, nothing later than 30 days after the end of treatment, and nothing later than the trial was followed.
/// </summary>
public static class CourseTally
{
    /// <summary>The two nested bands that are compared; per-grade bands exist only in the reference.</summary>
    public static IReadOnlyList<GradeBand> Bands { get; } = [GradeBand.Any, GradeBand.GradeAtLeast3];

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
                    one.LltCode, one.Basis, band, Status(facts, WindowOf(facts, treatedSince, followUp?.Invoke(one, band)), one, band, scale)))),
        ];
    }

    /// <summary>From the first infusion to 30 days after treatment, and not longer than the trial was followed.</summary>
    /// <param name="followUp">Null where unknown.</param>
    public static TallyWindow WindowOf(TallyFacts facts, DateTimeOffset treatedSince, TimeSpan? followUp)
    {
        var byTreatment = facts.CountsUntil ?? DateTimeOffset.MaxValue;
        var byTrial = followUp is { } length ? treatedSince + length : DateTimeOffset.MaxValue;
        return new TallyWindow(treatedSince, byTreatment < byTrial ? byTreatment : byTrial);
    }

    private static TallyStatus Status(TallyFacts facts, TallyWindow window, TallySeries series, GradeBand band, TallyScale scale) => series.Basis switch
    {
        EventBasis.AdverseEvent => Reported(facts, window, series.LltCode, band, scale),
        EventBasis.Laboratory => Measured(facts, window, series.LltCode, band),
    };

    private static TallyStatus Reported(TallyFacts facts, TallyWindow window, string lltCode, GradeBand band, TallyScale scale)
    {
        var gradings = facts.Events
            .Where(e => string.Equals(e.RootLlt, lltCode, StringComparison.Ordinal) && window.Holds(e.When(band)))
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

    private static TallyStatus Measured(TallyFacts facts, TallyWindow window, string lltCode, GradeBand band)
    {
        var values = facts.LaboratoryValues
            .Where(value => string.Equals(value.LltCode, lltCode, StringComparison.Ordinal) && value.Proposal.Reason is not GradeReason.NoNumericCriterion).ToList();
        bool IsInBand(GradeProposal proposal) => proposal.Grade is { } grade && (band is GradeBand.Any || grade >= Grade.Grade3);
        var proposals = values.Where(value => window.Holds(value.Collected.Earliest) && window.Holds(value.Collected.Latest)).Select(value => value.Proposal).ToList();
        if (proposals.Exists(IsInBand)) return TallyStatus.Event;
        if (values.Exists(value => window.IsOpenFor(value.Collected) && IsInBand(value.Proposal))) return TallyStatus.NotAssessed;
        if (proposals.Count == 0) return TallyStatus.NotAssessed;
        // Without the laboratory's lower limit of normal a value may be grade 1 or none, but never grade 3.
        return band is GradeBand.Any && proposals.Exists(proposal => proposal.Outcome is ProposalOutcome.Ungradable)
            ? TallyStatus.NotAssessed
            : TallyStatus.NoEvent;
    }
}
