using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Calls.OnCall;

/// <summary>Who is called on a step of the chain. Stored by name.</summary>
public enum ChainStepKind
{
    /// <summary>Who attends the course.</summary>
    Attending = 1,

    /// <summary>Who is on duty as deputy.</summary>
    Deputy = 2,

    /// <summary>Who is on duty as senior.</summary>
    Senior = 3,

    /// <summary>Nobody in particular: the numbers are printed on every screen until somebody answers. Always the last step.</summary>
    PhoneList = 4,
}

/// <summary>One step of an escalation chain.</summary>
/// <param name="WaitMinutes">How long this step may take to answer before the next one is reached; ≥ 1. The phone list waits for nothing.</param>
public sealed record ChainStep(ChainStepKind Kind, int WaitMinutes);

/// <summary>A shift of the unit and who is called in it.</summary>
/// <param name="Begins">On the unit's wall clock; it lasts until the next shift begins.</param>
/// <param name="Chain">In the order in which it is climbed; ends with the phone list.</param>
public sealed record AlertingShift(string Name, TimeOnly Begins, IReadOnlyList<ChainStep> Chain);

/// <summary>A shift on a certain day.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
public sealed record ShiftSpan(AlertingShift Shift, DateTimeOffset From, DateTimeOffset Until);

/// <summary>A line of the phone list.</summary>
public sealed record PhoneLine(string Who, string Number);

/// <summary>When nobody is disturbed by what is passive anyway. May cross midnight; both on the unit's wall clock.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>Whether a time of day lies in them; the end does not.</summary>
    public bool Covers(TimeOnly time) => time.IsBetween(From, Until);
}
