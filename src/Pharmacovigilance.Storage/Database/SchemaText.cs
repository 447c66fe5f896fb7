using System.Text;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// The tables of a unit: one text in <c>db/schema</c> for both databases, a file for each room, and the numbered changes that
/// were made to it since. Its first version is the text as a whole.
/// </summary>
public static class SchemaText
{
    private const string Rooms = "schema/";
    private const string Changes = "schema/changes/";

    private static readonly Lazy<IReadOnlyList<MigrationScript>> Sqlite = new(() => Read(SqlDialect.Sqlite));
    private static readonly Lazy<IReadOnlyList<MigrationScript>> Postgres = new(() => Read(SqlDialect.Postgres));

    /// <summary>All of it as plain SQL.</summary>
    public static string Sql(SqlDialect dialect) => string.Join("\n", Scripts(dialect).Select(script => script.Sql));

    /// <summary>The schema and its changes, in their order.</summary>
    internal static IReadOnlyList<MigrationScript> Scripts(SqlDialect dialect) =>
        (dialect is SqlDialect.Sqlite ? Sqlite : Postgres).Value;

    /// <summary>The text of the rooms as it is written, in the order in which the tables can be made.</summary>
    internal static string Written() => string.Join("\n", Files(Rooms).Select(file => file.Text));

    private static List<MigrationScript> Read(SqlDialect dialect)
    {
        var schema = MigrationScript.Written("0001_schema.sql", Written(), dialect);
        if (dialect is SqlDialect.Postgres)
            schema = schema with { Sql = SchemaType.PostgresPrelude.ReplaceLineEndings("\n") + schema.Sql };
        return [schema, .. Files(Changes).Select(file => MigrationScript.Written(file.Name, file.Text, dialect))];
    }

    private static IEnumerable<(string Name, string Text)> Files(string folder)
    {
        var assembly = typeof(SchemaText).Assembly;
        foreach (
            string name in assembly
                .GetManifestResourceNames()
                .Where(n =>
                    n.StartsWith(folder, StringComparison.Ordinal)
                    && !n[folder.Length..].Contains('/', StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            yield return (name[folder.Length..], reader.ReadToEnd());
        }
    }
}
