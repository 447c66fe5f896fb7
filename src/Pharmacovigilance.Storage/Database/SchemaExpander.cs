using System.Text;
using System.Text.RegularExpressions;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// Makes plain SQL of the text in <c>db/schema</c>. A table's columns and constraints stand on a line each; what is neither a
/// table nor a trigger that <c>refuses</c> is SQL already and stays as it is.
/// </summary>
internal static partial class SchemaExpander
{
    /// <param name="text">With its codes in it, see <see cref="SchemaCodes"/>.</param>
    /// <exception cref="InvalidOperationException">A line of a table is neither a column nor a constraint.</exception>
    public static string Expand(string text, SqlDialect dialect)
    {
        string sql = Table().Replace(text, match => ExpandTable(match, dialect));
        sql = AddedColumn()
            .Replace(sql, match =>
                match.Groups["head"].Value + ExpandColumn(match.Groups["column"].Value, dialect) + ";"
            );
        return Refusing().Replace(sql, match => ExpandTrigger(match, dialect));
    }

    private static string ExpandTable(Match match, SqlDialect dialect)
    {
        string name = match.Groups["name"].Value;
        var sql = new StringBuilder().Append("create table ").Append(name).Append(" (\n");
        foreach (string line in match.Groups["body"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            sql.Append(IsPlain(line) ? line : "  " + ExpandLine(line, name, dialect)).Append('\n');
        sql.Append(dialect is SqlDialect.Sqlite ? ") strict;" : ");");
        if (match.Groups["kept"].Success)
            sql.Append('\n').Append(AppendOnly(name, dialect));
        return sql.ToString();
    }

    private static string ExpandLine(string line, string table, SqlDialect dialect)
    {
        string column = line.TrimEnd(',').TrimStart();
        return Column().IsMatch(column)
            ? ExpandColumn(column, dialect) + (line.EndsWith(',') ? "," : "")
            : throw new InvalidOperationException(
                $"A line of table {table} in the schema is neither a column of a known type nor a constraint: {line.Trim()}"
            );
    }

    private static string ExpandColumn(string declared, SqlDialect dialect)
    {
        var match = Column().Match(declared);
        string name = match.Groups["name"].Value;
        var type = SchemaType.Of(match.Groups["type"].Value, name, dialect);
        string rest = match.Groups["rest"].Value;
        if (type.Default is { } write)
            rest = write(rest);
        // What a column refers to was checked where it was made.
        bool isChecked =
            type.Check is not null && !(type.IsId && rest.Contains(" references ", StringComparison.Ordinal));
        return $"{name} {type.Sql}{rest}" + (isChecked ? $" check ({type.Check})" : "");
    }

    private static string AppendOnly(string table, SqlDialect dialect) =>
        dialect is SqlDialect.Sqlite
            ? Refusal($"{table}_no_update", "update", table, "", dialect)
                + "\n"
                + Refusal($"{table}_no_delete", "delete", table, "", dialect)
            : Refusal($"{table}_append_only", "update or delete or truncate", table, "", dialect);

    private static string ExpandTrigger(Match match, SqlDialect dialect)
    {
        string change = match.Groups["change"].Value;
        string when = match.Groups["when"].Value;
        // Emptying a table is a kind of deleting that SQLite does not have.
        if (dialect is SqlDialect.Postgres && change is "delete" && when.Length == 0)
            change = "delete or truncate";
        return Refusal(match.Groups["name"].Value, change, match.Groups["table"].Value, when, dialect);
    }

    private static string Refusal(string name, string change, string table, string when, SqlDialect dialect)
    {
        string head = $"create trigger {name} before {change} on {table}";
        if (dialect is SqlDialect.Postgres)
            return when.Length > 0
                ? $"{head}\nfor each row when ({when}) execute function refuse_change();"
                : $"{head}\nfor each statement execute function refuse_change();";
        return $"{head}{(when.Length > 0 ? " when " + when : "")}\nbegin select raise(abort, '{table} is append-only'); end;";
    }

    /// <summary>A comment, a constraint of the table, or the second line of one.</summary>
    private static bool IsPlain(string line) => Plain().IsMatch(line);

    [GeneratedRegex(
        @"^create (?<kept>append_only )?table (?<name>\w+) \(\n(?<body>.*?)^\);",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Table();

    [GeneratedRegex(
        @"^(?<head>alter table \w+ add column )(?<column>[^;]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AddedColumn();

    [GeneratedRegex(
        @"^create trigger (?<name>\w+) refuses (?<change>update|delete) on (?<table>\w+)(?: when (?<when>[^;]+))?;",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Refusing();

    [GeneratedRegex(
        @"^(?<name>\w+) (?<type>code \([^)]*\)|[a-z_]+)(?<rest>(?: .*)?)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Column();

    [GeneratedRegex(
        @"^(?:  (?:--|(?:check|unique|primary key|foreign key) ?\()|    )",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Plain();
}
