using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>One set of tables on both databases.</summary>
public sealed class SchemaTests
{
    private static readonly IReadOnlyList<MigrationScript> Sqlite = SchemaText.Scripts(SqlDialect.Sqlite);
    private static readonly IReadOnlyList<MigrationScript> Postgres = SchemaText.Scripts(SqlDialect.Postgres);

    [Fact]
    public void Scripts_OfBothDatabases_HaveTheSameNamesAndChecksums()
    {
        Assert.Equal("0001_schema.sql", Sqlite[0].Name);
        Assert.Equal(Sqlite.Select(s => (s.Name, s.Checksum)), Postgres.Select(s => (s.Name, s.Checksum)));
    }

    [Fact]
    public void Scripts_OfBothDatabases_DeclareTheSameColumnsNullsAndCodes()
    {
        var sqlite = ScriptReading.Columns(Sqlite);
        Assert.Contains("audit_entry.seq", sqlite.Select(c => c.Name));
        Assert.Contains(sqlite, c => c.Codes.Contains("'SafetyOfficer'", StringComparison.Ordinal));
        Assert.Equal(sqlite, ScriptReading.Columns(Postgres));
    }

    [Fact]
    public void Scripts_OfBothDatabases_ProtectTheSameTables()
    {
        var sqlite = ScriptReading.AppendOnlyTables(Sqlite);
        Assert.Equal(
            ["audit_entry", "processed_request"],
            sqlite.Intersect(["audit_entry", "processed_request"], StringComparer.Ordinal)
        );
        Assert.Equal(sqlite, ScriptReading.AppendOnlyTables(Postgres));
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
