using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Database;

/// <summary>One caller's job and what became of it. The caller hears of it only through <see cref="Complete"/> or <see cref="Fail"/>.</summary>
internal abstract class WriteJob(WriteRequest request, CancellationToken cancellationToken)
{
    public WriteRequest Request => request;

    protected CancellationToken Token => cancellationToken;

    protected Exception? Refusal { get; private set; }

    /// <summary>True when the caller gave up before the job began; the caller has been told.</summary>
    public bool CancelIfAsked()
    {
        if (!cancellationToken.IsCancellationRequested)
            return false;
        Cancel();
        return true;
    }

    public abstract void Run(WriteScope scope);

    /// <summary>The audit numbers the job gave out, for <see cref="OwnWrites"/>; told after the commit.</summary>
    protected (long First, long Last) Written { get; set; }

    /// <summary>The job's own failure. Told after the commit, because it may rest on what a neighbour in the batch wrote.</summary>
    public void Refuse(Exception refusal) => Refusal = refusal;

    public abstract void Complete();

    public abstract void Fail(Exception failure);

    protected abstract void Cancel();
}

internal sealed class WriteJob<T>(WriteRequest request, Func<WriteScope, T> job, CancellationToken cancellationToken)
    : WriteJob(request, cancellationToken)
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Completion => completion.Task;

    public override void Run(WriteScope scope)
    {
        if (Request.IdempotencyKey is not { } key)
        {
            Do(scope);
            return;
        }

        if (ProcessedRequests.Find(scope, key, Request.Name) is { } first)
        {
            result = StoredJson.Read<T>(first)!;
            return;
        }

        Do(scope);
        ProcessedRequests.Insert(scope, key, Request.Name, StoredJson.Write(result));
    }

    // A repeated form is answered by its first result before this: what it changed itself is no reason to refuse it.
    private void Do(WriteScope scope)
    {
        SeenCheck.Require(scope);
        result = job(scope);
        Written = (scope.FirstSeq, scope.NewestSeq);
    }

    public override void Complete()
    {
        if (Refusal is null && Written.First > 0)
            Request.Actor.Seen?.Own.Add(Written.First, Written.Last);
        if (Refusal is { } refusal)
            completion.TrySetException(refusal);
        else
            completion.TrySetResult(result);
    }

    public override void Fail(Exception failure) => completion.TrySetException(failure);

    protected override void Cancel() => completion.TrySetCanceled(Token);
}
