using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Calls.OnCall;

/// <summary>A person who can be reached, with the contact as it stands.</summary>
/// <param name="RecordedAt">When the contact was entered; null while none was.</param>
public sealed record PersonContact(
    UserId PersonId,
    string Name,
    IReadOnlyList<Role> Roles,
    Contact Contact,
    DateTimeOffset? RecordedAt,
    string? RecordedBy
);

/// <summary>How people are reached outside the product: e-mail and phone, each change a new revision.</summary>
public sealed class ContactStore(UnitDatabase database, WriteQueue queue)
{
    private const string Newest = """
        select c.person_id, c.email, c.phone, c.recorded_at, c.recorded_by from person_contact c
        where c.revision = (select max(l.revision) from person_contact l where l.person_id = c.person_id)
        """;

    /// <summary>Enters a contact. People enter their own; an administrator anybody's.</summary>
    /// <exception cref="RefusedException">The address or the number cannot be one, or there is no such account.</exception>
    public Task SaveAsync(Actor actor, UserId personId, Contact contact, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "contact.save", idempotencyKey), scope =>
        {
            if (scope.Actor.UserId != personId)
                scope.RequireRole(Role.Administrator);
            else
                scope.RequireRole(Enum.GetValues<Role>());
            var next = contact.Trimmed();
            RefusedException.ThrowIfAny(next.Check());
            if (AccountStore.Find(scope, personId) is null)
                throw new RefusedException("contact.no-account", "person");
            var was = Of(scope, personId);
            if (was == next)
                return false;
            scope.Execute(
                """
                insert into person_contact (person_id, revision, email, phone, recorded_at, recorded_by_id, recorded_by)
                select @personId, coalesce(max(revision), 0) + 1, @email, @phone, @now, @byId, @by from person_contact where person_id = @personId
                """,
                new
                {
                    personId,
                    email = next.Email,
                    phone = next.Phone,
                    now = scope.Now,
                    byId = scope.Actor.UserId,
                    by = scope.Actor.Name,
                }
            );
            scope.Audit(
                new AuditEntry(
                    "contact.saved",
                    "account",
                    personId.ToString(),
                    StoredJson.Write(new { was, now = next })
                )
            );
            scope.Touch(Rooms.Alerts);
            return true;
        });

    /// <summary>Everybody who may sign in, by name.</summary>
    public Task<IReadOnlyList<PersonContact>> AllAsync() => database.ReadAsync(scope => All(scope));

    internal static IReadOnlyList<PersonContact> All(QueryScope scope)
    {
        var known = scope.Query<Row>(Newest).ToDictionary(row => row.PersonId);
        return
        [
            .. Enum.GetValues<Role>()
                .SelectMany(role => AccountStore.WithRole(scope, role))
                .DistinctBy(account => account.Id)
                .OrderBy(account => account.DisplayName, StringComparer.Ordinal)
                .ThenBy(account => account.Id.ToString(), StringComparer.Ordinal)
                .Select(account =>
                    known.GetValueOrDefault(account.Id) is { } row
                        ? new PersonContact(
                            account.Id,
                            account.DisplayName,
                            account.Roles,
                            row.ToContact(),
                            row.RecordedAt,
                            row.RecordedBy
                        )
                        : new PersonContact(account.Id, account.DisplayName, account.Roles, Contact.Unknown, null, null)
                ),
        ];
    }

    /// <summary>The address to which a person's mail goes; null = none is known.</summary>
    internal static string? EmailOf(QueryScope scope, UserId personId) => Of(scope, personId).Email;

    internal static Contact Of(QueryScope scope, UserId personId) =>
        scope.FirstOrDefault<Row>($"{Newest} and c.person_id = @personId", new { personId })?.ToContact()
        ?? Contact.Unknown;

    private sealed record Row
    {
        public required UserId PersonId { get; init; }
        public required string? Email { get; init; }
        public required string? Phone { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }

        public Contact ToContact() => new(Email, Phone);
    }
}
