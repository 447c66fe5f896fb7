using Dapper;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Infusions;

/// <summary>Script 0013 makes the tables of steps and premedication anew: what was in them must be in them afterwards, and still be append-only.</summary>
public abstract class RunningInfusionMigrationConformance(TestUnit unit, string provider) : Conformance(unit)
{
    private const string Before = """
        insert into patient (id, registered_at) values ('00000000-0000-0000-0000-000000000001', '2026-03-02T08:00:00.000Z');
        insert into course (id, patient_id, code, regimen, first_dose_on, registered_at, registered_by)
          values ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'C-0001', 'IsaPd', '2026-03-02', '2026-03-02T08:00:00.000Z', 'nurse');
        insert into infusion (id, course_id, calendar_ordinal, cycle, day_of_cycle, planned_on)
          values ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', 1, 1, 1, '2026-03-02');
        insert into infusion_state (infusion_id, course_id, planned_on, calendar_ordinal, status) values ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', '2026-03-02', 1, 'Running');
        insert into infusion_step (id, infusion_id, kind, at, taken_over, time_known, recorded_at, recorded_by)
          values ('00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000003', 'Premedicated', '2026-03-02T08:30:00.000Z', {0}, {1}, '2026-03-02T08:30:00.000Z', 'nurse');
        insert into premedication (step_id, position, infusion_id, drug, dose_micrograms, route, given_at)
          values ('00000000-0000-0000-0000-000000000004', 1, '00000000-0000-0000-0000-000000000003', 'dexamethasone', 40000, 'Oral', '2026-03-02T08:30:00.000Z');
        insert into infusion_step (id, infusion_id, kind, at, rate_microlitres_per_hour, weight_grams, brand, batch_number, taken_over, time_known, recorded_at, recorded_by)
          values ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000000003', 'Started', '2026-03-02T09:00:00.000Z', 25000, 70000, 'Sarclisa', 'B-1', {0}, {1}, '2026-03-02T09:00:00.000Z', 'nurse');
        insert into infusion_step (id, infusion_id, kind, at, rate_microlitres_per_hour, weight_grams, brand, batch_number, supersedes_id, correction_reason, taken_over, time_known, recorded_at, recorded_by)
          values ('00000000-0000-0000-0000-000000000006', '00000000-0000-0000-0000-000000000003', 'Started', '2026-03-02T09:00:00.000Z', 25000, 71000, 'Sarclisa', 'B-1', '00000000-0000-0000-0000-000000000005', 'scale misread', {0}, {1}, '2026-03-02T09:01:00.000Z', 'nurse');
        """;

    [Fact]
    public void Run_OnAUnitWithInfusions_KeepsTheirStepsPremedicationAndCorrections()
    {
        bool sqlite = provider == "sqlite";
        var scripts = MigrationScript.Embedded(provider);
        new Migrator(Unit.Database, [.. scripts.TakeWhile(script => script.Version < 13)]).Run(Unit.Clock.Now, "0.1.0");
        Execute(
            Before
                .Replace("{0}", sqlite ? "0" : "false", StringComparison.Ordinal)
                .Replace("{1}", sqlite ? "1" : "true", StringComparison.Ordinal)
        );

        new Migrator(Unit.Database, scripts).Run(Unit.Clock.Now, "0.1.0");

        Assert.Equal(
            [
                "Premedicated - - -",
                "Started 70000 - Intravenous",
                "Started 71000 00000000-0000-0000-0000-000000000005 Intravenous",
            ],
            Unit.Read(s =>
                s.Query<string>(
                    "select kind || ' ' || coalesce(cast(weight_grams as text), '-') || ' ' || coalesce(cast(supersedes_id as text), '-') || ' ' || coalesce(route, '-') from infusion_step order by id"
                )
            )
        );
        Assert.Equal(["dexamethasone"], Unit.Read(s => s.Query<string>("select drug from premedication")));
        Assert.Equal(["Intravenous"], Unit.Read(s => s.Query<string>("select route from infusion_state")));
        foreach (string table in (string[])["infusion_step", "premedication"])
        {
            Assert.Contains(
                "append-only",
                Refused($"update {table} set infusion_id = infusion_id"),
                StringComparison.Ordinal
            );
            Assert.Contains("append-only", Refused($"delete from {table}"), StringComparison.Ordinal);
        }

        Assert.NotEmpty(
            Refused(
                "insert into premedication (step_id, position, infusion_id, drug, given_at) values ('00000000-0000-0000-0000-000000000099', 1, '00000000-0000-0000-0000-000000000003', 'x', '2026-03-02T08:30:00.000Z')"
            )
        );
    }

    private void Execute(string sql)
    {
        using var connection = Unit.Database.OpenWriter();
        connection.Execute(sql);
    }

    private string Refused(string sql) => Assert.ThrowsAny<System.Data.Common.DbException>(() => Execute(sql)).Message;
}

public sealed class RunningInfusionMigrationOnSqlite()
    : RunningInfusionMigrationConformance(TestUnit.OnSqlite(migrate: false), "sqlite");

public sealed class RunningInfusionMigrationOnPostgres()
    : RunningInfusionMigrationConformance(TestUnit.OnPostgres(migrate: false), "postgres");
