using System.Runtime.InteropServices;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// Whether a patient had an event, per series and band. Counts what emerged under treatment: nothing before the first
/// started infusion, nothing later than 30 days after the end of treatment, and nothing later than the trial was followed.
/// </summary>
public static class CourseTally
{
    /// <summary>The two nested bands that are compared; per-grade bands exist only in the reference.</summary>
    public static IReadOnlyList<GradeBand> Bands { get; } = [GradeBand.Any, GradeBand.GradeAtLeast3];

    /// <param name="followUp">
    /// How long the trial of a stream was followed; null where unknown: then treatment alone ends the window. Never longer for
    /// grade 3 and higher than for any grade.
    /// </param>
    /// <returns>Two rows, one per band, for each series; none when no infusion has started.</returns>
    public static IReadOnlyList<TallyRow> Of(
        TallyFacts facts,
        IReadOnlyList<TallySeries> series,
        TallyScale scale,
        Func<TallySeries, GradeBand, TimeSpan?>? followUp = null
    )
    {
        if (facts.First is null)
            return [];
        return
        [
            .. series.SelectMany(one => Nested(one, band => Row(facts, one, band, followUp?.Invoke(one, band), scale))),
        ];
    }

    /// <summary>
    /// Whoever had an event of grade 3 or higher had one of any grade, and who had none of any grade had none of grade 3 or
    /// higher, whatever each band could tell by itself: the count of a subset never exceeds that of its set.
    /// </summary>
    private static IEnumerable<TallyRow> Nested(TallySeries series, Func<GradeBand, TallyRow> row)
    {
        var (any, severe) = (row(GradeBand.Any), row(GradeBand.GradeAtLeast3));
        if (severe.Status is TallyStatus.Event && any.Status is not TallyStatus.Event)
            any = any with
            {
                Status = TallyStatus.Event,
                Times = any.Times with
                {
                    FirstEventAt = severe.Times.FirstEventAt,
                    EventInfusion = severe.Times.EventInfusion,
                },
            };
        if (any.Status is TallyStatus.NoEvent)
            severe = severe with { Status = TallyStatus.NoEvent };
        return [any, severe];
    }

    /// <summary>
    /// From the first infusion to 30 days after treatment, and not longer than the trial was followed. Infusion reactions count
    /// only until the patient is first treated by another route: a dose by one route is never counted among those by another.
    /// </summary>
    /// <param name="facts">Of a treated patient.</param>
    /// <param name="followUp">Null where unknown.</param>
    public static TallyWindow WindowOf(TallyFacts facts, TallySeries series, TimeSpan? followUp)
    {
        var first = facts.First!;
        var from = first.StartedAt!.Value;
        var until = Earlier(facts.CountsUntil, followUp is { } length ? from + length : null);
        if (IsReactionSeries(series))
            until = Earlier(
                until,
                facts.Infusions.Where(infusion => infusion.Route != first.Route).Min(infusion => infusion.StartedAt)
            );
        return new TallyWindow(from, until ?? DateTimeOffset.MaxValue);
    }

    /// <summary>Whether an event belongs to a series; a reaction to a dose by another route than the patient's first does not.</summary>
    internal static bool Belongs(TallyEvent one, TallySeries series, TallyFacts facts) =>
        string.Equals(one.RootLlt, series.LltCode, StringComparison.Ordinal)
        && !(IsReactionSeries(series) && one.Route is { } route && route != facts.First!.Route);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    private static TallyRow Row(
        TallyFacts facts,
        TallySeries series,
        GradeBand band,
        TimeSpan? followUp,
        TallyScale scale
    )
    {
        var window = WindowOf(facts, series, followUp);
        var (status, events) = series.Basis switch
        {
            EventBasis.AdverseEvent => Reported(facts, window, series, band, scale),
            EventBasis.Laboratory => Measured(facts, window, series.LltCode, band),
        };
        bool isLost = status is TallyStatus.NoEvent && facts.LostAt < window.Until;
        return new TallyRow(series.LltCode, series.Basis, band, isLost ? TallyStatus.Lost : status)
        {
            Times = Times(facts, window, series, events),
        };
    }

    /// <param name="events">Those that count, in the band; none unless there is an event.</param>
    private static TallyTimes Times(
        TallyFacts facts,
        TallyWindow window,
        TallySeries series,
        IReadOnlyCollection<FirstEvent> events
    )
    {
        DateTimeOffset? ends = window.Until == DateTimeOffset.MaxValue ? null : TallyTimes.Stored(window.Until);
        DateTimeOffset? first = events.Any(one => one.At is null) ? null : events.Min(one => one.At);
        var times = new TallyTimes(ends, first is { } at ? TallyTimes.Stored(at) : null);
        if (!IsReactionSeries(series))
            return times;
        int? infusion = events.Any(one => one.Infusion is null) ? null : events.Min(one => one.Infusion);
        return times with
        {
            Infusions = Math.Min(
                InfusionTiming.UsualInfusions,
                facts.Infusions.Count(one => one.StartedAt is { } started && window.Holds(started))
            ),
            // A later reaction does not say that there was none at the first.
            EventInfusion = infusion > 1 && !facts.First!.IsAssessed ? null : infusion,
        };
    }

    private static (TallyStatus, IReadOnlyCollection<FirstEvent>) Reported(
        TallyFacts facts,
        TallyWindow window,
        TallySeries series,
        GradeBand band,
        TallyScale scale
    )
    {
        string lltCode = series.LltCode;
        var counted = facts
            .Events.Where(e => Belongs(e, series, facts))
            .Select(e =>
                (
                    Event: e,
                    Emergence: TreatmentEmergence.Of(e, band, window),
                    Grading: e.Gradings.FirstOrDefault(grading => scale.Counts(grading.Version, lltCode, band))
                )
            )
            .Where(one => one.Emergence.Counts)
            .ToList();
        var events = counted
            .Where(one =>
                one.Grading is { MeetsNoGrade: false } && (band is GradeBand.Any || one.Grading.Grade >= Grade.Grade3)
            )
            .Select(one => new FirstEvent(one.Emergence.At, facts.OrdinalOf(one.Event.Infusion)))
            .ToList();
        if (events.Count > 0)
            return (TallyStatus.Event, events);
        if (counted.Exists(one => one.Grading is null))
            return (TallyStatus.NotComparable, []);
        if (counted.Exists(one => one.Grading is { MeetsNoGrade: false, Grade: null }))
            return (TallyStatus.NotAssessed, []);
        // Silence means "none" except for infusion reactions: most come with the first infusion, so of that one somebody has to have said so.
        if (counted.Count == 0 && IsReactionSeries(series) && !facts.First!.IsAssessed)
            return (TallyStatus.NotAssessed, []);
        return (
            scale.WasForeignSince(window.From, lltCode, band) ? TallyStatus.NotComparable : TallyStatus.NoEvent,
            []
        );
    }

    private static bool IsReactionSeries(TallySeries series) =>
        series.Basis is EventBasis.AdverseEvent
        && string.Equals(series.LltCode, CtcaeTerms.InfusionRelatedReaction, StringComparison.Ordinal);

    private static (TallyStatus, IReadOnlyCollection<FirstEvent>) Measured(
        TallyFacts facts,
        TallyWindow window,
        string lltCode,
        GradeBand band
    )
    {
        var values = facts
            .LaboratoryValues.Where(value =>
                string.Equals(value.LltCode, lltCode, StringComparison.Ordinal)
                && value.Proposal.Reason is not GradeReason.NoNumericCriterion
            )
            .ToList();
        bool IsInBand(GradeProposal proposal) =>
            proposal.Grade is { } grade && (band is GradeBand.Any || grade >= Grade.Grade3);
        var inside = values
            .Where(value => window.Holds(value.Collected.Earliest) && window.Holds(value.Collected.Latest))
            .ToList();
        var events = inside
            .Where(value => IsInBand(value.Proposal))
            .Select(value => new FirstEvent(value.CollectedAt, Infusion: null))
            .ToList();
        if (events.Count > 0)
            return (TallyStatus.Event, events);
        if (values.Exists(value => window.IsOpenFor(value.Collected) && IsInBand(value.Proposal)))
            return (TallyStatus.NotAssessed, []);
        if (inside.Count == 0)
            return (TallyStatus.NotAssessed, []);
        // Without the laboratory's lower limit of normal a value may be grade 1 or none, but never grade 3.
        bool mayBeGraded =
            band is GradeBand.Any && inside.Exists(value => value.Proposal.Outcome is ProposalOutcome.Ungradable);
        return (mayBeGraded ? TallyStatus.NotAssessed : TallyStatus.NoEvent, []);
    }

    /// <summary>An event that counts.</summary>
    /// <param name="At">Null = unknown.</param>
    /// <param name="Infusion">Number of the infusion it was recorded with; null for none.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct FirstEvent(DateTimeOffset? At, int? Infusion);
}
