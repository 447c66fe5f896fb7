using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

public abstract class MigratorConformance(TestUnit unit) : Conformance(unit)
{
    private const string HistoryTable =
        "create table migration_history (version integer primary key, name text not null, checksum text not null, applied_at text not null, product_version text not null);\n";

    private static readonly MigrationScript First = MigrationScript.Of(
        "0001_first.sql",
        HistoryTable + "create table first (id integer);\ncreate table other (id integer);"
    );
    private static readonly MigrationScript Second = MigrationScript.Of(
        "0002_second.sql",
        "create table second (id integer);"
    );
    private static readonly MigrationScript Third = MigrationScript.Of(
        "0003_third.sql",
        "create table third (id integer);"
    );

    [Fact]
    public void Run_EmptyDatabase_AppliesAllInOrderAndRemembersThem()
    {
        Migrate(First, Second);
        var rows = Unit.Read(s =>
            s.Query<History>(
                "select version, name, checksum, applied_at, product_version from migration_history order by version"
            )
        );
        Assert.Equal([1, 2], rows.Select(r => r.Version));
        Assert.Equal("0002_second.sql", rows[1].Name);
        Assert.Equal(Second.Checksum, rows[1].Checksum);
        Assert.Equal(TestUnit.Start, rows[1].AppliedAt);
        Assert.Equal("0.1.0", rows[1].ProductVersion);
    }

    [Fact]
    public void Run_Again_ChangesNothing()
    {
        Migrate(First, Second);
        Migrate(First, Second);
        Assert.Equal(2, Unit.Read(s => s.Single<long>("select count(*) from migration_history")));
    }

    [Fact]
    public void Run_AppliedScriptChanged_IsRefusedNamingIt()
    {
        Migrate(First, Second);
        var refused = Refused(
            First,
            MigrationScript.Of("0002_second.sql", "create table second (id integer, added text);")
        );
        Assert.Contains("0002_second.sql has changed", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Checksum_OtherLineEnds_IsTheSame()
    {
        string crlf = First.Sql.Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.NotEqual(First.Sql, crlf);
        Assert.Equal(First.Checksum, MigrationScript.Of("0001_first.sql", crlf).Checksum);
    }

    [Fact]
    public void Run_DatabaseNewerThanTheProgram_IsRefused()
    {
        Migrate(First, Second);
        Assert.Contains("newer Pharmacovigilance", Refused(First), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ScriptMissingBelowAnAppliedOne_IsRefused()
    {
        Migrate(First, Third);
        Assert.Contains("lacks script 0002_second.sql", Refused(First, Second, Third), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AppliedScriptUnknownToTheProgram_IsRefused()
    {
        Migrate(First, Second, Third);
        Assert.Contains(
            "0002_second.sql, which this program does not know",
            Refused(First, Third),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Run_ScriptFailsHalfWay_LeavesTheDatabaseAsBeforeIt()
    {
        Migrate(First);
        Assert.Contains(
            "0002_broken.sql",
            Refused(
                First,
                MigrationScript.Of("0002_broken.sql", "create table half (id integer); create table half (id integer);")
            ),
            StringComparison.Ordinal
        );
        Unit.Time.Advance(TimeSpan.FromMinutes(1));
        Migrate(First, Second);
        Assert.Equal(0, Unit.Read(s => s.Single<long>("select count(*) from second")));
        Assert.ThrowsAny<System.Data.Common.DbException>(() =>
            Unit.Read(s => s.Query<long>("select count(*) from half"))
        );
    }

    [Fact]
    public void Run_DatabaseOfADevelopmentVersion_IsRefusedSayingWhatToDo()
    {
        Migrate(MigrationScript.Of("0001_foundation.sql", HistoryTable), Second, Third);
        string refused = Assert
            .Throws<DatabaseRefusedException>(() => Unit.Database.Migrate(TestUnit.Start, "0.1.0"))
            .Message;
        Assert.Contains(Unit.Database.Location, refused, StringComparison.Ordinal);
        Assert.Contains("made by a development version before 0.1", refused, StringComparison.Ordinal);
        Assert.Contains("0001_foundation.sql", refused, StringComparison.Ordinal);
        Assert.Contains("choose a new data folder", refused, StringComparison.Ordinal);
        Assert.Equal(3, Unit.Read(s => s.Single<long>("select count(*) from migration_history")));
    }

    [Fact]
    public void Migrator_TwoScriptsWithOneNumber_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Migrate(First, MigrationScript.Of("0001_twin.sql", "")));

    [Fact]
    public void Embedded_ScriptsOfTheProgram_MakeTheDatabaseUsable()
    {
        Unit.Database.Migrate(TestUnit.Start, "0.1.0");
        Unit.Database.Migrate(TestUnit.Start, "0.1.0");
        Assert.Equal(0, Unit.Read(s => s.Single<long>("select count(*) from audit_entry")));
    }

    private protected void Migrate(params MigrationScript[] scripts) =>
        new Migrator(Unit.Database, scripts).Run(Unit.Clock.Now, "0.1.0");

    private string Refused(params MigrationScript[] scripts) =>
        Assert.Throws<DatabaseRefusedException>(() => Migrate(scripts)).Message;

    private sealed class History
    {
        public int Version { get; init; }
        public string Name { get; init; } = "";
        public string Checksum { get; init; } = "";
        public DateTimeOffset AppliedAt { get; init; }
        public string ProductVersion { get; init; } = "";
    }
}

public sealed class MigratorOnSqlite() : MigratorConformance(TestUnit.OnSqlite(migrate: false))
{
    [Fact]
    public void Run_DatabaseWithContent_IsBackedUpFirstAndOnlyThen()
    {
        string backups = Path.Combine(Path.GetDirectoryName(Unit.Database.Location)!, "backups");
        var first = MigrationScript.Of(
            "0001_first.sql",
            "create table migration_history (version integer primary key, name text, checksum text, applied_at text, product_version text); create table kept (note text); insert into kept values ('before');"
        );
        Migrate(first);
        Assert.False(Directory.Exists(backups));

        Migrate(first, MigrationScript.Of("0002_second.sql", "update kept set note = 'after';"));
        string backup = Assert.Single(Directory.GetFiles(backups));
        Assert.Equal("unit-0001-before-0002-20260302T080000000Z.db", Path.GetFileName(backup));
        Assert.Equal("before", SqliteFile.Scalar(backup, "select note from kept"));
        Assert.Equal(1L, SqliteFile.Scalar(backup, "pragma user_version"));
        Assert.Equal(2L, SqliteFile.Scalar(Unit.Database.Location, "pragma user_version"));
    }
}

public sealed class MigratorOnPostgres() : MigratorConformance(TestUnit.OnPostgres(migrate: false));
