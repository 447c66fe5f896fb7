using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>Prints the tables as plain SQL, for whoever has to review or administer the database.</summary>
internal static class SchemaVerb
{
    private const int Done = 0;
    private const int NotUnderstood = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        SqlDialect? dialect = args switch
        {
            ["sqlite"] => SqlDialect.Sqlite,
            ["postgres"] => SqlDialect.Postgres,
            _ => null,
        };
        if (dialect is { } known)
        {
            await WriteAsync(known, output);
            return Done;
        }

        await errors.WriteLineAsync("Name the database whose SQL is wanted: schema sqlite, or schema postgres.");
        return NotUnderstood;
    }

    public static Task WriteAsync(SqlDialect dialect, TextWriter output) => output.WriteAsync(SchemaText.Sql(dialect));
}
