using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>One set of tables on both databases.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void Scripts_OfBothDatabases_HaveTheSameNames()
    {
        var sqlite = MigrationScript.Embedded("sqlite").Select(s => s.Name).ToList();
        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite, MigrationScript.Embedded("postgres").Select(s => s.Name).ToList());
    }

    [Fact]
    public void Scripts_OfBothDatabases_DeclareTheSameColumnsNullsAndCodes()
    {
        var sqlite = ScriptReading.Columns(MigrationScript.Embedded("sqlite"));
        Assert.Contains("audit_entry.seq", sqlite.Select(c => c.Name));
        Assert.Contains(sqlite, c => c.Codes.Contains("'SafetyOfficer'", StringComparison.Ordinal));
        Assert.Equal(sqlite, ScriptReading.Columns(MigrationScript.Embedded("postgres")));
    }

    [Fact]
    public void Scripts_OfBothDatabases_ProtectTheSameTables()
    {
        var sqlite = ScriptReading.AppendOnlyTables(MigrationScript.Embedded("sqlite"));
        Assert.Equal(
            ["audit_entry", "processed_request"],
            sqlite.Intersect(["audit_entry", "processed_request"], StringComparer.Ordinal)
        );
        Assert.Equal(sqlite, ScriptReading.AppendOnlyTables(MigrationScript.Embedded("postgres")));
    }

    [Fact]
    public async Task Databases_AfterMigration_HaveTheSameTablesAndColumns()
    {
        await using var postgres = TestUnit.OnPostgres();
        await using var sqlite = TestUnit.OnSqlite();
        var there = postgres.Read(s =>
            s.Query<string>(
                """
                select table_name || '.' || column_name || ' ' || case data_type when 'bigint' then 'integer' when 'boolean' then 'integer'
                    when 'double precision' then 'real' when 'bytea' then 'blob' else data_type end
                  || case when is_nullable = 'NO' then ' not null' else '' end
                from information_schema.columns where table_schema = current_schema() and table_name in (
                  select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE')
                """
            )
        );
        var here = sqlite.Read(s =>
            s.Query<string>(
                """
                select t.name || '.' || c.name || ' ' || lower(c.type) || case when c."notnull" = 1 or c.pk > 0 then ' not null' else '' end
                from pragma_table_list t join pragma_table_info(t.name) c
                where t.type = 'table' and t.name not like 'sqlite_%'
                """
            )
        );
        Assert.NotEmpty(here);
        Assert.Equal(here.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task SqliteTables_AllOfThem_AreStrict()
    {
        await using var unit = TestUnit.OnSqlite();
        Assert.Empty(
            unit.Read(s =>
                s.Query<string>(
                    "select name from pragma_table_list where type = 'table' and strict = 0 and schema = 'main' and name not like 'sqlite_%'"
                )
            )
        );
    }
}
