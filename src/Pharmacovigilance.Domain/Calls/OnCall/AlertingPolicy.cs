using System.Globalization;
using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Calls.OnCall;

/// <summary>How the unit calls people. Versioned and signed; an escalation keeps the version under which it began.</summary>
/// <param name="Version">The shipped proposal is 1; each signed change counts on.</param>
/// <param name="Shifts">In any order; together they cover the whole day.</param>
/// <param name="PageAcknowledgementMinutes">How long an acknowledgement of a page lasts without a decision.</param>
/// <param name="InterruptiveAcknowledgementMinutes">The same for an interruptive alert.</param>
/// <param name="GroupingMinutes">How long a call covers further calls to the same person about the same course; 0 = calls are never grouped.</param>
/// <param name="Quiet">Hours in which nothing passive is sent; null = none. They hold back no call.</param>
/// <param name="DigestAt">When the safety officers get the summary of the day before, on the unit's wall clock.</param>
/// <param name="NobodyOnCallHours">How many hours ahead a duty without a person is reported.</param>
/// <param name="ExpiryDays">After how many days an alert without a hold and without a decision expires; never an interruptive one.</param>
public sealed record AlertingPolicy(
    int Version,
    IReadOnlyList<AlertingShift> Shifts,
    IReadOnlyList<PhoneLine> PhoneList,
    int PageAcknowledgementMinutes,
    int InterruptiveAcknowledgementMinutes,
    int GroupingMinutes,
    QuietHours? Quiet,
    TimeOnly DigestAt,
    int NobodyOnCallHours,
    int ExpiryDays
)
{
    /// <summary>The proposal a unit begins with. It knows nobody's number: those only the unit can enter.</summary>
    public static readonly AlertingPolicy Shipped = new(
        1,
        [
            new AlertingShift("Day", new TimeOnly(7, 0), Proposed),
            new AlertingShift("Night", new TimeOnly(19, 0), Proposed),
        ],
        [],
        240,
        15,
        5,
        null,
        new TimeOnly(7, 0),
        24,
        14
    );

    private static IReadOnlyList<ChainStep> Proposed =>
        [
            new(ChainStepKind.Attending, 5),
            new(ChainStepKind.Deputy, 5),
            new(ChainStepKind.Senior, 5),
            new(ChainStepKind.PhoneList, 1),
        ];

    /// <summary>How long an acknowledgement lasts without a decision; null for what nobody has to acknowledge.</summary>
    public TimeSpan? AcknowledgementLasts(AlertTier tier) =>
        tier switch
        {
            AlertTier.Passive => null,
            AlertTier.Page => TimeSpan.FromMinutes(PageAcknowledgementMinutes),
            AlertTier.Interruptive => TimeSpan.FromMinutes(InterruptiveAcknowledgementMinutes),
        };

    /// <summary>After what time an alert that holds nothing expires without a decision; null = never.</summary>
    public TimeSpan? ExpiresAfter(AlertTier tier) =>
        tier == AlertTier.Interruptive ? null : TimeSpan.FromDays(ExpiryDays);

    /// <summary>Whether an instant lies in the quiet hours.</summary>
    public bool IsQuiet(DateTimeOffset at, UnitClock clock) =>
        Quiet is { } quiet && quiet.Covers(TimeOnly.FromDateTime(clock.AtUnit(at).DateTime));

    /// <summary>The shift of an instant. A shift begins when the wall shows its time; where a clock change shows it twice or never, as <see cref="UnitClock.FromUnit"/> says.</summary>
    public ShiftSpan ShiftAt(DateTimeOffset at, UnitClock clock)
    {
        var begins = Begins(clock.DateOf(at).AddDays(-1), clock.DateOf(at).AddDays(1), clock);
        int current = begins.FindLastIndex(begin => begin.At <= at);
        return new ShiftSpan(begins[current].Shift, begins[current].At, begins[current + 1].At);
    }

    /// <summary>The name of the shift an instant lies in: date and time of its beginning on the unit's wall, e.g. <c>2026-03-02 07:00</c>.</summary>
    public string TurnOf(DateTimeOffset at, UnitClock clock) =>
        clock.AtUnit(ShiftAt(at, clock).From).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Every shift that touches a stretch of time, in order.</summary>
    public IReadOnlyList<ShiftSpan> ShiftsBetween(DateTimeOffset from, DateTimeOffset until, UnitClock clock)
    {
        var begins = Begins(clock.DateOf(from).AddDays(-1), clock.DateOf(until).AddDays(1), clock);
        return
        [
            .. begins
                .Zip(begins.Skip(1), (begin, next) => new ShiftSpan(begin.Shift, begin.At, next.At))
                .Where(span => span.From < until && span.Until > from),
        ];
    }

    private List<(DateTimeOffset At, AlertingShift Shift)> Begins(DateOnly first, DateOnly last, UnitClock clock)
    {
        var begins = new List<(DateTimeOffset At, AlertingShift Shift)>();
        for (var day = first; day <= last; day = day.AddDays(1))
            begins.AddRange(
                Shifts
                    .OrderBy(shift => shift.Begins)
                    .Select(shift => (clock.FromUnit(day.ToDateTime(shift.Begins)), shift))
            );
        begins.Sort((one, other) => one.At.CompareTo(other.At));
        return begins;
    }
}
