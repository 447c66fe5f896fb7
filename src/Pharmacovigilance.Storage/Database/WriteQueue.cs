using System.Threading.Channels;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Audit;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// The only way to change the database: one writer, in the order of arrival, many jobs per commit. A caller is answered
/// when its change is on the disk and not before; then the feed is raised once for the whole commit.
/// </summary>
public sealed class WriteQueue : IAsyncDisposable
{
    private readonly Channel<WriteJob> channel;
    private readonly BatchWriter writer;
    private readonly SafetyFeed feed;
    private readonly Action<Exception>? report;
    private readonly WriteQueueLimits limits;
    private readonly string location;
    private readonly Task loop;

    private WriteQueue(
        BatchWriter writer,
        SafetyFeed feed,
        Action<Exception>? report,
        WriteQueueLimits limits,
        string location
    )
    {
        this.writer = writer;
        this.feed = feed;
        this.report = report;
        this.limits = limits;
        this.location = location;
        channel = Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(limits.Waiting) { SingleReader = true });
        loop = Task.Run(RunLoopAsync);
    }

    /// <summary>Opens the writing connection of a migrated database; fails at once when it cannot be had.</summary>
    /// <param name="report">Receives failures that concern the unit and not one caller: a commit that failed, a feed subscriber that threw.</param>
    /// <param name="sessions">The rule about sessions and the host's clock; the shipped rule where nobody signs in.</param>
    /// <exception cref="DatabaseRefusedException">Another process holds the data folder.</exception>
    public static WriteQueue Start(
        UnitDatabase database,
        IdSource ids,
        SafetyFeed feed,
        VersionsInForce versions,
        Action<Exception>? report = null,
        WriteQueueLimits? limits = null,
        SessionGuard? sessions = null
    )
    {
        var batches = new BatchWriter(
            database,
            ids,
            versions,
            sessions ?? new SessionGuard(SessionRule.Default, TimeProvider.System)
        );
        try
        {
            feed.Resume(batches.Open());
            return new WriteQueue(batches, feed, report, limits ?? new WriteQueueLimits(), database.Location);
        }
        catch
        {
            batches.Dispose();
            throw;
        }
    }

    /// <summary>Runs a job in its own savepoint and answers when it is committed.</summary>
    /// <param name="job">Synchronous and short; it must not keep the scope. An exception undoes this job alone and reaches this caller.</param>
    /// <param name="cancellationToken">Honoured until the job begins; a job that has begun is finished and committed.</param>
    /// <exception cref="WriteFailedException">The commit failed or the unit is closing; nothing was acknowledged.</exception>
    /// <exception cref="RequestConflictException">The idempotency key belongs to another request.</exception>
    public async Task<T> RunAsync<T>(
        WriteRequest request,
        Func<WriteScope, T> job,
        CancellationToken cancellationToken = default
    )
    {
        if (typeof(Task).IsAssignableFrom(typeof(T)))
            throw new ArgumentException(
                "A job must be synchronous: an awaiting job would go on after its commit.",
                nameof(job)
            );
        if (request.IdempotencyKey is { } key && (string.IsNullOrWhiteSpace(key) || key.Length > 200))
            throw new ArgumentException(
                $"The idempotency key of '{request.Name}' must have 1 to 200 characters; it has {key.Length}.",
                nameof(request)
            );

        var pending = new WriteJob<T>(request, job, cancellationToken);
        try
        {
            await channel.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new WriteFailedException(
                $"'{request.Name}' was not saved because the unit is closing. Repeat it when the unit is open again.",
                e
            );
        }

        return await pending.Completion.ConfigureAwait(false);
    }

    private async Task RunLoopAsync()
    {
        var batch = new List<WriteJob>(limits.PerCommit);
        while (await channel.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < limits.PerCommit && channel.Reader.TryRead(out var job))
            {
                if (!job.CancelIfAsked())
                    batch.Add(job);
            }

            if (batch.Count > 0)
                Commit(batch);
        }
    }

    /// <summary>Never throws: the loop that calls it is the only one there is.</summary>
    private void Commit(List<WriteJob> batch)
    {
        FeedChange? change;
        try
        {
            change = writer.Write(batch);
        }
        catch (Exception e)
        {
            var failure = new WriteFailedException(
                $"The database {location} did not confirm the save. Check what is shown before repeating it; a repeated form is saved once.",
                e
            );
            foreach (var job in batch)
                job.Fail(failure);
            Report(failure);
            return;
        }

        // Before anybody is answered: who then looks must not take the number of before.
        if (change is not null)
            feed.Advance(change.Seq);
        foreach (var job in batch)
            job.Complete();
        if (change is null)
            return;
        try
        {
            feed.Raise(change);
        }
        catch (Exception e)
        {
            Report(e);
        }
    }

    private void Report(Exception failure)
    {
        try
        {
            report?.Invoke(failure);
        }
        catch (Exception)
        {
            // A broken report must not stop the writing.
        }
    }

    /// <summary>Takes no more requests, finishes those it has, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        channel.Writer.TryComplete();
        await loop.ConfigureAwait(false);
        writer.Dispose();
    }
}
