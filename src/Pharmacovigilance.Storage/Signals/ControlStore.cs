using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>Which lines serve as controls of how the unit records: chosen and signed by an officer, never changed afterwards.</summary>
public sealed class ControlStore(UnitDatabase database, WriteQueue queue)
{
    public const int MaximumReasonLength = 2000;

    /// <summary>Every choice, newest first; empty while none was made.</summary>
    public Task<IReadOnlyList<ControlChoice>> HistoryAsync() => database.ReadAsync(scope => ControlRows.All(scope));

    /// <summary>Signs the control terms of a regimen. It is kept how many patients had begun by then; what their counts are is not looked at.</summary>
    /// <param name="streams">1 to 5 of those offered.</param>
    /// <param name="seen">The revision the person saw; 0 when nothing was chosen.</param>
    /// <exception cref="RefusedException">No reason, a line that is not offered, too many or none, nothing would change, or somebody was faster.</exception>
    public Task SignAsync(
        Actor actor,
        Regimen regimen,
        IReadOnlyCollection<StreamKey> streams,
        int seen,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "controls.sign", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.SafetyOfficer);
            var person = scope.Actor.UserId
                ?? throw new NotAllowedException("Control terms are signed by a named person.", [Role.SafetyOfficer]);
            var current = ControlRows.All(scope).FirstOrDefault(choice => choice.Regimen == regimen);
            if ((current?.Revision ?? 0) != seen)
                throw new RefusedException("controls.changed", "controls");
            var board = scope.Board.At(scope);
            var offered = ControlChoice.Offered(scope.Knowledge.CaseMix, board.Definitions, regimen);
            RefusedException.ThrowIfAny(ControlChoice.Check(streams, offered, current, reason));
            var next = new ControlChoice
            {
                Regimen = regimen,
                Revision = seen + 1,
                Streams = [.. offered.Select(candidate => candidate.Stream).Where(streams.Contains)],
                PatientsBegun = board.Cohort.Order.Count(place => place.Regimen == regimen),
                Reason = reason.Trim(),
                SignedBy = scope.Actor.Name,
                SignedAt = scope.Now,
            };
            ControlRows.Insert(scope, next, person);
            scope.Audit(
                new AuditEntry(
                    Action: "controls.signed",
                    SubjectType: "controls",
                    SubjectId: regimen.ToString(),
                    Details: Details(next, current),
                    Reason: next.Reason
                )
            );
            scope.Touch(Rooms.Signals);
            return true;
        });

    private static string Details(ControlChoice choice, ControlChoice? before) =>
        StoredJson.Write(
            new
            {
                controls = choice.Streams.Select(stream => stream.ToString()),
                choice.PatientsBegun,
                replaces = before is null
                    ? null
                    : new { controls = before.Streams.Select(stream => stream.ToString()), before.PatientsBegun },
            }
        );
}

/// <summary>The rows of control_choice. The highest revision counts.</summary>
internal static class ControlRows
{
    /// <summary>Newest first.</summary>
    public static IReadOnlyList<ControlChoice> All(QueryScope scope) =>
        [
            .. scope
                .Query<Row>("select * from control_choice order by signed_at desc, revision desc, regimen")
                .Select(row => row.ToChoice()),
        ];

    /// <summary>The choice that counts, of each regimen that has one.</summary>
    public static IReadOnlyList<ControlChoice> Standing(QueryScope scope) =>
        [
            .. All(scope)
                .GroupBy(choice => choice.Regimen)
                .Select(ofRegimen => ofRegimen.MaxBy(choice => choice.Revision)!),
        ];

    public static void Insert(WriteScope scope, ControlChoice choice, UserId person) =>
        scope.Execute(
            """
            insert into control_choice (regimen, revision, streams, patients_begun, reason, signed_at, signed_by_id, signed_by)
            values (@regimen, @Revision, @streams, @PatientsBegun, @Reason, @SignedAt, @person, @SignedBy)
            """,
            new
            {
                regimen = Coded.Text(choice.Regimen),
                choice.Revision,
                streams = string.Join('\n', choice.Streams),
                choice.PatientsBegun,
                choice.Reason,
                choice.SignedAt,
                person,
                choice.SignedBy,
            }
        );

    private sealed record Row
    {
        public required Regimen Regimen { get; init; }
        public required int Revision { get; init; }
        public required string Streams { get; init; }
        public required int PatientsBegun { get; init; }
        public required string Reason { get; init; }
        public required DateTimeOffset SignedAt { get; init; }
        public required string SignedBy { get; init; }

        public ControlChoice ToChoice() =>
            new()
            {
                Regimen = Regimen,
                Revision = Revision,
                Streams = [.. Streams.Split('\n').Select(Key)],
                PatientsBegun = PatientsBegun,
                Reason = Reason,
                SignedBy = SignedBy,
                SignedAt = SignedAt,
            };

        private static StreamKey Key(string text) =>
            StreamKey.TryParse(text, out var key)
                ? key
                : throw new InvalidDataException($"control_choice.streams holds '{text}', which names no stream.");
    }
}
