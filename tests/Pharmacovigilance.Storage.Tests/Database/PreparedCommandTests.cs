using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>The writing connection keeps its statements prepared: nothing of one use may reach the next.</summary>
public sealed class PreparedCommandTests : IAsyncDisposable
{
    private const string Insert = "insert into sample (id, amount, word) values (@id, @amount, @word)";
    private const string Read = "select amount from sample where id = @id";

    private readonly TestUnit unit = TestUnit.OnSqlite();
    private readonly DbConnection connection;

    public PreparedCommandTests()
    {
        connection = unit.Database.OpenWriter();
        connection.Execute(
            "create table sample (id text not null primary key, amount integer null, word text null check (length(word) < 9)) strict"
        );
    }

    [Fact]
    public void Reuse_AfterAFailure_TheSameTextWorksAgain()
    {
        connection.Execute(
            Insert,
            new
            {
                id = "a",
                amount = 1L,
                word = "one",
            }
        );
        for (int i = 0; i < 3; i++)
        {
            Assert.Throws<SqliteException>(() =>
                connection.Execute(
                    Insert,
                    new
                    {
                        id = "a",
                        amount = 2L,
                        word = "two",
                    }
                )
            );
            Assert.Throws<SqliteException>(() =>
                connection.Execute(
                    Insert,
                    new
                    {
                        id = "b",
                        amount = 2L,
                        word = "far too long",
                    }
                )
            );
        }

        connection.Execute(
            Insert,
            new
            {
                id = "b",
                amount = 2L,
                word = "two",
            }
        );
        Assert.Equal([1L, 2L], connection.Query<long>("select amount from sample order by id"));
    }

    [Fact]
    public void Reuse_OtherValues_NothingOfTheEarlierOnesIsLeft()
    {
        connection.Execute(
            Insert,
            new
            {
                id = "a",
                amount = (long?)7,
                word = "seven",
            }
        );
        connection.Execute(
            Insert,
            new
            {
                id = "b",
                amount = (long?)null,
                word = (string?)null,
            }
        );
        connection.Execute(
            Insert,
            new
            {
                id = "c",
                amount = (long?)9,
                word = (string?)null,
            }
        );
        Assert.Equal([7L, null, 9L], connection.Query<long?>("select amount from sample order by id"));
        Assert.Equal(["seven", null, null], connection.Query<string?>("select word from sample order by id"));
    }

    [Fact]
    public void Reuse_AParameterIsMissing_IsRefusedAndDoesNotTakeTheEarlierValue()
    {
        connection.Execute(
            Insert,
            new
            {
                id = "a",
                amount = 1L,
                word = "one",
            }
        );
        Assert.Throws<InvalidOperationException>(() => connection.Execute(Insert, new { id = "b", amount = 1L }));
        Assert.Equal(1, connection.ExecuteScalar<long>("select count(*) from sample"));
    }

    [Fact]
    public void SameText_TwoReadersAtOnce_EachReadsItsOwnRows()
    {
        connection.Execute(
            Insert,
            new
            {
                id = "a",
                amount = 1L,
                word = "one",
            }
        );
        connection.Execute(
            Insert,
            new
            {
                id = "b",
                amount = 2L,
                word = "two",
            }
        );
        using var first = connection.ExecuteReader(Read, new { id = "a" });
        using (var second = connection.ExecuteReader(Read, new { id = "b" }))
        {
            Assert.True(first.Read());
            Assert.True(second.Read());
            Assert.Equal((1L, 2L), (first.GetInt64(0), second.GetInt64(0)));
        }

        Assert.Equal(2L, connection.ExecuteScalar<long>(Read, new { id = "b" }));
        Assert.False(first.Read());
    }

    [Fact]
    public void Reader_LeftBeforeItsEnd_DoesNotHoldTheNextCommit()
    {
        using (var filling = connection.BeginTransaction())
        {
            for (int i = 0; i < 5; i++)
                connection.Execute(
                    Insert,
                    new
                    {
                        id = $"{i}",
                        amount = (long)i,
                        word = "n",
                    },
                    filling
                );
            using (var reader = connection.ExecuteReader("select id from sample", transaction: filling))
                Assert.True(reader.Read());
            filling.Commit();
        }

        using var next = connection.BeginTransaction();
        Assert.Equal(5, connection.ExecuteScalar<long>("select count(*) from sample", transaction: next));
        next.Rollback();
    }

    [Fact]
    public void TableChanged_BetweenTwoUses_TheSecondSeesTheNewTable()
    {
        connection.Execute(
            Insert,
            new
            {
                id = "a",
                amount = 1L,
                word = "one",
            }
        );
        Assert.Equal(3, Columns());
        connection.Execute("alter table sample add column note text null");
        Assert.Equal(4, Columns());

        int Columns()
        {
            using var reader = connection.ExecuteReader("select * from sample");
            return ((DbDataReader)reader).FieldCount;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await unit.DisposeAsync();
    }
}
