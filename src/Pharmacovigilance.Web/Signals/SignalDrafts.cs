using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Signals;

/// <summary>A half-filled step of a signal; survives a reload as JSON.</summary>
/// <param name="Key">Made when the form is opened: the same form saved twice takes effect once.</param>
/// <param name="From">The status the person saw.</param>
public sealed record SignalStepDraft(string Key, SignalStatus From, SignalStatus To)
{
    public string Reason { get; init; } = "";

    public string Action { get; init; } = "";

    /// <summary>Instead of an action in words.</summary>
    public bool NeedsNoAction { get; init; }

    /// <summary>What the store takes; null where the step has no action.</summary>
    public string? StoredAction =>
        To != SignalStatus.ClosedWithAction ? null
        : NeedsNoAction ? SignalFlow.NoActionNeeded
        : Action;
}

/// <summary>A comment that is not saved yet.</summary>
/// <param name="Key">Made when the form is opened: the same form saved twice takes effect once.</param>
public sealed record SignalCommentDraft(string Key, string Words = "");
