using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.OnCall;

namespace Pharmacovigilance.Domain.Calls.Notification;

/// <summary>Why no decision about an alert concerns a person.</summary>
public enum NotCalledBecause
{
    /// <summary>The alert is passive and calls nobody.</summary>
    PassiveTier = 1,

    /// <summary>Nobody was called: it had ended when it became known.</summary>
    NobodyWasCalled = 2,

    /// <summary>The person's account may not be used, or is no physician's.</summary>
    NoPhysician = 3,

    /// <summary>The person stands on no step of the chain that was climbed.</summary>
    NotOnChain = 4,

    /// <summary>The alert was answered before the person's step was reached.</summary>
    AnsweredBefore = 5,

    /// <summary>The person's step is still ahead.</summary>
    StepAhead = 6,

    /// <summary>The person was not on duty when the step was reached.</summary>
    NotOnDutyThen = 7,
}

/// <summary>A step that was reached.</summary>
/// <param name="PersonId">Who was called; null = the phone list.</param>
public sealed record StepVisit(int Step, ChainStepKind Kind, UserId? PersonId, DateTimeOffset At);

/// <summary>How an alert was answered first.</summary>
/// <param name="Status">As stored.</param>
public sealed record TrailAnswer(DateTimeOffset At, string By, string Status);

/// <summary>What is known of the calls of an alert.</summary>
/// <param name="Chain">The chain climbed last; empty when none was.</param>
/// <param name="Visits">In the order in which they happened.</param>
/// <param name="NextAt">When the next step is due; null = none is.</param>
public sealed record TrailFacts(
    AlertTier Tier,
    DateTimeOffset OpenedAt,
    IReadOnlyList<ChainStep> Chain,
    IReadOnlyList<StepVisit> Visits,
    OnCallCalendar Calendar,
    IReadOnlySet<UserId> Physicians,
    TrailAnswer? Answer,
    DateTimeOffset? NextAt
);

/// <summary>Why a person was not called.</summary>
/// <param name="Step">The person's own step; null = none.</param>
/// <param name="At">When it was answered, reached or is due, as the reason says; null = not known.</param>
/// <param name="By">Who answered; null where that is not the reason.</param>
/// <param name="Reached">The steps that were reached, each once, in order.</param>
public sealed record NotCalled(
    NotCalledBecause Because,
    int? Step,
    DateTimeOffset? At,
    string? By,
    IReadOnlyList<StepVisit> Reached
)
{
    /// <summary>The reason for a person whom no decision concerns.</summary>
    public static NotCalled Why(UserId personId, TrailFacts facts, DateTimeOffset now)
    {
        IReadOnlyList<StepVisit> reached = [.. facts.Visits.DistinctBy(visit => (visit.Step, visit.PersonId))];
        NotCalled Of(NotCalledBecause because, int? step = null, DateTimeOffset? at = null, string? by = null) =>
            new(because, step, at, by, reached);

        if (reached.Count == 0)
            return Of(
                facts.Tier == AlertTier.Passive ? NotCalledBecause.PassiveTier : NotCalledBecause.NobodyWasCalled
            );
        if (!facts.Physicians.Contains(personId))
            return Of(NotCalledBecause.NoPhysician);
        var until = facts.Answer?.At ?? now;
        if (StepOf(personId, facts, until) is not { } step)
            return Of(NotCalledBecause.NotOnChain);
        if (facts.Visits.LastOrDefault(visit => visit.Step >= step) is { } visit)
            return Of(NotCalledBecause.NotOnDutyThen, step, visit.At);
        return facts.Answer is { } answer
            ? Of(NotCalledBecause.AnsweredBefore, step, answer.At, answer.By)
            : Of(NotCalledBecause.StepAhead, step, facts.NextAt);
    }

    /// <summary>The step of the chain on which a person's duty stood at any time until an instant; 1-based.</summary>
    private static int? StepOf(UserId personId, TrailFacts facts, DateTimeOffset until)
    {
        for (int index = 0; index < facts.Chain.Count; index++)
        {
            if (
                facts.Chain[index].Kind.RoleOf() is { } role
                && facts.Calendar.Duties.Any(duty =>
                    duty.Role == role && duty.PersonId == personId && duty.From <= until && duty.Until > facts.OpenedAt
                )
            )
                return index + 1;
        }

        return null;
    }
}
