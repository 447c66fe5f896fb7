using System.Runtime.InteropServices;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Alerts;

/// <summary>What the patient's day adds to the urgency of an alert; the smaller, the more urgent.</summary>
public enum AlertSituation
{
    /// <summary>A reaction to an infusion that is not over: the patient lies in the chair.</summary>
    ReactionNow = 1,

    /// <summary>A hold of an infusion that is due today, or was due and is not begun: somebody waits for the decision.</summary>
    HoldOfToday = 2,

    /// <summary>Neither.</summary>
    Other = 3,
}

/// <summary>
/// The one order in which alerts are shown to people: what is happening to a patient now, then the tier, then what has waited
/// longest. Less means more urgent; two alerts are never equal, so that no list depends on the order in which it was read.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AlertUrgency(
    AlertSituation Situation,
    AlertTier Tier,
    DateTimeOffset OpenedAt,
    AlertId AlertId
) : IComparable<AlertUrgency>
{
    /// <param name="infusion">The infusion a reaction belongs to, as it stands; null where the alert is of no infusion.</param>
    /// <param name="hasOpenHold">Whether a hold of this alert is open.</param>
    /// <param name="infusionDue">Whether an infusion of the course is planned for today or earlier and has not begun.</param>
    public static AlertSituation SituationOf(
        RuleId rule,
        InfusionStatus? infusion,
        bool hasOpenHold,
        bool infusionDue
    ) =>
        rule is RuleId.ReactionInterrupt or RuleId.ReactionStop
        && infusion is InfusionStatus.Running or InfusionStatus.Interrupted
            ? AlertSituation.ReactionNow
        : hasOpenHold && infusionDue ? AlertSituation.HoldOfToday
        : AlertSituation.Other;

    public int CompareTo(AlertUrgency other)
    {
        int order = Situation.CompareTo(other.Situation);
        if (order == 0)
            order = other.Tier.CompareTo(Tier);
        if (order == 0)
            order = OpenedAt.CompareTo(other.OpenedAt);
        return order == 0 ? AlertId.Value.CompareTo(other.AlertId.Value) : order;
    }

    public static bool operator <(AlertUrgency left, AlertUrgency right) => left.CompareTo(right) < 0;

    public static bool operator >(AlertUrgency left, AlertUrgency right) => left.CompareTo(right) > 0;

    public static bool operator <=(AlertUrgency left, AlertUrgency right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AlertUrgency left, AlertUrgency right) => left.CompareTo(right) >= 0;
}
