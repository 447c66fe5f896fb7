using Dapper;

namespace Pharmacovigilance.Storage.Tests.Infusions;

/// <summary>What the tables of a running infusion take, and that nothing in them is ever changed.</summary>
public abstract class InfusionTableConformance(TestUnit unit) : Conformance(unit)
{
    private const string Id = "00000000-0000-0000-0000-0000000000";

    private const string Rows = $"""
        insert into patient (id, registered_at) values ('{Id}01', '2026-03-02T08:00:00.000Z');
        insert into course (id, patient_id, code, regimen, first_dose_on, registered_at, registered_by)
          values ('{Id}02', '{Id}01', 'C-0001', 'IsaPd', '2026-03-02', '2026-03-02T08:00:00.000Z', 'nurse');
        insert into infusion (id, course_id, calendar_ordinal, cycle, day_of_cycle, planned_on) values ('{Id}03', '{Id}02', 1, 1, 1, '2026-03-02');
        insert into infusion_state (infusion_id, course_id, planned_on, calendar_ordinal, status) values ('{Id}03', '{Id}02', '2026-03-02', 1, 'Running');
        insert into infusion_step (id, infusion_id, kind, at, taken_over, time_known, recorded_at, recorded_by)
          values ('{Id}04', '{Id}03', 'Premedicated', '2026-03-02T08:30:00.000Z', false, true, '2026-03-02T08:30:00.000Z', 'nurse');
        insert into premedication (step_id, position, infusion_id, drug, dose_micrograms, route, given_at)
          values ('{Id}04', 1, '{Id}03', 'dexamethasone', 40000, 'Oral', '2026-03-02T08:30:00.000Z');
        insert into infusion_step (id, infusion_id, kind, at, rate_microlitres_per_hour, weight_grams, brand, batch_number, taken_over, time_known, route, recorded_at, recorded_by)
          values ('{Id}05', '{Id}03', 'Started', '2026-03-02T09:00:00.000Z', 25000, 70000, 'Sarclisa', 'B-1', false, true, 'Intravenous', '2026-03-02T09:00:00.000Z', 'nurse');
        insert into infusion_step (id, infusion_id, kind, at, rate_microlitres_per_hour, weight_grams, brand, batch_number, supersedes_id, correction_reason, taken_over, time_known, route, recorded_at, recorded_by)
          values ('{Id}06', '{Id}03', 'Started', '2026-03-02T09:00:00.000Z', 25000, 71000, 'Sarclisa', 'B-1', '{Id}05', 'scale misread', false, true, 'Intravenous', '2026-03-02T09:01:00.000Z', 'nurse');
        insert into tally_change (course_id, patient_id, regimen, llt_code, basis, band, status, first_infusion_at, recorded_at)
          values ('{Id}02', '{Id}01', 'IsaPd', '10051792', 'AdverseEvent', 'Any', 'NoEvent', '2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.000Z');
        """;

    [Fact]
    public void Rows_OfARunningInfusion_AreKeptWithTheirCorrectionsAndNeverChanged()
    {
        Execute(Rows);

        Assert.Equal(
            ["Premedicated - - -", "Started 70000 - Intravenous", $"Started 71000 {Id}05 Intravenous"],
            Unit.Read(s =>
                s.Query<string>(
                    "select kind || ' ' || coalesce(cast(weight_grams as text), '-') || ' ' || coalesce(cast(supersedes_id as text), '-') || ' ' || coalesce(route, '-') from infusion_step order by id"
                )
            )
        );
        Assert.Equal(["dexamethasone"], Unit.Read(s => s.Query<string>("select drug from premedication")));
        foreach (string table in (string[])["infusion_step", "premedication"])
            Assert.Contains(
                "append-only",
                Refused($"update {table} set infusion_id = infusion_id"),
                StringComparison.Ordinal
            );
        foreach (string table in (string[])["infusion_step", "premedication", "tally_change"])
            Assert.Contains("append-only", Refused($"delete from {table}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_WithoutARoute_AreOfTheUsualOne()
    {
        Execute(Rows);

        Assert.Equal(["Intravenous"], Unit.Read(s => s.Query<string>("select route from infusion_state")));
        Assert.Equal(0, Unit.Read(s => s.Single<int>("select count(*) from infusion_step where rapid")));
        Assert.Equal(0, Unit.Read(s => s.Single<int>("select count(*) from infusion_state where rapid")));
        Assert.Equal(
            ["1 NoEvent Intravenous"],
            Unit.Read(s =>
                s.Query<string>("select cast(seq as text) || ' ' || status || ' ' || route from course_tally")
            )
        );
    }

    [Fact]
    public void Premedication_OfAStepThatIsNotThere_IsRefused()
    {
        Execute(Rows);
        Assert.NotEmpty(
            Refused(
                $"insert into premedication (step_id, position, infusion_id, drug, given_at) values ('{Id}99', 1, '{Id}03', 'x', '2026-03-02T08:30:00.000Z')"
            )
        );
    }

    [Fact]
    public void RapidInfusion_AsARouteOfAStep_IsRefused()
    {
        Execute(Rows);
        Assert.NotEmpty(
            Refused(
                $"insert into infusion_step (id, infusion_id, kind, at, rate_microlitres_per_hour, taken_over, time_known, route, recorded_at, recorded_by) values ('{Id}07', '{Id}03', 'Started', '2026-03-02T09:00:00.000Z', 25000, false, true, 'IntravenousRapid', '2026-03-02T09:00:00.000Z', 'nurse')"
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

public sealed class InfusionTablesOnSqlite() : InfusionTableConformance(TestUnit.OnSqlite());

public sealed class InfusionTablesOnPostgres() : InfusionTableConformance(TestUnit.OnPostgres());
