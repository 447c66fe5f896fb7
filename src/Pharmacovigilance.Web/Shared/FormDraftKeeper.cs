using System.Text.Json;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Shared;

/// <summary>
/// Opens drafts for the forms of this circuit. A form asks for its draft at the start, offers what it finds, reports
/// every change, and discards at submit.
/// </summary>
public sealed class FormDraftKeeper(FormDraftStore store, CurrentActor person, TimeProvider time)
{
    /// <param name="form">A stable name, e.g. <c>record-event</c>.</param>
    /// <param name="subjectId">The record the form is about.</param>
    public async Task<FormDraft<T>> OpenAsync<T>(string form, string subjectId)
        where T : class
    {
        var actor = await person.GetAsync();
        var found = await Task.Run(() => store.Find(actor, form, subjectId));
        return new FormDraft<T>(store, actor, form, subjectId, time, found);
    }
}

/// <summary>The server-side copy of a half-filled form.</summary>
/// <typeparam name="T">The form's content; System.Text.Json must be able to read back what it writes.</typeparam>
public sealed class FormDraft<T> : IAsyncDisposable
    where T : class
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    private readonly FormDraftStore store;
    private readonly Domain.Actor author;
    private readonly string form;
    private readonly string subjectId;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1);
    private CancellationTokenSource? waiting;
    private string? unsaved;

    internal FormDraft(
        FormDraftStore store,
        Domain.Actor author,
        string form,
        string subjectId,
        TimeProvider time,
        FormDraft? found
    )
    {
        (this.store, this.author, this.form, this.subjectId, this.time) = (store, author, form, subjectId, time);
        Found = Read(found);
        FoundAt = Found is null ? null : found!.SavedAt;
    }

    /// <summary>What was left behind; null when there is nothing, or it is from an older version of the form.</summary>
    public T? Found { get; }

    /// <summary>When it was saved.</summary>
    public DateTimeOffset? FoundAt { get; }

    /// <summary>Call after each change; it is saved once the typing pauses for half a second.</summary>
    public void Changed(T content)
    {
        unsaved = JsonSerializer.Serialize(content);
        Stop();
        waiting = new CancellationTokenSource();
        _ = SaveLaterAsync(waiting.Token);
    }

    /// <summary>Saves now what is waiting.</summary>
    public async Task FlushAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (Interlocked.Exchange(ref unsaved, null) is { } body)
                await store.SaveAsync(author, form, subjectId, body);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// After submit, or when the person starts afresh. Also after disposal: a live update can take a form off the page while
    /// what it saved is still being answered, and a draft left behind then would be offered again.
    /// </summary>
    public async Task DiscardAsync()
    {
        Stop();
        await turn.WaitAsync();
        try
        {
            unsaved = null;
            await store.DiscardAsync(author, form, subjectId);
        }
        finally
        {
            turn.Release();
        }
    }

    private void Stop()
    {
        var stopped = Interlocked.Exchange(ref waiting, null);
        stopped?.Cancel();
        stopped?.Dispose();
    }

    private async Task SaveLaterAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Quiet, time, stop);
            await FlushAsync();
        }
        catch (Exception e)
            when (e
                    is OperationCanceledException
                        or Storage.Database.WriteFailedException
                        or Storage.Database.SessionClosedException
            )
        {
            // Typing went on, the session is closed, or the unit is closing; the form itself still has everything.
        }
    }

    private static T? Read(FormDraft? found)
    {
        try
        {
            return found is null ? null : JsonSerializer.Deserialize<T>(found.BodyJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The circuit ends: what is waiting is saved, because the person may come back.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        try
        {
            await FlushAsync();
        }
        catch (Storage.Database.SessionClosedException)
        {
            // The person has left; what was kept before stands.
        }
    }
}
