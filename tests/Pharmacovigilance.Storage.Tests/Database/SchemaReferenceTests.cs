using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

/// <summary>What the columns of the schema promise: references refer, codes are those of their enums, JSON is JSON.</summary>
public sealed partial class SchemaReferenceTests
{
    /// <summary>Columns that hold an id and are no foreign keys, and why.</summary>
    private static readonly SortedDictionary<string, string> NoReferences = new(StringComparer.Ordinal)
    {
        ["adverse_event.source_observation_id"] = "a laboratory value or a blood pressure, two tables",
        ["adverse_event_regrading.source_observation_id"] = "a laboratory value or a blood pressure, two tables",
        ["audit_entry.subject_id"] = "any subject, in the table that subject_type says",
        ["form_draft.subject_id"] = "what the form is about, also what is not saved yet",
        ["infusion_rate_plan.plan_id"] = "a rate table of the reference files",
        ["rate_table_signature.plan_id"] = "a rate table of the reference files",
        ["reference_rate.rate_id"] = "the name of the row in the ledger's file, half of the key of its own table",
        ["rule_decision.set_id"] = "a rule set of the reference files",
        ["rule_preview.set_id"] = "a rule set of the reference files",
        ["signal.reference_id"] = "a row of the ledger's file, which a replay judges by without loading it",
        ["stream_definition.reference_id"] = "a row of the ledger's file, which a replay judges by without loading it",
    };

    [Fact]
    public async Task IdColumns_OnSqlite_AreForeignKeysOrHaveAReason()
    {
        await using var unit = TestUnit.OnSqlite();
        AssertReasons(
            unit.Read(s =>
                s.Query<string>(
                    """
                    select t.name || '.' || c.name from pragma_table_list t join pragma_table_info(t.name) c
                    where t.type = 'table' and c.name like '%\_id' escape '\'
                      and (c.pk = 0 or (select count(*) from pragma_table_info(t.name) k where k.pk > 0) > 1)
                      and not exists (select 1 from pragma_foreign_key_list(t.name) f where f."from" = c.name)
                    """
                )
            )
        );
    }

    [Fact]
    public async Task IdColumns_OnPostgres_AreForeignKeysOrHaveAReason()
    {
        await using var unit = TestUnit.OnPostgres();
        AssertReasons(
            unit.Read(s =>
                s.Query<string>(
                    """
                    select t.relname || '.' || c.attname
                    from pg_class t join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped
                    where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace and c.attname like '%\_id'
                      and not exists (select 1 from pg_constraint k where k.conrelid = t.oid
                        and (k.contype = 'f' and c.attnum = any(k.conkey) or k.contype = 'p' and k.conkey = array[c.attnum]))
                    """
                )
            )
        );
    }

    private static void AssertReasons(IEnumerable<string> columns) =>
        Assert.Equal(NoReferences.Keys, columns.Order(StringComparer.Ordinal));

    /// <summary>A row does not name its tables: of the columns called like a member, one must hold that member's codes.</summary>
    [Fact]
    public void Columns_ReadAsAnEnum_AllowExactlyItsCodes()
    {
        var declared = Declared().ToLookup(c => c.Key.Split('.')[1], c => c.Value, StringComparer.Ordinal);
        var read = RowTypes()
            .SelectMany(type => type.GetProperties().Where(member => member.SetMethod is not null))
            .Select(member => (Column: InColumns(member.Name), Enum: EnumOf(member.PropertyType)))
            .Where(use => use.Enum is not null && declared.Contains(use.Column))
            .Distinct()
            .ToList();
        Assert.True(read.Count > 50, $"Only {read.Count} columns were found to be read as an enum.");
        Assert.Empty(
            read.Where(use =>
                    !declared[use.Column]
                        .Any(type =>
                            type == "integer" || type.StartsWith($"code of {use.Enum!.Name}", StringComparison.Ordinal)
                        )
                )
                .Select(use => $"{use.Column} is read as {use.Enum!.Name}, but declared as no code of it")
        );
    }

    private static IEnumerable<Type> RowTypes()
    {
        var names = Directory
            .EnumerateFiles(StorageFolder(), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Queried().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["row"].Value)
            .ToHashSet(StringComparer.Ordinal);
        return new[] { typeof(UnitDatabase), typeof(PatientId) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => names.Contains(type.Name));
    }

    private static Type? EnumOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } found ? found : null;

    private static string InColumns(string member) =>
        string.Concat(
            member.Select((c, at) => char.IsUpper(c) ? (at == 0 ? "" : "_") + char.ToLowerInvariant(c) : $"{c}")
        );

    [Fact]
    public void JsonColumns_AllOfThem_HoldJsonOnly() =>
        Assert.Empty(
            Declared()
                .Where(c => c.Key.EndsWith("_json", StringComparison.Ordinal) && c.Value != "json_text")
                .Select(c => c.Key)
        );

    /// <summary>The type of each column as the schema writes it, by table and column.</summary>
    private static Dictionary<string, string> Declared()
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        string table = "";
        foreach (string line in SchemaText.Written().Split('\n'))
        {
            if (TableLine().Match(line) is { Success: true } begins)
                table = begins.Groups["table"].Value;
            if (ColumnLine().Match(line) is { Success: true } column)
                columns[$"{table}.{column.Groups["column"].Value}"] = column.Groups["type"].Value;
        }

        return columns;
    }

    private static string StorageFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Pharmacovigilance.Storage");

    [GeneratedRegex(@"\b(?:Query|FirstOrDefault|Single)<(?:\w+\.)*(?<row>\w+)\??>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Queried();

    [GeneratedRegex(@"^create (?:append_only )?table (?<table>\w+) \($", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableLine();

    [GeneratedRegex(
        @"^  (?<column>\w+) (?<type>code of \w+(?: \('[^)]*\))?|code \([^)]*\)|[a-z_]+)\b?",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ColumnLine();
}
