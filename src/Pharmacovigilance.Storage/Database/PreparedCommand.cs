using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// The writing connection. A job runs some twenty statements, always the same few texts, and preparing one costs SQLite
/// more than running it: so each is prepared once for as long as the connection lives.
/// </summary>
internal sealed class PreparingConnection(string connectionString) : SqliteConnection(connectionString)
{
    // Far more than the program has texts for writing; only a text that varies could come near it.
    private const int Most = 1000;

    private readonly Dictionary<string, SqliteCommand> idle = new(StringComparer.Ordinal);

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    internal SqliteCommand Take(string text) =>
        idle.Remove(text, out var command) ? command : new SqliteCommand(text, this);

    internal void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        // A second one of the same text was in use at the same time; one is enough.
        if (idle.Count >= Most || !idle.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in idle.Values)
                command.Dispose();
            idle.Clear();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A command that works with a prepared one of its text and gives it back instead of disposing it.</summary>
internal sealed class PreparedCommand(PreparingConnection connection) : DbCommand
{
    private SqliteCommand? command;
    private DbTransaction? transaction;
    private bool failed;

    private SqliteCommand Command => command ?? throw new InvalidOperationException("The command has no text yet.");

    [AllowNull]
    public override string CommandText
    {
        get => command?.CommandText ?? "";
        set
        {
            if (command is not null)
                throw new InvalidOperationException("A command keeps its text; create another one.");
            command = connection.Take(value ?? "");
        }
    }

    public override int CommandTimeout
    {
        get => Command.CommandTimeout;
        set => Command.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => Command.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("The command belongs to its connection.");
    }

    protected override DbParameterCollection DbParameterCollection => Command.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => transaction;
        set => transaction = value;
    }

    public override void Cancel() => Command.Cancel();

    public override void Prepare() => Ready().Prepare();

    public override int ExecuteNonQuery() => Try(ready => ready.ExecuteNonQuery());

    public override object? ExecuteScalar() => Try(ready => ready.ExecuteScalar());

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        Try(ready => ready.ExecuteReader(behavior));

    /// <summary>A statement that failed is not used again: it would have to be reset first.</summary>
    private T Try<T>(Func<SqliteCommand, T> execute)
    {
        try
        {
            return execute(Ready());
        }
        catch
        {
            failed = true;
            throw;
        }
    }

    private SqliteCommand Ready()
    {
        Command.Transaction = (SqliteTransaction?)transaction;
        return Command;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && command is { } used)
        {
            command = null;
            if (failed)
                used.Dispose();
            else
                connection.GiveBack(used);
        }

        base.Dispose(disposing);
    }
}
