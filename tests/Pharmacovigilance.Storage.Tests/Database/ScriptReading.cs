using System.Text.RegularExpressions;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>A column as a script declares it.</summary>
/// <param name="Name">Table and column.</param>
/// <param name="Codes">The content of its <c>in ('…')</c>, empty without one.</param>
internal sealed record DeclaredColumn(string Name, bool NotNull, string Codes);

/// <summary>Reads the table definitions out of the script texts, so that the comparison needs no server.</summary>
internal static partial class ScriptReading
{
    private static readonly string[] TableConstraints = ["primary", "unique", "check", "foreign", "constraint"];

    public static List<DeclaredColumn> Columns(IEnumerable<MigrationScript> scripts)
    {
        var columns = new List<DeclaredColumn>();
        foreach (string sql in scripts.Select(s => Comment().Replace(s.Sql, "")))
        {
            foreach (Match table in CreateTable().Matches(sql))
                columns.AddRange(
                    Parts(sql, table.Index + table.Length)
                        .Where(IsColumn)
                        .Select(part => Column(table.Groups["table"].Value, part))
                );
            foreach (Match added in AddColumn().Matches(sql))
                columns.Add(Column(added.Groups["table"].Value, added.Groups["column"].Value));
            foreach (Match dropped in DropColumn().Matches(sql))
                columns.RemoveAll(column =>
                    column.Name == $"{dropped.Groups["table"].Value}.{dropped.Groups["column"].Value}"
                );
        }

        return [.. columns.OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    public static IReadOnlyList<string> AppendOnlyTables(IEnumerable<MigrationScript> scripts) =>
        [
            .. scripts
                .SelectMany(s => AppendOnly().Matches(s.Sql).Select(m => m.Groups["table"].Value))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static bool IsColumn(string part) =>
        !TableConstraints.Contains(part.Split(' ', '(')[0], StringComparer.OrdinalIgnoreCase);

    private static DeclaredColumn Column(string table, string part)
    {
        // A boolean's 0 and 1 are the type itself in PostgreSQL.
        string codes = Codes().Match(part).Groups["codes"].Value;
        return new DeclaredColumn(
            $"{table}.{part.Split(' ')[0]}",
            part.Contains("not null", StringComparison.OrdinalIgnoreCase),
            codes == "0, 1" ? "" : codes
        );
    }

    /// <summary>The comma-separated parts of the parenthesis that opens just before <paramref name="start"/>.</summary>
    private static IEnumerable<string> Parts(string sql, int start)
    {
        int depth = 1;
        bool quoted = false;
        for (int i = start, from = start; depth > 0; i++)
        {
            if (sql[i] == '\'')
                quoted = !quoted;
            if (quoted)
                continue;
            if (sql[i] == '(')
                depth++;
            if (sql[i] == ')')
                depth--;
            if (depth > 1 || (depth == 1 && sql[i] != ','))
                continue;
            yield return Spaces().Replace(sql[from..i], " ").Trim();
            from = i + 1;
        }
    }

    [GeneratedRegex("--[^\n]*", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"create table (?<table>\w+) \(", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CreateTable();

    [GeneratedRegex(
        @"alter table (?<table>\w+) add column (?<column>[^;]+);",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AddColumn();

    [GeneratedRegex(
        @"alter table (?<table>\w+) drop column (?<column>\w+);",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DropColumn();

    [GeneratedRegex(
        @"before (?:update|delete|update or delete or truncate) on (?<table>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AppendOnly();

    [GeneratedRegex(@" in \((?<codes>[^)]*)\)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
