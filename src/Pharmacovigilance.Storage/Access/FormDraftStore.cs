using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Access;

/// <summary>What somebody has typed into a form and not yet saved.</summary>
public sealed record FormDraft(string BodyJson, DateTimeOffset SavedAt);

/// <summary>
/// Half-filled forms, so that a lost connection loses nothing. Scratch, not a record: replaced and removed freely, not
/// audited, seen by its author only.
/// </summary>
public sealed class FormDraftStore(UnitDatabase database, WriteQueue queue)
{
    private const string SaveSql = """
        insert into form_draft (user_id, form, subject_id, body_json, saved_at)
        values (@author, @form, @subjectId, @bodyJson, @now)
        on conflict (user_id, form, subject_id) do update set body_json = excluded.body_json, saved_at = excluded.saved_at
        """;

    private const string DiscardSql =
        "delete from form_draft where user_id = @author and form = @form and subject_id = @subjectId";

    private const string FindSql =
        "select body_json, saved_at from form_draft where user_id = @author and form = @form and subject_id = @subjectId";

    /// <param name="author">The signed-in person.</param>
    /// <param name="form">A stable name of the form, e.g. <c>record-event</c>.</param>
    /// <param name="subjectId">The record the form is about, e.g. an infusion's id.</param>
    public Task<bool> SaveAsync(
        Actor author,
        string form,
        string subjectId,
        string bodyJson,
        CancellationToken cancellationToken = default
    ) =>
        queue.RunAsync(
            new WriteRequest(author, "form-draft.save"),
            scope =>
                scope.Execute(
                    SaveSql,
                    new
                    {
                        author = IdOf(author),
                        form,
                        subjectId,
                        bodyJson,
                        now = scope.Now,
                    }
                ) > 0,
            cancellationToken
        );

    /// <returns>Whether there was a draft.</returns>
    public Task<bool> DiscardAsync(
        Actor author,
        string form,
        string subjectId,
        CancellationToken cancellationToken = default
    ) =>
        queue.RunAsync(
            new WriteRequest(author, "form-draft.discard"),
            scope => Discard(scope, form, subjectId),
            cancellationToken
        );

    public FormDraft? Find(Actor author, string form, string subjectId)
    {
        using var scope = database.OpenReader();
        var row = scope.FirstOrDefault<Row>(
            FindSql,
            new
            {
                author = IdOf(author),
                form,
                subjectId,
            }
        );
        return row is null ? null : new FormDraft(row.BodyJson, row.SavedAt);
    }

    /// <summary>For the job that saves the form for good: the record appears and the draft goes in one commit.</summary>
    internal static bool Discard(WriteScope scope, string form, string subjectId) =>
        scope.Execute(
            DiscardSql,
            new
            {
                author = IdOf(scope.Actor),
                form,
                subjectId,
            }
        ) > 0;

    private static UserId IdOf(Actor author) =>
        author.UserId
        ?? throw new ArgumentException(
            $"A draft belongs to a signed-in person; {author.Name} is none.",
            nameof(author)
        );

    private sealed record Row
    {
        public required string BodyJson { get; init; }
        public required DateTimeOffset SavedAt { get; init; }
    }
}
