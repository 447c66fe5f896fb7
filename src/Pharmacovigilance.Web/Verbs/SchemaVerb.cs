using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>Prints the tables as plain SQL, for whoever has to review or administer the database.</summary>
internal sealed class SchemaVerb : Verb
{
    private const string HowToCall = "Name the database whose SQL is wanted: schema sqlite, or schema postgres.";

    public SchemaVerb(VerbConsole console)
        : base("schema", "Prints the tables as plain SQL.", HowToCall)
    {
        Add(new OfDatabase("sqlite", "The tables on SQLite.", SqlDialect.Sqlite, console));
        Add(new OfDatabase("postgres", "The tables on PostgreSQL.", SqlDialect.Postgres, console));
    }

    private sealed class OfDatabase : Verb
    {
        public OfDatabase(string name, string description, SqlDialect dialect, VerbConsole console)
            : base(name, description, HowToCall) =>
            SetAction(async _ =>
            {
                await console.Output.WriteAsync(SchemaText.Sql(dialect));
                return ExitCode.Done;
            });
    }
}
