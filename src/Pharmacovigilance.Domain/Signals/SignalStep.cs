namespace Pharmacovigilance.Domain.Signals;

/// <summary>One step in the life of a signal.</summary>
public sealed record SignalStep
{
    /// <summary>1 = raised; without gaps.</summary>
    public required int Ordinal { get; init; }

    public required SignalStepKind Kind { get; init; }

    /// <summary>How the signal stands from this step on.</summary>
    public required SignalStatus Status { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A person, or <see cref="Actor.Product"/> for what follows from the facts alone.</summary>
    public required Actor By { get; init; }

    /// <summary>The person's words; one of <see cref="SignalReason"/> where the product acted.</summary>
    public required string Reason { get; init; }

    /// <summary>What is done about it, in words or as <see cref="SignalFlow.NoActionNeeded"/>; only where it is closed.</summary>
    public string? Action { get; init; }
}

/// <summary>Why the product took a step. Codes, because the screen says them in the reader's language.</summary>
public static class SignalReason
{
    public const string Crossed = "crossed";
    public const string CrossingGone = "crossing-gone";
    public const string CrossedAgain = "crossed-again";
}
