using System.Collections.Concurrent;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.Delivery;
using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>
/// Works through what is due on one channel, at least once and across restarts. Each channel has its own, so that one that
/// is slow or down delays no other.
/// </summary>
public sealed class ChannelLoop(
    IDeliveryChannel channel,
    DeliveryStore store,
    DeliveryHealth health,
    UnitClock clock,
    TimeProvider time
)
{
    /// <summary>However long nothing is due: a clock that was set, or a call that was lost, costs no more than this.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(30);

    private volatile TaskCompletionSource woken = NewSignal();
    private int failures;

    /// <summary>Outside few at a time: whether a call is still worth making is asked right before it leaves.</summary>
    private int AtOnce => channel.Name == ChannelNames.Hub ? 100 : 4;

    /// <summary>Something may have become due or needless.</summary>
    public void Wake() => woken.TrySetResult();

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Taken anew before the look, so that what comes during it wakes the next.
            var signal = woken = NewSignal();
            var patience = await TryLookAsync(stoppingToken);
            await signal
                .Task.WaitAsync(patience, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken);
            failures = 0;
            return await store.NextAtAsync(channel.Name) is { } next ? Shorter(next - clock.Now) : Sweep;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception e)
        {
            health.Fails(channel.Name, e.Message, e);
            return DeliveryPatience.Inside(++failures);
        }
    }

    private static TimeSpan Shorter(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > Sweep ? Sweep
        : wait;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Delivers everything that is due now.</summary>
    internal async Task LookAsync(CancellationToken stoppingToken)
    {
        while (await store.NextAtAsync(channel.Name) is { } next && next <= clock.Now)
        {
            foreach (var call in await store.AnsweredAsync(channel.Name, clock.Now))
                await store.EndRingingAsync(
                    channel.Name,
                    call,
                    (await AttemptAsync(call.Seq, limit => channel.SendEndAsync(call, limit), stoppingToken)).Result
                );
            var due = await store.BeginAsync(channel.Name, AtOnce);
            if (due.Count > 0)
                await DeliverAsync(due, stoppingToken);
        }
    }

    private async Task DeliverAsync(IReadOnlyList<DueMessage> due, CancellationToken stoppingToken)
    {
        var results = new ConcurrentBag<AttemptResult>();
        var failure = (DeliveryFailedException?)null;
        bool unreachable = false;
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = channel.Name == ChannelNames.Hub ? 1 : AtOnce,
                CancellationToken = stoppingToken,
            },
            async (message, _) =>
            {
                if (Volatile.Read(ref unreachable))
                {
                    results.Add(new AttemptResult(message.Seq, null, failure?.Message, NeverLeft: true));
                    return;
                }

                var (result, failed) = await AttemptAsync(
                    message.Seq,
                    limit => channel.SendAsync(message, limit),
                    stoppingToken
                );
                results.Add(result);
                if (failed is null)
                    return;
                failure = failed;
                if (failed.IsUnreachable)
                    Volatile.Write(ref unreachable, true);
            }
        );
        await store.EndAsync(channel.Name, [.. results]);
        await SayAsync(results, failure);
    }

    /// <summary>A refused message says nothing about the channel; one that waits for another attempt does.</summary>
    private async Task SayAsync(IReadOnlyCollection<AttemptResult> results, DeliveryFailedException? failure)
    {
        if (failure is not null && results.Any(r => r.Outcome == AttemptOutcome.Failed))
            health.Fails(channel.Name, failure.Message, failure.InnerException);
        else if (
            health.Of(channel.Name).FailingSince is not null
            && (await store.StandingAsync()).Single(s => s.Channel == channel.Name).Retried == 0
        )
            health.Works(channel.Name);
    }

    private async Task<(AttemptResult Result, DeliveryFailedException? Failed)> AttemptAsync(
        long seq,
        Func<CancellationToken, Task> send,
        CancellationToken stoppingToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await send(limit.Token).WaitAsync(channel.Limit, time, stoppingToken);
            return (new AttemptResult(seq, AttemptOutcome.Delivered), null);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            await limit.CancelAsync();
            var failed = e switch
            {
                DeliveryFailedException known => known,
                TimeoutException => new DeliveryFailedException(
                    $"There was no answer within {channel.Limit.TotalSeconds:0} s.",
                    e
                )
                {
                    IsUnreachable = true,
                },
                _ => new DeliveryFailedException(e.Message, e),
            };
            return (
                new AttemptResult(
                    seq,
                    failed.IsFinal ? AttemptOutcome.Dead : AttemptOutcome.Failed,
                    failed.Message,
                    failed.RetryAfter,
                    failed.NeverLeft
                ),
                failed
            );
        }
    }
}
