using Dapper;
using Microsoft.Data.Sqlite;

namespace Pharmacovigilance.Benchmarks;

/// <summary>The same database engine with the same durability, and nothing of the product: one insert, one commit.</summary>
internal sealed class RawBaseline : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pharmacovigilance-raw-").FullName;

    public RawBaseline()
    {
        using var connection = Open();
        connection.Execute(
            "pragma journal_mode = wal; create table raw (id integer primary key, value text not null) strict;"
        );
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.db")};Pooling=False");
        connection.Open();
        connection.Execute("pragma busy_timeout = 30000; pragma synchronous = full;");
        return connection;
    }

    public static void Insert(SqliteConnection connection) =>
        connection.Execute("insert into raw (value) values (@value)", new { value = "0.49 10*9/L" });

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
