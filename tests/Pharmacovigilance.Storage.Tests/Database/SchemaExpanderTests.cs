using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

public sealed class SchemaExpanderTests
{
    private const string Written = """
        -- Comments stay.
        create append_only table dose (
          id entity_id primary key,
          seq identity primary key,
          course_id entity_id not null references course (id),
          -- Null = not known.
          at instant,
          on_day calendar_date not null,
          is_late boolean not null default false,
          basis code of EventBasis not null default 'Laboratory',
          note text check (length(note) > 0),
          details json_text not null,
          codes json_array,
          ratio finite_real not null,
          check (is_late
            or at is null)
        );
        create index dose_course on dose (course_id) where is_late;
        """;

    [Fact]
    public void Expand_ForSqlite_WritesEachTypeOutAsACheck() =>
        Assert.Equal(
            """
            -- Comments stay.
            create table dose (
              id text primary key check (id glob '????????-????-????-????-????????????' and id not glob '*[^0-9a-f-]*'),
              seq integer primary key autoincrement,
              course_id text not null references course (id),
              -- Null = not known.
              at text check (at glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'),
              on_day text not null check (on_day glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
              is_late integer not null default 0 check (is_late in (0, 1)),
              basis text not null default 'Laboratory' check (basis in ('AdverseEvent', 'Laboratory')),
              note text check (length(note) > 0),
              details text not null check (json_valid(details)),
              codes text check (json_type(codes) = 'array'),
              ratio real not null check (ratio > -1e999 and ratio < 1e999),
              check (is_late
                or at is null)
            ) strict;
            create trigger dose_no_update before update on dose
            begin select raise(abort, 'dose is append-only'); end;
            create trigger dose_no_delete before delete on dose
            begin select raise(abort, 'dose is append-only'); end;
            create index dose_course on dose (course_id) where is_late;
            """,
            Expand(Written, SqlDialect.Sqlite),
            ignoreLineEndingDifferences: true
        );

    [Fact]
    public void Expand_ForPostgres_UsesItsDomains() =>
        Assert.Equal(
            """
            -- Comments stay.
            create table dose (
              id entity_id primary key,
              seq bigint generated always as identity primary key,
              course_id entity_id not null references course (id),
              -- Null = not known.
              at instant,
              on_day calendar_date not null,
              is_late boolean not null default false,
              basis text collate "C" not null default 'Laboratory' check (basis in ('AdverseEvent', 'Laboratory')),
              note text collate "C" check (length(note) > 0),
              details json_text not null,
              codes json_text check (json_typeof(codes::json) = 'array'),
              ratio finite_real not null,
              check (is_late
                or at is null)
            );
            create trigger dose_append_only before update or delete or truncate on dose
            for each statement execute function refuse_change();
            create index dose_course on dose (course_id) where is_late;
            """,
            Expand(Written, SqlDialect.Postgres),
            ignoreLineEndingDifferences: true
        );

    [Theory]
    [InlineData(
        SqlDialect.Sqlite,
        "create trigger ended before update on stay when old.ended_at is not null\nbegin select raise(abort, 'stay is append-only'); end;"
    )]
    [InlineData(
        SqlDialect.Postgres,
        "create trigger ended before update on stay\nfor each row when (old.ended_at is not null) execute function refuse_change();"
    )]
    public void Expand_TriggerThatRefuses_IsOneOfItsDialect(SqlDialect dialect, string sql) =>
        Assert.Equal(
            sql,
            Expand("create trigger ended refuses update on stay when old.ended_at is not null;", dialect)
        );

    [Fact]
    public void Expand_ColumnAddedLater_IsTheSameAsInATable()
    {
        const string Change = "alter table dose add column is_early boolean not null default true;";
        Assert.Equal(
            "alter table dose add column is_early integer not null default 1 check (is_early in (0, 1));",
            Expand(Change, SqlDialect.Sqlite)
        );
        Assert.Equal(Change, Expand(Change, SqlDialect.Postgres));
    }

    [Theory]
    [InlineData("  size number not null", "unknown type 'number'")]
    [InlineData("  nonsense", "neither a column")]
    [InlineData("  kind code of NoSuchEnum", "no enum has this name")]
    [InlineData("  basis code of EventBasis ('Rumour')", "'Rumour', which is no code of EventBasis")]
    public void Expand_WhatItDoesNotKnow_IsRefused(string line, string reason) =>
        Assert.Contains(
            reason,
            Assert
                .Throws<InvalidOperationException>(() => Expand($"create table dose (\n{line}\n);", SqlDialect.Sqlite))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Resolve_CodesWrittenOut_AreTheSameText() =>
        Assert.Equal(
            SchemaCodes.Resolve("basis code of EventBasis not null"),
            SchemaCodes.Resolve("basis code ('AdverseEvent', 'Laboratory') not null")
        );

    private static string Expand(string written, SqlDialect dialect) =>
        MigrationScript.Written("0002_test.sql", written, dialect).Sql;
}
