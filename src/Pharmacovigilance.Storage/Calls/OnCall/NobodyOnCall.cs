using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.OnCall;

/// <summary>Reports to the administrators that nobody is on call, before it matters: one alarm for the first gap of each role.</summary>
internal static class NobodyOnCall
{
    /// <summary>How far back a gap is followed to its beginning, so that it stays the same gap while time passes.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(8);

    /// <summary>Whether the alarms that stand are no longer those that should.</summary>
    public static bool IsOutdated(QueryScope scope) =>
        !Missing(scope, scope.Clock.Now)
            .Select(gap => gap.Subject)
            .ToHashSet(StringComparer.Ordinal)
            .SetEquals(AlarmRows.StandingSubjects(scope, AlarmKinds.NobodyOnCall));

    /// <returns>Whether anything was ended or opened.</returns>
    public static bool Settle(WriteScope scope)
    {
        bool changed = false;
        var missing = Missing(scope, scope.Now);
        foreach (
            string subject in AlarmRows
                .StandingSubjects(scope, AlarmKinds.NobodyOnCall)
                .Except(missing.Select(gap => gap.Subject), StringComparer.Ordinal)
        )
            changed |= AlarmRows.End(scope, AlarmKinds.NobodyOnCall, subject, "calendar-changed");
        foreach (var (subject, gap) in missing)
            changed |=
                AlarmRows.Open(
                    scope,
                    AlarmKinds.NobodyOnCall,
                    subject,
                    StoredJson.Write(
                        new
                        {
                            gap.Role,
                            gap.From,
                            gap.Until,
                        }
                    )
                )
                    is not null;
        return changed;
    }

    /// <summary>The first gap of each role within the hours ahead that the policy names.</summary>
    private static IReadOnlyList<(string Subject, OnCallGap Gap)> Missing(QueryScope scope, DateTimeOffset now)
    {
        var policy = scope.Policy;
        var (from, until) = (now - Back, now.AddHours(policy.NobodyOnCallHours));
        var calendar = DutyItem.CalendarOf(OnCallRows.EndingAfter(scope, from).Where(duty => duty.MayBeCalled));
        return
        [
            .. Enum.GetValues<OnCallRole>()
                .Select(role =>
                    calendar.Gaps(role, from, until, policy, scope.Clock).FirstOrDefault(gap => gap.Until > now)
                )
                .OfType<OnCallGap>()
                .Select(gap => ($"{gap.Role}|{(gap.From == from ? "before" : StoredText.Instant(gap.From))}", gap)),
        ];
    }
}
