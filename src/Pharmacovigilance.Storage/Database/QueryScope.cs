using System.Data.Common;
using Dapper;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Calls.OnCall;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// Queries within one transaction; stores write a query once and use it for reading and inside a write. Synchronous on
/// purpose and without a cancellation token: the provider would ignore it.
/// </summary>
public abstract class QueryScope
{
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private Knowledge? knowledge;
    private AlertingPolicy? policy;

    private protected QueryScope(UnitDatabase database, DbConnection connection, DbTransaction transaction)
    {
        Database = database;
        this.connection = connection;
        this.transaction = transaction;
    }

    /// <summary>The dialect: <see cref="UnitDatabase.InList"/> and <see cref="UnitDatabase.ListParameter{T}"/>.</summary>
    public UnitDatabase Database { get; }

    /// <summary>The unit's wall clock.</summary>
    internal UnitClock Clock => Database.Clock;

    /// <summary>What holds in this transaction: read once, and again only in the job that decides; see <see cref="Decided"/>.</summary>
    internal Knowledge Knowledge => knowledge ??= Database.Known.At(this);

    /// <summary>How the unit calls people, as signed last in this transaction; read once.</summary>
    internal AlertingPolicy Policy => policy ??= AlertingPolicyStore.InForce(this);

    /// <summary>What the unit works by was just decided in this transaction: the next to ask reads it anew.</summary>
    internal void Decided()
    {
        knowledge = null;
        policy = null;
    }

    internal IReadOnlyList<T> Query<T>(string sql, object? parameters = null)
    {
        using var reader = Reader<T>(sql, parameters);
        return reader.ReadAll();
    }

    internal T? FirstOrDefault<T>(string sql, object? parameters = null)
    {
        using var reader = Reader<T>(sql, parameters);
        return reader.TryRead(out var row) ? row : default;
    }

    /// <exception cref="InvalidOperationException">There is no row, or more than one.</exception>
    internal T Single<T>(string sql, object? parameters = null) =>
        Query<T>(sql, parameters) is [var row]
            ? row
            : throw new InvalidOperationException($"Exactly one row was expected of: {sql}");

    private protected int Run(string sql, object? parameters) => connection.Execute(Command(sql, parameters));

    private protected virtual void CheckOpen() { }

    private RowReader<T> Reader<T>(string sql, object? parameters)
    {
        RowShape.CheckRow(typeof(T));
        var rows = (DbDataReader)connection.ExecuteReader(Command(sql, parameters));
        try
        {
            return new RowReader<T>(rows);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private CommandDefinition Command(string sql, object? parameters)
    {
        CheckOpen();
        RowShape.CheckParameters(parameters);
        return new CommandDefinition(sql, parameters, transaction);
    }
}

/// <summary>One consistent read-only view; see <see cref="UnitDatabase.OpenReader"/>.</summary>
public sealed class ReadScope : QueryScope, IDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;

    internal ReadScope(UnitDatabase database, DbConnection connection, DbTransaction transaction)
        : base(database, connection, transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
    }

    public void Dispose()
    {
        transaction.Dispose();
        connection.Dispose();
    }
}
