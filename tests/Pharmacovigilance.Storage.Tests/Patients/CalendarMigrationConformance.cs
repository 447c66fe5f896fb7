using Dapper;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Patients;

/// <summary>Script 0014 puts the day of the calendar beside the state of an infusion: it must be the infusion's own.</summary>
public abstract class CalendarMigrationConformance(TestUnit unit, string provider) : Conformance(unit)
{
    private const string Before = """
        insert into patient (id, registered_at) values ('00000000-0000-0000-0000-000000000001', '2026-03-02T08:00:00.000Z');
        insert into course (id, patient_id, code, regimen, first_dose_on, registered_at, registered_by)
          values ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'C-0001', 'IsaPd', '2026-03-02', '2026-03-02T08:00:00.000Z', 'nurse');
        insert into infusion (id, course_id, calendar_ordinal, cycle, day_of_cycle, planned_on) values
          ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', 4, 1, 22, '2026-03-23'),
          ('00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000002', 6, 2, 15, '2026-04-13');
        insert into infusion_state (infusion_id, course_id, planned_on, calendar_ordinal, status) values
          ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', '2026-03-23', 4, 'Planned'),
          ('00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000002', '2026-04-13', 6, 'Planned');
        """;

    [Fact]
    public void Run_OnAUnitWithACalendar_KeepsEveryDayOfIt()
    {
        var scripts = MigrationScript.Embedded(provider);
        new Migrator(Unit.Database, [.. scripts.TakeWhile(script => script.Version < 14)]).Run(Unit.Clock.Now, "0.1.0");
        using (var connection = Unit.Database.OpenWriter())
            connection.Execute(Before);

        new Migrator(Unit.Database, scripts).Run(Unit.Clock.Now, "0.1.0");

        Assert.Equal(
            ["4 1 22 2026-03-23", "6 2 15 2026-04-13"],
            Unit.Read(s =>
                s.Query<string>(
                    "select cast(calendar_ordinal as text) || ' ' || cast(cycle as text) || ' ' || cast(day_of_cycle as text) || ' ' || planned_on from infusion_state order by calendar_ordinal"
                )
            )
        );
    }
}

public sealed class CalendarMigrationOnSqlite()
    : CalendarMigrationConformance(TestUnit.OnSqlite(migrate: false), "sqlite");

public sealed class CalendarMigrationOnPostgres()
    : CalendarMigrationConformance(TestUnit.OnPostgres(migrate: false), "postgres");
