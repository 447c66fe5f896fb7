using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>The rows of patient_contact: until when silence about a patient is an observation, and until when it was.</summary>
internal static class ContactRows
{
    private const string Columns = "patient_id, regimen, known_until";

    /// <summary>What stands now.</summary>
    public static IReadOnlyList<CohortContact> Standing(QueryScope scope) =>
        Read(
            scope,
            $"""
            select {Columns} from patient_contact c
            where seq = (select max(newer.seq) from patient_contact newer where newer.patient_id = c.patient_id and newer.regimen = c.regimen)
            """
        );

    /// <summary>What has changed after a number, oldest first.</summary>
    public static IReadOnlyList<CohortContact> After(QueryScope scope, long seq) =>
        Read(scope, $"select {Columns} from patient_contact where seq > @seq order by seq", new { seq });

    /// <summary>What stood at an instant.</summary>
    public static IReadOnlyList<CohortContact> At(QueryScope scope, DateTimeOffset at) =>
        Read(
            scope,
            $"""
            select {Columns} from patient_contact c
            where seq = (select max(newer.seq) from patient_contact newer
                         where newer.patient_id = c.patient_id and newer.regimen = c.regimen and newer.recorded_at <= @at)
            """,
            new { at }
        );

    public static void Insert(WriteScope scope, CohortContact contact) =>
        scope.Execute(
            $"insert into patient_contact ({Columns}, recorded_at) values (@PatientId, @Regimen, @KnownUntil, @Now)",
            new
            {
                contact.PatientId,
                Regimen = Coded.Text(contact.Regimen),
                contact.KnownUntil,
                scope.Now,
            }
        );

    private static IReadOnlyList<CohortContact> Read(QueryScope scope, string sql, object? parameters = null) =>
        [
            .. scope
                .Query<Row>(sql, parameters)
                .Select(row => new CohortContact(row.PatientId, row.Regimen, row.KnownUntil)),
        ];

    private sealed record Row
    {
        public required PatientId PatientId { get; init; }
        public required Regimen Regimen { get; init; }
        public required DateTimeOffset? KnownUntil { get; init; }
    }
}
