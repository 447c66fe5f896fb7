using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Domain.Signals.Simulation;

namespace Pharmacovigilance.Web.Verbs.Qualification.Simulation;

/// <summary>What the board promises of the simulated units, and whether the simulation shows it.</summary>
internal sealed class SimulationPromise(SimulateOptions options, SimulationResult result)
{
    /// <summary>A unit like the trials is called worse in at most this part of the units.</summary>
    private const double FalseAlarms = 0.05;

    /// <summary>A unit at twice the hazard is ever called within expectation in at most this part of the units.</summary>
    private const double FalseGreens = 0.20;

    private SimulationPlan Plan => options.Plan;

    public bool IsKept => Broken.Count == 0 && !(CoversGreens && Greens.Any(IsAbove));

    /// <summary>Of one stream the promise is its own, of a family only the one for all together.</summary>
    private IReadOnlyList<WatchResult> Broken =>
        [
            .. result.Alarms.Where(alarm =>
                options.IsNull
                && CoversAlarms
                && (
                    alarm.Watch is Watch.Family
                    || (Plan.Streams.Count == 1 && alarm.Watch is Watch.Cohort or Watch.Restarts)
                )
                && alarm.ErrorWithin(Plan.Years).Upper > FalseAlarms
            ),
        ];

    /// <summary>Ordinary units may scatter as far as the evidence assumes, no further.</summary>
    private bool CoversAlarms => Plan.TrueSpread <= Plan.Streams.Min(Plan.AssumedFor);

    private bool IsDoubled => Plan.Multiple >= SignalThreshold.DetectableHazardRatio && result.Greens.Count > 0;

    /// <summary>With a spread some of the units are below twice the hazard.</summary>
    private bool CoversGreens => IsDoubled && Plan.TrueSpread == 0;

    private bool IsRising =>
        Plan.HazardShape > 1 && Plan.Counted.Any(stream => stream.Timing is not EventTiming.FirstInfusion);

    /// <summary>The rule the promise is of. Where the hazard rises, time at risk in open windows says nothing; faster than in proportion to time, nothing does.</summary>
    private IEnumerable<ReassuranceResult> Greens =>
        result.Greens.Where(green =>
            IsRising
                ? green.Rule is ReassuranceRule.ClosedInOrder && Plan.HazardShape <= 2
                : green.Rule is ReassuranceRule.NotDoubled
        );

    public IEnumerable<string> Lines(Func<Watch, string> name)
    {
        if (options.IsNull)
            yield return Alarms(name);
        else
            yield return "Medians are over all units; '-' where fewer than half had a signal. Patients are those begun by then on the simulated regimens.";
        if (!IsDoubled)
            yield break;
        if (IsRising)
            yield return "Where the hazard rises, at most 20 % of doubled units within expectation is not promised while windows are open.";
        if (!CoversGreens)
            yield return "At most 20 % within expectation is promised of units at twice the hazard or more; with a spread some are below.";
        else if (Greens.Any())
            yield return Greens.Any(IsAbove)
                ? "The interval of doubled units called within expectation reaches above the promised 20 %."
                : "The interval of doubled units called within expectation stays within the promised 20 %.";
    }

    private string Alarms(Func<Watch, string> name) =>
        (CoversAlarms, Broken) switch
        {
            (false, _) => "At most 5 % is not promised of units that scatter further than the evidence assumes.",
            (_, [_, ..] broken) =>
                $"The interval reaches above 5 % for: {string.Join(", ", broken.Select(alarm => name(alarm.Watch)))}.",
            _ => "The interval of what promises at most 5 % stays within it.",
        };

    private bool IsAbove(ReassuranceResult green) => green.ErrorWithin(Plan.Years).Upper > FalseGreens;
}
