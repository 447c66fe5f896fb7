using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Alerts.Notification;

/// <summary>What has to be done about calls because time has passed. All of it may be repeated without harm, and after a stop of any length.</summary>
public sealed class EscalationStore(UnitDatabase database, WriteQueue queue, UnitClock clock)
{
    /// <summary>
    /// Climbs every escalation whose wait has passed, each in a transaction of its own; calls whoever has come on duty;
    /// reports duties without a person; announces the digest.
    /// </summary>
    /// <returns>How many things were done.</returns>
    public async Task<int> StepDueAsync()
    {
        var (due, newcomers, outdated, digest) = await database.ReadAsync(scope => (
            EscalationRows.Due(scope, clock.Now), Newcomers.AreMissing(scope, clock.Now), NobodyOnCall.IsOutdated(scope, clock),
            DigestRows.IsDue(scope, clock))).ConfigureAwait(false);
        int done = 0;
        foreach (var alertId in due)
        {
            if (await RunAsync("alert.escalate", scope => Escalation.Climb(scope, alertId)).ConfigureAwait(false)) done++;
        }

        if (newcomers && await RunAsync("alert.newcomers", scope => Newcomers.Call(scope) > 0).ConfigureAwait(false)) done++;
        if (outdated && await RunAsync("on-call.watch", scope =>
        {
            NobodyOnCall.Settle(scope);
            return true;
        }).ConfigureAwait(false)) done++;
        if (digest && await RunAsync("alert.digest", DigestRows.Announce).ConfigureAwait(false)) done++;
        return done;
    }

    /// <summary>When something is due next; null = nothing is foreseen.</summary>
    public Task<DateTimeOffset?> NextDueAsync() => database.ReadAsync(scope =>
    {
        var step = scope.Single<DateTimeOffset?>("select min(next_at) from alert_escalation");
        // Who comes on duty matters only to what is being climbed.
        var duty = scope.Single<DateTimeOffset?>(
            "select min(d.from_at) from on_call_duty d where d.from_at > @now and exists (select 1 from alert_escalation)", new { now = clock.Now });
        return step is null || duty < step ? duty ?? step : step;
    });

    private Task<bool> RunAsync(string name, Func<WriteScope, bool> job) => queue.RunAsync(new WriteRequest(Actor.Product, name), job);
}
