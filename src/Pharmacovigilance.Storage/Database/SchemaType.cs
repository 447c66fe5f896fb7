namespace Pharmacovigilance.Storage.Database;

/// <summary>What a type of <c>db/schema</c> is in one dialect.</summary>
/// <param name="Sql">The type to declare.</param>
/// <param name="Check">The condition the type does not carry itself; null without one.</param>
/// <param name="IsId">Not checked again where it refers to another table.</param>
/// <param name="Default">Rewrites what follows the type; null where it stays as it is.</param>
internal sealed record SchemaType(
    string Sql,
    string? Check = null,
    bool IsId = false,
    Func<string, string>? Default = null
)
{
    /// <summary>Made before the first table; SQLite has no domains, and its triggers no functions. Texts compare byte by byte, as in SQLite.</summary>
    public const string PostgresPrelude = """
        create domain entity_id as text collate "C" check (value ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$');
        create domain instant as text collate "C" check (value ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z$');
        create domain calendar_date as text collate "C" check (value ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]$');
        create domain json_text as text collate "C" check (value is null or value::json is not null);
        create domain finite_real as double precision check (value > '-Infinity'::float8 and value < 'Infinity'::float8);

        create function refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception '% is append-only', tg_table_name;
        end $$;


        """;

    private const string Day = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]";
    private const string Time = "T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z";

    /// <param name="name">As the schema writes it.</param>
    /// <param name="column">The column that has it.</param>
    /// <exception cref="InvalidOperationException">There is no such type.</exception>
    public static SchemaType Of(string name, string column, SqlDialect dialect)
    {
        var type = dialect is SqlDialect.Sqlite ? OfSqlite(name, column) : OfPostgres(name, column);
        return type
            ?? throw new InvalidOperationException($"The column {column} of the schema has the unknown type '{name}'.");
    }

    private static SchemaType? OfSqlite(string name, string column) =>
        name switch
        {
            "text" or "integer" => new(name),
            "identity" => new("integer", Default: rest =>
                rest.Replace(" primary key", " primary key autoincrement", StringComparison.Ordinal)
            ),
            "boolean" => new("integer", $"{column} in (0, 1)", Default: AsNumber),
            "finite_real" => new("real", $"{column} > -1e999 and {column} < 1e999"),
            "entity_id" => new(
                "text",
                $"{column} glob '????????-????-????-????-????????????' and {column} not glob '*[^0-9a-f-]*'",
                IsId: true
            ),
            "instant" => new("text", $"{column} glob '{Day}{Time}'"),
            "calendar_date" => new("text", $"{column} glob '{Day}'"),
            "json_text" => new("text", $"json_valid({column})"),
            "json_array" => new("text", $"json_type({column}) = 'array'"),
            ['c', 'o', 'd', 'e', ' ', .. var codes] => new("text", $"{column} in {codes}"),
            _ => null,
        };

    private static SchemaType? OfPostgres(string name, string column) =>
        name switch
        {
            "text" => new("text collate \"C\""),
            "integer" => new("bigint"),
            "identity" => new("bigint generated always as identity"),
            "boolean" or "finite_real" or "entity_id" or "instant" or "calendar_date" or "json_text" => new(name),
            "json_array" => new("json_text", $"json_typeof({column}::json) = 'array'"),
            ['c', 'o', 'd', 'e', ' ', .. var codes] => new("text collate \"C\"", $"{column} in {codes}"),
            _ => null,
        };

    private static string AsNumber(string rest) =>
        rest.Replace(" default true", " default 1", StringComparison.Ordinal)
            .Replace(" default false", " default 0", StringComparison.Ordinal);
}
