using Dapper;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Infusions;

/// <summary>Script 0027 says how each start before it was given, and keeps every change of a count.</summary>
public abstract class RouteMigrationConformance(TestUnit unit, string provider) : Conformance(unit)
{
    private const string Id = "00000000-0000-0000-0000-0000000000";

    [Fact]
    public void Run_OnAUnitWithInfusions_KnowsTheChosenRapidOnesAndTakesTheOthersForTheLabels()
    {
        var scripts = MigrationScript.Embedded(provider);
        new Migrator(Unit.Database, [.. scripts.TakeWhile(script => script.Version < 27)]).Run(Unit.Clock.Now, "0.1.0");
        Execute(
            $"""
            insert into patient (id, registered_at) values ('{Id}01', '2026-03-02T08:00:00.000Z');
            insert into course (id, patient_id, code, regimen, first_dose_on, registered_at, registered_by)
              values ('{Id}02', '{Id}01', 'C-0001', 'IsaPd', '2026-03-02', '2026-03-02T08:00:00.000Z', 'nurse');
            """
        );
        // Without a choice, chosen before the start, chosen only afterwards.
        foreach (int n in (int[])[1, 2, 3])
            Start(n);
        Choose(2, "2026-03-02T08:30:00.000Z");
        Choose(3, "2026-03-02T09:30:00.000Z");
        Execute(
            $"""
            insert into tally_change (course_id, patient_id, regimen, llt_code, basis, band, status, first_infusion_at, recorded_at)
              values ('{Id}02', '{Id}01', 'IsaPd', '10051792', 'AdverseEvent', 'Any', 'NoEvent', '2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.000Z');
            """
        );

        new Migrator(Unit.Database, scripts).Run(Unit.Clock.Now, "0.1.0");

        string rapid = provider == "sqlite" ? "rapid = 1" : "rapid";
        Assert.Equal(
            [$"{Id}32"],
            Unit.Read(s => s.Query<string>($"select cast(id as text) from infusion_step where {rapid}"))
        );
        Assert.Equal(
            [$"{Id}12"],
            Unit.Read(s => s.Query<string>($"select cast(infusion_id as text) from infusion_state where {rapid}"))
        );
        Assert.Equal(
            ["1 NoEvent Intravenous"],
            Unit.Read(s =>
                s.Query<string>("select cast(seq as text) || ' ' || status || ' ' || route from course_tally")
            )
        );
        foreach (string table in (string[])["infusion_step", "tally_change"])
            Assert.Contains(
                "append-only",
                Assert.ThrowsAny<System.Data.Common.DbException>(() => Execute($"delete from {table}")).Message,
                StringComparison.Ordinal
            );
        Assert.Contains(
            "append-only",
            Assert
                .ThrowsAny<System.Data.Common.DbException>(() =>
                    Execute("update infusion_step set infusion_id = infusion_id")
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    private void Start(int n)
    {
        var (no, yes) = provider == "sqlite" ? ("0", "1") : ("false", "true");
        Execute(
            $"""
            insert into infusion (id, course_id, calendar_ordinal, cycle, day_of_cycle, planned_on) values ('{Id}1{n}', '{Id}02', {n}, 1, {n}, '2026-03-02');
            insert into infusion_state (infusion_id, course_id, planned_on, calendar_ordinal, cycle, day_of_cycle, status) values ('{Id}1{n}', '{Id}02', '2026-03-02', {n}, 1, {n}, 'Running');
            insert into infusion_step (id, infusion_id, kind, at, rate_microlitres_per_hour, brand, batch_number, taken_over, time_known, route, recorded_at, recorded_by)
              values ('{Id}3{n}', '{Id}1{n}', 'Started', '2026-03-02T09:00:00.000Z', 25000, 'Sarclisa', 'B-1', {no}, {yes}, 'Intravenous', '2026-03-02T09:00:00.000Z', 'nurse');
            """
        );
    }

    private void Choose(int n, string at) =>
        Execute(
            $"""
            insert into infusion_rate_plan (infusion_id, revision, plan_id, plan_version, content_sha256, reason, chosen_at, chosen_by)
              values ('{Id}1{n}', 1, 'rapid', '1', '{new string('a', 64)}', 'tolerated', '{at}', 'physician');
            """
        );

    private void Execute(string sql)
    {
        using var connection = Unit.Database.OpenWriter();
        connection.Execute(sql);
    }
}

public sealed class RouteMigrationOnSqlite() : RouteMigrationConformance(TestUnit.OnSqlite(migrate: false), "sqlite");

public sealed class RouteMigrationOnPostgres()
    : RouteMigrationConformance(TestUnit.OnPostgres(migrate: false), "postgres");
