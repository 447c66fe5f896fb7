using System.Globalization;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// Which steps follow which. People go forward only, one step at a time; what the corrected facts do to a signal, the
/// product does by itself and a person cannot.
/// </summary>
/// <remarks>EU GVP Module IX (signal management): detection, validation, analysis and assessment, recommendation for action.</remarks>
public static class SignalFlow
{
    /// <summary>Of a reason, an action and a comment, characters.</summary>
    public const int MaximumLength = 2000;

    /// <summary>The action of a signal that is closed because nothing has to be done; the reason says why.</summary>
    public const string NoActionNeeded = "no-action-needed";

    /// <summary>Whether a person may bring a signal from one status to another.</summary>
    public static bool May(SignalStatus from, SignalStatus to) =>
        (from, to) switch
        {
            (SignalStatus.Raised, SignalStatus.Validated or SignalStatus.Refuted) => true,
            (SignalStatus.Validated, SignalStatus.UnderAssessment or SignalStatus.Refuted) => true,
            (SignalStatus.UnderAssessment, SignalStatus.Confirmed or SignalStatus.Refuted) => true,
            (SignalStatus.Confirmed or SignalStatus.Refuted or SignalStatus.Withdrawn, SignalStatus.ClosedWithAction) =>
                true,
            _ => false,
        };

    /// <summary>What a person may do next, in the order in which it is offered; empty when nothing is left to do.</summary>
    public static IReadOnlyList<SignalStatus> Next(SignalStatus from) =>
        [.. Enum.GetValues<SignalStatus>().Where(to => May(from, to))];

    /// <summary>Whether the signal still belongs to the current epoch of its stream.</summary>
    public static bool IsOpen(SignalStatus status) => status != SignalStatus.ClosedWithAction;

    /// <summary>
    /// Whether "no action is needed" may be the action: only where the assessment or the facts took the signal back. For a
    /// confirmed one the action has to be described, if only as what is watched from now on.
    /// </summary>
    public static bool MayNeedNoAction(SignalStatus from) => from is SignalStatus.Refuted or SignalStatus.Withdrawn;

    /// <summary>What the product does to a signal when its facts were counted again; null when it stays as it is.</summary>
    /// <param name="isCrossed">Whether the stream is beyond its limit by the facts as they stand.</param>
    public static SignalStepKind? ByFacts(SignalStatus status, bool isCrossed) =>
        (status, isCrossed) switch
        {
            (SignalStatus.ClosedWithAction, _) => null,
            (SignalStatus.Withdrawn, true) => SignalStepKind.Reinstated,
            (SignalStatus.Withdrawn, false) => null,
            (_, true) => null,
            (_, false) => SignalStepKind.Withdrawn,
        };

    /// <summary>The status to which a withdrawn signal returns: the one of the step before its latest withdrawal.</summary>
    /// <param name="steps">In any order.</param>
    /// <exception cref="ArgumentException">The latest step is no withdrawal, or nothing precedes it.</exception>
    public static SignalStatus BeforeWithdrawal(IEnumerable<SignalStep> steps) =>
        steps.OrderByDescending(step => step.Ordinal).Take(2).ToList()
            is [{ Kind: SignalStepKind.Withdrawn }, var before]
            ? before.Status
            : throw new ArgumentException("Only a withdrawn signal can return to where it stood.", nameof(steps));

    /// <summary>Everything wrong with what a person says about a step; empty when it can be taken.</summary>
    /// <param name="action">Needed for closing and not allowed otherwise.</param>
    public static IEnumerable<Refusal> Check(SignalStatus from, SignalStatus to, string? reason, string? action)
    {
        if (string.IsNullOrWhiteSpace(reason))
            yield return Refusal.Of("reason-required", "reason");
        if (IsTooLong(reason))
            yield return TooLong("reason");
        if (IsTooLong(action))
            yield return TooLong("signalAction");
        bool isEmpty = string.IsNullOrWhiteSpace(action);
        if (to == SignalStatus.ClosedWithAction)
        {
            if (isEmpty)
                yield return Refusal.Of("signal.action-required", "signalAction");
            else if (string.Equals(action!.Trim(), NoActionNeeded, StringComparison.Ordinal) && !MayNeedNoAction(from))
                yield return Refusal.Of("signal.confirmed-needs-action", "signalAction");
        }
        else if (!isEmpty)
        {
            yield return Refusal.Of("signal.action-only-when-closing", "signalAction");
        }
    }

    /// <summary>Everything wrong with a comment; empty when it can be taken.</summary>
    public static IEnumerable<Refusal> CheckComment(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
            yield return Refusal.Of("required", "comment");
        if (IsTooLong(words))
            yield return TooLong("comment");
    }

    private static bool IsTooLong(string? words) => words?.Trim().Length > MaximumLength;

    private static Refusal TooLong(string field) =>
        Refusal.Of("too-long", field, MaximumLength.ToString(CultureInfo.InvariantCulture));
}
