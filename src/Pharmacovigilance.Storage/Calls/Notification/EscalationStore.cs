using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>What has to be done about calls because time has passed. All of it may be repeated without harm, and after a stop of any length.</summary>
public sealed class EscalationStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>
    /// Climbs every escalation whose wait has passed, each in a transaction of its own; calls whoever has come on duty;
    /// lets acknowledgements and undecided alerts run out;
    /// reports duties without a person; announces the digest.
    /// </summary>
    /// <returns>How many things were done.</returns>
    /// <exception cref="AggregateException">Something failed; everything else was done.</exception>
    public async Task<int> StepDueAsync()
    {
        var (due, newcomers, outdated, digest, times) = await database
            .ReadAsync(scope =>
                (
                    EscalationRows.Due(scope, scope.Clock.Now),
                    Newcomers.AreMissing(scope, scope.Clock.Now),
                    NobodyOnCall.IsOutdated(scope),
                    DigestRows.IsDue(scope),
                    AlertTimes.NextDue(scope) <= scope.Clock.Now
                )
            )
            .ConfigureAwait(false);
        var jobs = due.Select(alertId =>
                ("alert.escalate", (Func<WriteScope, bool>)(scope => Escalation.Climb(scope, alertId)))
            )
            .ToList();
        if (newcomers)
            jobs.Add(("alert.newcomers", scope => Newcomers.Call(scope) > 0));
        if (outdated)
            jobs.Add(("on-call.watch", NobodyOnCall.Settle));
        if (times)
            jobs.Add(("alert.times", AlertTimes.Run));
        if (digest)
            jobs.Add(("alert.digest", DigestRows.Announce));
        return await RunAsync(jobs).ConfigureAwait(false);
    }

    /// <summary>When something is due next; null = nothing is foreseen.</summary>
    public Task<DateTimeOffset?> NextDueAsync() =>
        database.ReadAsync(scope =>
        {
            var step = scope.Single<DateTimeOffset?>("select min(next_at) from alert_escalation");
            // Who comes on duty matters only to what is being climbed.
            var duty = scope.Single<DateTimeOffset?>(
                "select min(d.from_at) from on_call_duty d where d.from_at > @now and exists (select 1 from alert_escalation)",
                new { now = scope.Clock.Now }
            );
            return new[] { step, duty, AlertTimes.NextDue(scope) }.Min();
        });

    /// <summary>Runs all of them, also after one that failed: an alert that cannot be climbed must not keep the others back.</summary>
    private async Task<int> RunAsync(List<(string Name, Func<WriteScope, bool> Job)> jobs)
    {
        int done = 0;
        var failures = new List<Exception>();
        foreach (var (name, job) in jobs)
        {
            try
            {
                if (await queue.RunAsync(new WriteRequest(Actor.Product, name), job).ConfigureAwait(false))
                    done++;
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }

        return failures.Count == 0
            ? done
            : throw new AggregateException(
                $"{failures.Count} of {jobs.Count} things that were due could not be done.",
                failures
            );
    }
}
