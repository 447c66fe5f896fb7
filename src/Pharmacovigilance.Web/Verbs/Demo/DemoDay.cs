using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>
/// Plays steps in a unit in which a visitor works too. What the visitor has begun stays the visitor's: an infusion that
/// does not stand as the script left it is not touched by the script again.
/// </summary>
public sealed class DemoDay(DemoPlayer player, InfusionStore infusions)
{
    private readonly HashSet<(int Patient, int Ordinal)> started = [];
    private readonly HashSet<(int Patient, int Ordinal)> leftToVisitor = [];

    /// <summary>Notes an infusion that the script itself has started before.</summary>
    public void Note(DemoStep step)
    {
        if (step is DemoInfusionStep { Kind: InfusionStepKind.Started } start)
            started.Add((start.Patient, start.Ordinal));
    }

    /// <returns>False when the entry is no longer possible and was left out.</returns>
    public async Task<bool> TryPlayAsync(DemoStep step)
    {
        if (!player.Knows(step))
            return false;
        try
        {
            if (await FittedAsync(step) is not { } possible)
            {
                LeaveToVisitor(step);
                return false;
            }

            await player.PlayAsync(possible);
            Note(step);
            return true;
        }
        catch (Exception e) when (e is RefusedException or NotAllowedException)
        {
            LeaveToVisitor(step);
            return false;
        }
    }

    /// <summary>The step as it can be played now; null when it cannot.</summary>
    private async Task<DemoStep?> FittedAsync(DemoStep step)
    {
        if (OrdinalOf(step) is not { } ordinal)
            return step;
        var infusion = (step.Patient, ordinal);
        if (leftToVisitor.Contains(infusion))
            return null;
        var record = await infusions.FindAsync(await player.InfusionAsync(step.Patient, ordinal));
        if (record is null)
            return null;
        if (record.OpenHolds.Count > 0)
            player.ExpectRelease(step.Patient);
        var status = record.State.Status;
        return step switch
        {
            DemoInfusionStep { Kind: InfusionStepKind.Ended } end => status == InfusionStatus.Running
            && started.Contains(infusion)
                ? Stating(end, record)
                : null,
            DemoInfusionStep { Kind: var kind } => Fits(kind, record, started.Contains(infusion)) ? step : null,
            DemoEvent => status == InfusionStatus.Running && started.Contains(infusion) ? step : null,
            _ => started.Contains(infusion) ? step : null,
        };
    }

    private static bool Fits(InfusionStepKind kind, InfusionRecord record, bool startedByScript) =>
        kind switch
        {
            InfusionStepKind.Premedicated => record.State.Status == InfusionStatus.Planned,
            InfusionStepKind.Started => record.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated
                && record.OpenHolds.All(hold => hold.Criterion is not null),
            InfusionStepKind.RateChanged or InfusionStepKind.Interrupted or InfusionStepKind.Ended => record
                .State
                .Status == InfusionStatus.Running
                && startedByScript,
            InfusionStepKind.Resumed => record.State.Status == InfusionStatus.Interrupted
                && startedByScript
                && !record.OpenHolds.Any(hold => hold.Stops(kind)),
            InfusionStepKind.NotGiven => record.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated,
        };

    /// <summary>The statement must agree with what the visitor may have recorded meanwhile.</summary>
    private static DemoInfusionStep Stating(DemoInfusionStep end, InfusionRecord record) =>
        end with
        {
            Reaction = record.Events.Any(e => AdverseEventStore.IsReaction(e.Content.LltCode))
                ? ReactionStatement.ReactionsRecorded
                : ReactionStatement.NoReactionObserved,
        };

    private void LeaveToVisitor(DemoStep step)
    {
        if (OrdinalOf(step) is { } ordinal)
            leftToVisitor.Add((step.Patient, ordinal));
    }

    private static int? OrdinalOf(DemoStep step) =>
        step switch
        {
            DemoInfusionStep infusion => infusion.Ordinal,
            DemoEvent happened => happened.Ordinal,
            DemoPressure pressure => pressure.Ordinal,
            DemoCheck check => check.Ordinal,
            _ => null,
        };
}
