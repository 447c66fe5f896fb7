namespace Pharmacovigilance.Domain.Signals;

/// <summary>One step in the life of a signal.</summary>
/// <param name="Ordinal">1 = raised; without gaps.</param>
/// <param name="Status">How the signal stands from this step on.</param>
/// <param name="By">A person, or <see cref="Actor.Product"/> for what follows from the facts alone.</param>
/// <param name="Reason">The person's words; one of <see cref="SignalReason"/> where the product acted.</param>
/// <param name="Action">What is done about it, in words or as <see cref="SignalFlow.NoActionNeeded"/>; only where it is closed.</param>
public sealed record SignalStep(
    int Ordinal,
    SignalStepKind Kind,
    SignalStatus Status,
    DateTimeOffset At,
    Actor By,
    string Reason,
    string? Action = null
);

/// <summary>Why the product took a step. Codes, because the screen says them in the reader's language.</summary>
public static class SignalReason
{
    public const string Crossed = "crossed";
    public const string CrossingGone = "crossing-gone";
    public const string CrossedAgain = "crossed-again";
}
