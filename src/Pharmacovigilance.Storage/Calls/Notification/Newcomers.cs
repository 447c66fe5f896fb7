using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>Whoever comes on duty while an alert has already passed that step learns of it too: not only the one who went.</summary>
internal static class Newcomers
{
    /// <summary>Whether anybody on duty was not called to what stands at that step.</summary>
    public static bool AreMissing(QueryScope scope, DateTimeOffset now) => Missing(scope, now).Any();

    /// <summary>Calls them; repeating it calls nobody twice.</summary>
    /// <returns>How many calls were decided.</returns>
    public static int Call(WriteScope scope)
    {
        int decided = 0;
        foreach (var (state, step, kind, person) in Missing(scope, scope.Now).ToList())
        {
            var alert = CalledAlert.Read(scope, state.AlertId);
            if (!alert.IsOpen)
                continue;
            CallRows.OnStep(
                scope,
                alert,
                person,
                OutboxCause.HandedOver,
                AlertingPolicyStore.Of(scope, state.PolicyVersion),
                state.Shift,
                new ReachedStep(step, kind, person, state.NextAt, [])
            );
            scope.Touch(Rooms.Alerts);
            decided++;
        }

        return decided;
    }

    private static IEnumerable<(EscalationState State, int Step, ChainStepKind Kind, UserId Person)> Missing(
        QueryScope scope,
        DateTimeOffset now
    )
    {
        // What is kept back is kept back for the newcomer as well.
        var standing = EscalationRows.All(scope).Where(state => state.WaitsFor is null).ToList();
        if (standing.Count == 0)
            yield break;
        var calendar = OnCallRows.Calendar(scope, now);
        var physicians = OnCallRows.Physicians(scope);
        foreach (var state in standing)
        {
            var chain = AlertingPolicyStore
                .Of(scope, state.PolicyVersion)
                .Shifts.First(shift => string.Equals(shift.Name, state.Shift, StringComparison.Ordinal))
                .Chain;
            var onDuty = chain
                .Take(state.Step)
                .Select(
                    (step, index) =>
                        (
                            Step: index + 1,
                            step.Kind,
                            Person: step.Kind.RoleOf() is { } role ? calendar.At(role, now)?.PersonId : null
                        )
                )
                .Where(step => step.Person is { } person && physicians.Contains(person))
                .ToList();
            if (onDuty.Count == 0)
                continue;
            var decided = DecidedAbout(scope, state);
            foreach (var (step, kind, person) in onDuty.Where(step => decided.Add(step.Person!.Value)))
                yield return (state, step, kind, person!.Value);
        }
    }

    /// <summary>Everybody about whose call this escalation has decided, whether it was sent or not.</summary>
    private static HashSet<UserId> DecidedAbout(QueryScope scope, EscalationState state) =>
        scope
            .Query<UserId>(
                "select distinct person_id from outbox where alert_id = @alertId and kind = 'Call' and cause <> 'ChainExhausted' and seq > @since",
                new { alertId = state.AlertId, since = state.StartedSeq }
            )
            .ToHashSet();
}
