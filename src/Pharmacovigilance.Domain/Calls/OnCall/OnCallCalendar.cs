using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Calls.OnCall;

/// <summary>What somebody is on call for. Stored by name.</summary>
public enum OnCallRole
{
    /// <summary>Stands in for the attending physician.</summary>
    Deputy = 1,

    /// <summary>Is asked when the deputy does not answer.</summary>
    Senior = 2,
}

/// <summary>A person's duty.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive; where the duty was ended early, that end.</param>
public sealed record OnCallDuty(
    DutyId DutyId,
    OnCallRole Role,
    UserId PersonId,
    DateTimeOffset From,
    DateTimeOffset Until
)
{
    public bool Covers(DateTimeOffset at) => From <= at && at < Until;
}

/// <summary>A stretch of time in which the chain would call somebody on duty, and nobody is.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
public sealed record OnCallGap(OnCallRole Role, DateTimeOffset From, DateTimeOffset Until);

/// <summary>Who is on duty when. The duties of one role do not overlap.</summary>
public sealed record OnCallCalendar(IReadOnlyList<OnCallDuty> Duties)
{
    public static readonly OnCallCalendar Empty = new([]);

    /// <summary>Who is on duty at an instant; null = nobody.</summary>
    public OnCallDuty? At(OnCallRole role, DateTimeOffset at) =>
        Duties.FirstOrDefault(duty => duty.Role == role && duty.Covers(at));

    /// <summary>A duty of the same role that a new one would overlap; touching ends do not overlap.</summary>
    public OnCallDuty? Overlapping(OnCallRole role, DateTimeOffset from, DateTimeOffset until) =>
        Duties.FirstOrDefault(duty => duty.Role == role && duty.From < until && from < duty.Until);

    /// <summary>Stretches of time without anybody on duty, among those in which a shift's chain asks for the role; adjoining ones are one.</summary>
    public IReadOnlyList<OnCallGap> Gaps(
        OnCallRole role,
        DateTimeOffset from,
        DateTimeOffset until,
        AlertingPolicy policy,
        UnitClock clock
    )
    {
        var gaps = new List<OnCallGap>();
        foreach (
            var span in policy
                .ShiftsBetween(from, until, clock)
                .Where(span => span.Shift.Chain.Any(step => step.Kind.RoleOf() == role))
        )
        {
            foreach (
                var gap in Uncovered(role, span.From < from ? from : span.From, span.Until > until ? until : span.Until)
            )
            {
                if (gaps is [.., var last] && last.Until == gap.From)
                    gaps[^1] = last with { Until = gap.Until };
                else
                    gaps.Add(gap);
            }
        }

        return gaps;
    }

    private IEnumerable<OnCallGap> Uncovered(OnCallRole role, DateTimeOffset from, DateTimeOffset until)
    {
        var covered = from;
        foreach (
            var duty in Duties
                .Where(duty => duty.Role == role && duty.From < until && duty.Until > from)
                .OrderBy(duty => duty.From)
        )
        {
            if (duty.From > covered)
                yield return new OnCallGap(role, covered, duty.From);
            if (duty.Until > covered)
                covered = duty.Until;
        }

        if (covered < until)
            yield return new OnCallGap(role, covered, until);
    }
}

public static class OnCallRoles
{
    /// <summary>The duty that fills a step; null for a step that no duty fills.</summary>
    public static OnCallRole? RoleOf(this ChainStepKind kind) =>
        kind switch
        {
            ChainStepKind.Deputy => OnCallRole.Deputy,
            ChainStepKind.Senior => OnCallRole.Senior,
            ChainStepKind.Attending or ChainStepKind.PhoneList => null,
        };
}
