using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Calls.OnCall;

/// <summary>Why nobody is called on a step. Stored by name.</summary>
public enum SkipReason
{
    /// <summary>No person stands on this step at this time.</summary>
    NobodyOnStep = 1,

    /// <summary>The person was called on an earlier step already.</summary>
    SamePersonAsBefore = 2,

    /// <summary>The person's account is disabled, or no longer a physician's.</summary>
    AccountDisabled = 3,
}

/// <summary>A step on which nobody could be called.</summary>
/// <param name="Step">1-based.</param>
/// <param name="PersonId">Who stands on it; null = nobody.</param>
public sealed record SkippedStep(int Step, ChainStepKind Kind, SkipReason Why, UserId? PersonId);

/// <summary>The step at which an escalation has arrived.</summary>
/// <param name="Step">1-based.</param>
/// <param name="PersonId">Who is called; null = the phone list.</param>
/// <param name="NextAt">When the next step is due; null at the end of the chain.</param>
/// <param name="Skipped">Steps passed over on the way, in order.</param>
public sealed record ReachedStep(
    int Step,
    ChainStepKind Kind,
    UserId? PersonId,
    DateTimeOffset? NextAt,
    IReadOnlyList<SkippedStep> Skipped
);

/// <summary>Who can be called at an instant.</summary>
/// <param name="Attending">Null = nobody attends the course.</param>
/// <param name="MayBeCalled">Physicians whose accounts may be used.</param>
/// <param name="CalledBefore">Everybody whom this escalation has reached already.</param>
public sealed record ChainPeople(
    OnCallCalendar Calendar,
    UserId? Attending,
    IReadOnlySet<UserId> MayBeCalled,
    IReadOnlySet<UserId> CalledBefore
)
{
    /// <summary>Who stands on a step; null = nobody, or the step is the phone list.</summary>
    public UserId? On(ChainStepKind kind, DateTimeOffset at) =>
        kind == ChainStepKind.Attending ? Attending
        : kind.RoleOf() is { } role ? Calendar.At(role, at)?.PersonId
        : null;
}

/// <summary>A step of a chain as it would come if nobody answered.</summary>
/// <param name="Step">1-based.</param>
/// <param name="PersonId">Who would be called; where the step is skipped, who stands on it, if anybody.</param>
/// <param name="At">When it is reached.</param>
/// <param name="Skipped">Why nobody would be called on it; null = somebody is, or it is the phone list.</param>
public sealed record ForeseenStep(
    int Step,
    ChainStepKind Kind,
    UserId? PersonId,
    DateTimeOffset At,
    SkipReason? Skipped
);

/// <summary>Climbs a chain: each step at most once, and the phone list at the end whatever happens.</summary>
public static class EscalationChain
{
    /// <summary>The first step from <paramref name="first"/> on that reaches somebody at an instant.</summary>
    /// <param name="first">1-based.</param>
    public static ReachedStep Reach(
        IReadOnlyList<ChainStep> chain,
        ChainPeople people,
        DateTimeOffset at,
        int first = 1
    )
    {
        var skipped = new List<SkippedStep>();
        for (
            int step = Math.Max(1, first);
            step <= chain.Count && chain[step - 1] is { Kind: not ChainStepKind.PhoneList } here;
            step++
        )
        {
            var person = people.On(here.Kind, at);
            if (Refuse(people, person) is { } why)
                skipped.Add(new SkippedStep(step, here.Kind, why, person));
            else
                return new ReachedStep(step, here.Kind, person, at.AddMinutes(here.WaitMinutes), skipped);
        }

        return new ReachedStep(Math.Max(1, chain.Count), ChainStepKind.PhoneList, null, null, skipped);
    }

    /// <summary>All steps of a chain climbed from an instant on, if nobody ever answered; the same climb as <see cref="Reach"/> makes one step at a time.</summary>
    public static IReadOnlyList<ForeseenStep> Foresee(
        IReadOnlyList<ChainStep> chain,
        ChainPeople people,
        DateTimeOffset at
    )
    {
        var steps = new List<ForeseenStep>();
        var called = people.CalledBefore.ToHashSet();
        int first = 1;
        while (true)
        {
            var reached = Reach(chain, people with { CalledBefore = called }, at, first);
            steps.AddRange(
                reached.Skipped.Select(skipped => new ForeseenStep(
                    skipped.Step,
                    skipped.Kind,
                    skipped.PersonId,
                    at,
                    skipped.Why
                ))
            );
            steps.Add(new ForeseenStep(reached.Step, reached.Kind, reached.PersonId, at, null));
            if (reached is not { PersonId: { } person, NextAt: { } next })
                return steps;
            called.Add(person);
            (at, first) = (next, reached.Step + 1);
        }
    }

    private static SkipReason? Refuse(ChainPeople people, UserId? person) =>
        person is not { } known ? SkipReason.NobodyOnStep
        : !people.MayBeCalled.Contains(known) ? SkipReason.AccountDisabled
        : people.CalledBefore.Contains(known) ? SkipReason.SamePersonAsBefore
        : null;
}
