using Dapper;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>What the table of laboratory values takes, and that nothing in it is ever changed.</summary>
public abstract class LaboratoryTableConformance(TestUnit unit) : Conformance(unit)
{
    private const string Rows = """
        insert into patient (id, registered_at) values ('00000000-0000-0000-0000-000000000001', '2026-03-02T08:00:00.000Z');
        insert into course (id, patient_id, code, regimen, first_dose_on, registered_at, registered_by)
          values ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'C-0001', 'IsaPd', '2026-03-02', '2026-03-02T08:00:00.000Z', 'nurse');
        insert into laboratory_result (id, course_id, patient_id, test, value_entered, unit_entered, value_micro, lower_limit_micro, collected_at, status, supersedes_id, reason, recorded_at, recorded_by)
          values ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'NeutrophilCount', '490', '/uL', 490000, 1500000,
            '2026-03-02T08:00:00.000Z', 'Recorded', null, null, '2026-03-02T08:01:00.000Z', 'nurse');
        insert into laboratory_result (id, course_id, patient_id, test, value_entered, unit_entered, value_micro, lower_limit_micro, collected_at, status, supersedes_id, reason, recorded_at, recorded_by)
          values ('00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'NeutrophilCount', '940', '/uL', 940000, null,
            '2026-03-02T08:00:00.000Z', 'Recorded', '00000000-0000-0000-0000-000000000003', 'digits swapped', '2026-03-02T08:02:00.000Z', 'nurse');
        insert into blood_pressure (id, course_id, patient_id, infusion_id, systolic_mmhg, diastolic_mmhg, during_reaction, measured_at, status, supersedes_id, reason, recorded_at, recorded_by)
          values ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', null, 150, 95, false,
            '2026-03-02T08:00:00.000Z', 'Recorded', null, null, '2026-03-02T08:01:00.000Z', 'nurse');
        """;

    [Fact]
    public void Rows_OfValuesAndCorrections_AreKeptOfKnownTestsOnlyAndNeverChanged()
    {
        Execute(Rows);

        Assert.Equal(
            ["490 /uL 1500000 -", "940 /uL - 00000000-0000-0000-0000-000000000003"],
            Unit.Read(s =>
                s.Query<string>(
                    "select value_entered || ' ' || unit_entered || ' ' || coalesce(cast(lower_limit_micro as text), '-') || ' ' || coalesce(cast(supersedes_id as text), '-') from laboratory_result order by id"
                )
            )
        );
        Assert.Equal(
            2,
            Unit.Read(s => s.Single<int>("select count(*) from laboratory_result where value_bound = 'Exact'"))
        );
        Assert.Equal(
            1,
            Unit.Read(s =>
                s.Single<int>(
                    "select count(*) from blood_pressure where systolic_mmhg = 150 and persistence is null and baseline_systolic_mmhg is null"
                )
            )
        );
        Assert.Contains(
            "append-only",
            Refused("update laboratory_result set value_micro = 1"),
            StringComparison.Ordinal
        );
        Assert.Contains("append-only", Refused("delete from laboratory_result"), StringComparison.Ordinal);
        Assert.NotEmpty(
            Refused(
                "insert into laboratory_result (id, course_id, patient_id, test, value_entered, unit_entered, value_micro, lower_limit_micro, collected_at, status, supersedes_id, reason, recorded_at, recorded_by) select '00000000-0000-0000-0000-000000000009', course_id, patient_id, 'Sodium', value_entered, unit_entered, value_micro, lower_limit_micro, collected_at, status, null, null, recorded_at, recorded_by from laboratory_result where reason is null"
            )
        );
        Execute(
            "insert into laboratory_result (id, course_id, patient_id, test, value_entered, unit_entered, value_micro, lower_limit_micro, collected_at, status, supersedes_id, reason, recorded_at, recorded_by) select '00000000-0000-0000-0000-000000000009', course_id, patient_id, 'LymphocyteCount', value_entered, unit_entered, value_micro, lower_limit_micro, collected_at, status, null, null, recorded_at, recorded_by from laboratory_result where reason is null"
        );
    }

    private void Execute(string sql)
    {
        using var connection = Unit.Database.OpenWriter();
        connection.Execute(sql);
    }

    private string Refused(string sql) => Assert.ThrowsAny<System.Data.Common.DbException>(() => Execute(sql)).Message;
}

public sealed class LaboratoryTableOnSqlite() : LaboratoryTableConformance(TestUnit.OnSqlite());

public sealed class LaboratoryTableOnPostgres() : LaboratoryTableConformance(TestUnit.OnPostgres());
