using Dapper;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>Script 0009 makes the table of laboratory values anew: what was in it must be in it afterwards, and still be append-only.</summary>
public abstract class LaboratoryMigrationConformance(TestUnit unit, string provider) : Conformance(unit)
{
    private const string Before = """
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
          values ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', null, 150, 95, {0},
            '2026-03-02T08:00:00.000Z', 'Recorded', null, null, '2026-03-02T08:01:00.000Z', 'nurse');
        """;

    [Fact]
    public void Run_OnAUnitWithValues_KeepsThemAndTheirCorrections()
    {
        var scripts = MigrationScript.Embedded(provider);
        var earlier = scripts.TakeWhile(script => script.Version < 11).ToList();
        new Migrator(Unit.Database, earlier).Run(Unit.Clock.Now, "0.1.0");
        Execute(Before.Replace("{0}", provider == "sqlite" ? "0" : "false", StringComparison.Ordinal));

        new Migrator(Unit.Database, scripts).Run(Unit.Clock.Now, "0.1.0");

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

public sealed class LaboratoryMigrationOnSqlite()
    : LaboratoryMigrationConformance(TestUnit.OnSqlite(migrate: false), "sqlite");

public sealed class LaboratoryMigrationOnPostgres()
    : LaboratoryMigrationConformance(TestUnit.OnPostgres(migrate: false), "postgres");
