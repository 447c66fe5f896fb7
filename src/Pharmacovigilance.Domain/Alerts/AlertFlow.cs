namespace Pharmacovigilance.Domain.Alerts;

/// <summary>Which way an alert may go from where it stands.</summary>
public static class AlertFlow
{
    /// <summary>Whether a physician has still to decide.</summary>
    public static bool IsDecisionDue(AlertStatus status) => status is AlertStatus.Open or AlertStatus.Acknowledged;

    /// <summary>Whether to reach it is a physician's decision.</summary>
    public static bool IsDecision(AlertStatus status) => status is AlertStatus.Accepted or AlertStatus.Overridden;

    /// <summary>Whether a physician has decided, the loop over or not.</summary>
    public static bool IsDecided(AlertStatus status) => IsFollowedUp(status) || status is AlertStatus.Closed;

    /// <summary>Whether it ended before anybody decided, or without a subject.</summary>
    public static bool IsEndedUndecided(AlertStatus status) => IsOver(status) && !IsDecided(status);

    /// <summary>Whether a physician has decided and the loop is not over.</summary>
    public static bool IsFollowedUp(AlertStatus status) =>
        status
            is AlertStatus.Accepted
                or AlertStatus.Overridden
                or AlertStatus.CarriedOut
                or AlertStatus.OutcomeChecked;

    /// <summary>Whether it asks nobody for anything any more.</summary>
    public static bool IsOver(AlertStatus status) => !IsDecisionDue(status) && !IsFollowedUp(status);

    /// <summary>
    /// Whether a transition may be written: into another status as <see cref="May"/> says, or within the same one, where
    /// only facts, tier or the criterion of its hold have changed.
    /// </summary>
    public static bool MayWrite(AlertStatus from, AlertStatus to) => from == to || May(from, to);

    /// <summary>Whether an alert in a status may be brought into another, by a person or by the product.</summary>
    public static bool May(AlertStatus from, AlertStatus to) =>
        from switch
        {
            AlertStatus.Open => to
                is AlertStatus.Acknowledged
                    or AlertStatus.Accepted
                    or AlertStatus.Overridden
                    or AlertStatus.Resolved
                    or AlertStatus.Withdrawn
                    or AlertStatus.Expired,
            AlertStatus.Acknowledged => to
                is AlertStatus.Open
                    or AlertStatus.Accepted
                    or AlertStatus.Overridden
                    or AlertStatus.Resolved
                    or AlertStatus.Withdrawn
                    or AlertStatus.Expired,
            AlertStatus.Accepted => to
                is AlertStatus.CarriedOut
                    or AlertStatus.OutcomeChecked
                    or AlertStatus.Withdrawn
                    or AlertStatus.Open,
            AlertStatus.CarriedOut or AlertStatus.Overridden => to
                is AlertStatus.OutcomeChecked
                    or AlertStatus.Withdrawn
                    or AlertStatus.Open,
            AlertStatus.OutcomeChecked => to is AlertStatus.Closed or AlertStatus.Open,
            AlertStatus.Closed => to is AlertStatus.OutcomeChecked or AlertStatus.Open,
            AlertStatus.Resolved or AlertStatus.Withdrawn or AlertStatus.Expired => to is AlertStatus.Open,
        };
}
