using System.Globalization;
using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Calls.OnCall;

/// <summary>What makes an alerting policy unusable, each with its place and what to do.</summary>
public static class AlertingPolicyCheck
{
    public const int MostShifts = 6;
    public const int MostLines = 20;
    public const int LongestName = 40;

    public static IReadOnlyList<Refusal> Check(this AlertingPolicy policy)
    {
        var refusals = new List<Refusal>();
        CheckShifts(policy, refusals);
        CheckPhoneList(policy, refusals);
        InRange(refusals, "pageAcknowledgementMinutes", policy.PageAcknowledgementMinutes, 1, 10_080);
        InRange(refusals, "interruptiveAcknowledgementMinutes", policy.InterruptiveAcknowledgementMinutes, 1, 1_440);
        InRange(refusals, "groupingMinutes", policy.GroupingMinutes, 0, 60);
        InRange(refusals, "nobodyOnCallHours", policy.NobodyOnCallHours, 1, 336);
        InRange(refusals, "expiryDays", policy.ExpiryDays, 1, 365);
        if (policy.Quiet is { } quiet && quiet.From == quiet.Until)
            refusals.Add(Refusal.Of("alerting.quiet-empty", "quietHours"));
        return refusals;
    }

    private static void CheckShifts(AlertingPolicy policy, List<Refusal> refusals)
    {
        if (policy.Shifts.Count is 0 or > MostShifts)
            refusals.Add(Refusal.Of("alerting.shift-count", "shifts", Text(MostShifts)));
        foreach (var shift in policy.Shifts)
        {
            if (string.IsNullOrWhiteSpace(shift.Name) || shift.Name.Length > LongestName)
                refusals.Add(Refusal.Of("alerting.shift-name", "shifts", Text(LongestName)));
            else if (EnteredText.CheckVisible(shift.Name, "shifts") is { } unseen)
                refusals.Add(unseen);
            CheckChain(shift, refusals);
        }

        if (policy.Shifts.GroupBy(shift => shift.Begins).FirstOrDefault(same => same.Count() > 1) is { } twice)
            refusals.Add(
                Refusal.Of("alerting.shift-twice", "shifts", twice.Key.ToString("HH:mm", CultureInfo.InvariantCulture))
            );
        if (
            policy
                .Shifts.GroupBy(shift => EnteredText.Canonical(shift.Name.Trim()), StringComparer.OrdinalIgnoreCase)
                .FirstOrDefault(same => same.Count() > 1) is
            { } named
        )
            refusals.Add(Refusal.Of("alerting.shift-named-twice", "shifts", named.Key));
    }

    private static void CheckChain(AlertingShift shift, List<Refusal> refusals)
    {
        if (shift.Chain.Count < 2)
            refusals.Add(Refusal.Of("alerting.chain-empty", "chain", shift.Name));
        if (shift.Chain is not [.., { Kind: ChainStepKind.PhoneList }])
            refusals.Add(Refusal.Of("alerting.chain-end", "chain", shift.Name));
        if (shift.Chain.DistinctBy(step => step.Kind).Count() < shift.Chain.Count)
            refusals.Add(Refusal.Of("alerting.chain-twice", "chain", shift.Name));
        foreach (var step in shift.Chain.Where(step => step.Kind != ChainStepKind.PhoneList && step.WaitMinutes < 1))
            refusals.Add(Refusal.Of("alerting.wait", "chain", shift.Name, Text(step.WaitMinutes)));
    }

    private static void CheckPhoneList(AlertingPolicy policy, List<Refusal> refusals)
    {
        if (policy.PhoneList.Count is 0 or > MostLines)
            refusals.Add(Refusal.Of("alerting.phone-list", "phoneList", Text(MostLines)));
        foreach (var line in policy.PhoneList)
        {
            if (string.IsNullOrWhiteSpace(line.Who) || line.Who.Length > LongestName)
                refusals.Add(Refusal.Of("alerting.phone-who", "phoneList", Text(LongestName)));
            else if (EnteredText.CheckVisible(line.Who, "phoneList") is { } unseen)
                refusals.Add(unseen);
            else if (!Contact.IsNumber(line.Number))
                refusals.Add(Refusal.Of("alerting.phone-number", "phoneList", line.Who));
        }
    }

    private static void InRange(List<Refusal> refusals, string field, int value, int least, int most)
    {
        if (value < least || value > most)
            refusals.Add(Refusal.Of("policy.out-of-range", field, Text(value), Text(least), Text(most)));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
