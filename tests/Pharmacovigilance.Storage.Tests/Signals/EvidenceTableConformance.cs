using Dapper;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>Lines and epochs as rows: what is not said of a line is the usual, and when an epoch began never changes.</summary>
public abstract class EvidenceTableConformance(TestUnit unit) : Conformance(unit)
{
    private const string Empty = "{}";
    private const string Id = "00000000-0000-0000-0000-0000000000";
    private static readonly StreamKey Reactions = new()
    {
        Regimen = Regimen.IsaKd,
        LltCode = "10051792",
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };

    [Fact]
    public void Rows_OfALineAndAClosedSignal_TakeTheUnitForTheTrialAndKnowTheEpochs()
    {
        Execute(
            $"""
            insert into stream_definition (position, regimen, llt_code, basis, band, on_board, reference_id, ledger_version, reference_events, reference_patients,
              margin_thousandths, minimum_patients, recorded_at, recorded_by)
              values (0, 'IsaKd', '10051792', 'AdverseEvent', 'Any', 1, 'r', '1', 81, 177, 1250, 10, '2026-03-01T08:00:00.000Z', 'Pharmacovigilance');
            insert into app_user (id, user_name, normalized_user_name, display_name, security_stamp, concurrency_stamp, lockout_enabled, access_failed_count, created_at)
              values ('{Id}01', 'officer', 'OFFICER', 'officer', 'stamp', 'stamp', true, 0, '2026-03-01T08:00:00.000Z');
            insert into signal (id, stream_key, regimen, llt_code, basis, band, epoch, raised_at, patients, patients_with_event, ln_closed, snapshot)
              values ('{Id}02', '{Reactions}', 'IsaKd', '10051792', 'AdverseEvent', 'Any', 0, '2026-03-01T09:00:00.000Z', 20, 15, 3.2, '{Empty}');
            """
        );
        Step(1, "Raised", "09:00", action: "null", by: "null");
        Step(2, "Refuted", "10:00", action: "null", by: $"'{Id}01'");
        Step(3, "ClosedWithAction", "11:00", action: "'premedication checked'", by: $"'{Id}01'");

        Execute(
            $"insert into stream_epoch (stream_key, number, begins_at, cause, audit_seq) values ('{Reactions}', 1, '2026-03-01T11:00:00.000Z', 'SignalClosed', 3)"
        );

        var definition = Assert.Single(Unit.Read(scope => DefinitionRows.Read(scope)));
        Assert.Equal(
            (Reactions, 1.25, EvidenceMethod.SameAsTrial, 0.0, true),
            (definition.Key, definition.Margin, definition.Method, definition.Spread, definition.IsPrimary)
        );
        Assert.Equal(
            EvidenceMethod.SameAsTrial,
            Unit.Read(scope => EvidenceDecisionRows.InForce(scope, DefinitionRows.Read(scope))).Method
        );
        var closed = new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);
        Assert.Equal([new EpochBeginning(closed)], Unit.Read(scope => EpochRows.Beginnings(scope))[Reactions]);
        Assert.Empty(Unit.Read(scope => EpochRows.Beginnings(scope, closed.AddMilliseconds(-1))));
        Assert.Contains(
            "append-only",
            Assert.ThrowsAny<System.Data.Common.DbException>(() => Execute("delete from stream_epoch")).Message,
            StringComparison.Ordinal
        );
    }

    private void Step(int ordinal, string kind, string time, string action, string by) =>
        Execute(
            $"""
            insert into audit_entry (at, actor_name, action, subject_type, subject_id, details, product_version, ctcae_version, rule_set_version, reference_set_version)
              values ('2026-03-01T{time}:00.000Z', 'officer', 'signal.step', 'signal', '{Id}02', '{Empty}', '1', '5.0', '1', '1');
            insert into signal_step (id, signal_id, ordinal, kind, status, at, by_id, by_name, reason, action, audit_seq)
              values ('{Id}1{ordinal}', '{Id}02', {ordinal}, '{kind}', '{kind}', '2026-03-01T{time}:00.000Z', {by}, 'officer', 'why', {action}, {ordinal});
            """
        );

    private void Execute(string sql)
    {
        using var connection = Unit.Database.OpenWriter();
        connection.Execute(sql);
    }
}

public sealed class EvidenceTablesOnSqlite() : EvidenceTableConformance(TestUnit.OnSqlite());

public sealed class EvidenceTablesOnPostgres() : EvidenceTableConformance(TestUnit.OnPostgres());
