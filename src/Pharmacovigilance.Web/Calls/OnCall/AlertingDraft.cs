using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>A step as typed.</summary>
/// <param name="Kind">Null = no step here.</param>
public sealed record StepDraft(ChainStepKind? Kind, string Wait);

/// <summary>A shift as typed; the phone list follows the steps by itself.</summary>
public sealed record ShiftDraft(string Name, string Begins, IReadOnlyList<StepDraft> Steps);

/// <summary>The alerting policy as typed.</summary>
public sealed record AlertingDraft(
    int Version,
    IReadOnlyList<ShiftDraft> Shifts,
    IReadOnlyList<PhoneLine> PhoneList,
    string PageAcknowledgement,
    string InterruptiveAcknowledgement,
    string Grouping,
    string QuietFrom,
    string QuietUntil,
    string DigestAt,
    string NobodyHours,
    string ExpiryDays,
    string Reason
)
{
    /// <summary>As many as there are kinds of persons on a chain.</summary>
    public const int Steps = 3;

    private const string NotANumber = "policy.not-a-number";

    public static AlertingDraft Of(AlertingPolicy policy) =>
        new(
            Version: policy.Version,
            Shifts: [.. policy.Shifts.Select(Of)],
            PhoneList: policy.PhoneList.Count == 0 ? [new PhoneLine("", "")] : policy.PhoneList,
            PageAcknowledgement: Text(policy.PageAcknowledgementMinutes),
            InterruptiveAcknowledgement: Text(policy.InterruptiveAcknowledgementMinutes),
            Grouping: Text(policy.GroupingMinutes),
            QuietFrom: policy.Quiet is { } quiet ? OnCallWords.Time(quiet.From) : "",
            QuietUntil: policy.Quiet is { } until ? OnCallWords.Time(until.Until) : "",
            DigestAt: OnCallWords.Time(policy.DigestAt),
            NobodyHours: Text(policy.NobodyOnCallHours),
            ExpiryDays: Text(policy.ExpiryDays),
            Reason: ""
        );

    public static ShiftDraft EmptyShift =>
        new("", "", [new StepDraft(ChainStepKind.Attending, "5"), new StepDraft(null, "5"), new StepDraft(null, "5")]);

    /// <summary>Reads what was typed.</summary>
    /// <param name="policy">Null when anything cannot be read or used.</param>
    public IReadOnlyList<Refusal> Read(out AlertingPolicy? policy)
    {
        var refusals = new List<Refusal>();
        var shifts = Shifts.Select(shift => Read(shift, refusals)).ToList();
        var digest = Time(DigestAt, "digestAt", refusals);
        var read = new AlertingPolicy(
            Version,
            shifts,
            [
                .. PhoneList
                    .Where(line => line.Who.Trim().Length + line.Number.Trim().Length > 0)
                    .Select(line => new PhoneLine(line.Who.Trim(), line.Number.Trim())),
            ],
            Number(PageAcknowledgement, "pageAcknowledgementMinutes", refusals),
            Number(InterruptiveAcknowledgement, "interruptiveAcknowledgementMinutes", refusals),
            Number(Grouping, "groupingMinutes", refusals),
            Quiet(refusals),
            digest,
            Number(NobodyHours, "nobodyOnCallHours", refusals),
            Number(ExpiryDays, "expiryDays", refusals)
        );
        if (refusals.Count == 0)
            refusals.AddRange(read.Check());
        policy = refusals.Count == 0 ? read : null;
        return refusals;
    }

    private static AlertingShift Read(ShiftDraft shift, List<Refusal> refusals)
    {
        if (!TryTime(shift.Begins, out var begins))
            refusals.Add(Refusal.Of("alerting.shift-begins", "", shift.Name));
        var chain = new List<ChainStep>();
        foreach (var step in shift.Steps.Where(step => step.Kind is not null))
        {
            chain.Add(new ChainStep(step.Kind!.Value, Wait(step.Wait, shift.Name, refusals)));
        }

        return new AlertingShift(shift.Name.Trim(), begins, [.. chain, new ChainStep(ChainStepKind.PhoneList, 1)]);
    }

    private QuietHours? Quiet(List<Refusal> refusals) =>
        QuietFrom.Trim().Length + QuietUntil.Trim().Length == 0
            ? null
            : new QuietHours(Time(QuietFrom, "quietFrom", refusals), Time(QuietUntil, "quietUntil", refusals));

    private static TimeOnly Time(string typed, string field, List<Refusal> refusals)
    {
        if (!TryTime(typed, out var time))
            refusals.Add(Refusal.Of("alerting.time-unreadable", field));
        return time;
    }

    private static int Number(string typed, string field, List<Refusal> refusals)
    {
        int before = refusals.Count;
        int? number = DecimalEntry.Whole(typed, field, refusals, NotANumber);
        if (number is null && refusals.Count == before)
            refusals.Add(Refusal.Of(NotANumber, field));
        return number ?? 0;
    }

    private static int Wait(string typed, string shift, List<Refusal> refusals)
    {
        if (TypedNumber.Read(typed).Outcome == TypedNumberOutcome.Ambiguous)
            refusals.Add(DecimalEntry.Unread(typed, "", NotANumber));
        else if (DecimalEntry.Whole(typed, "", []) is { } minutes)
            return minutes;
        else
            refusals.Add(Refusal.Of("alerting.wait-unreadable", "", shift));
        return 0;
    }

    private static bool TryTime(string typed, out TimeOnly time) =>
        TimeOnly.TryParseExact(
            typed.Trim(),
            ["HH:mm", "H:mm"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time
        );

    private static ShiftDraft Of(AlertingShift shift)
    {
        var steps = shift
            .Chain.Where(step => step.Kind != ChainStepKind.PhoneList)
            .Select(step => new StepDraft(step.Kind, Text(step.WaitMinutes)))
            .ToList();
        while (steps.Count < Steps)
            steps.Add(new StepDraft(null, "5"));
        return new ShiftDraft(shift.Name, OnCallWords.Time(shift.Begins), steps);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
