using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// Reads rows through Dapper's parser, but refuses a null for a property that cannot be null. Dapper alone leaves such a
/// property at its default: an unknown count would be read as 0 and an unknown instant as the year 1.
/// </summary>
internal sealed class RowReader<T> : IDisposable
{
    private static readonly FrozenSet<string> Required = RequiredProperties();

    private readonly DbDataReader reader;
    private readonly Func<DbDataReader, object?> parse;
    private readonly List<int> required = [];

    public RowReader(DbDataReader reader)
    {
        this.reader = reader;
        parse = reader.GetRowParser(typeof(T));
        for (int i = 0; i < reader.FieldCount; i++)
        {
            if (Required.Contains(PropertyName(i)))
                required.Add(i);
        }
    }

    public List<T> ReadAll()
    {
        var rows = new List<T>();
        while (TryRead(out var row))
            rows.Add(row);
        // PostgreSQL reports some failures only when the result is read to its end.
        while (reader.NextResult()) { }
        return rows;
    }

    public bool TryRead(out T row)
    {
        row = default!;
        if (!reader.Read())
            return false;
        foreach (int column in required)
        {
            if (reader.IsDBNull(column))
                throw new InvalidDataException(
                    $"The column {reader.GetName(column)} is null, but its property in {typeof(T).Name} cannot be. Make the property nullable or the column not null."
                );
        }

        row = parse(reader) switch
        {
            T value => value,
            null when default(T) is null => default!,
            null => throw new InvalidDataException(
                $"The column {reader.GetName(0)} is null, but a {typeof(T).Name} cannot be. Ask for a nullable type."
            ),
            // SQLite answers every whole number as a long, booleans too.
            { } other => (T)
                Convert.ChangeType(
                    other,
                    Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T),
                    CultureInfo.InvariantCulture
                ),
        };
        return true;
    }

    private string PropertyName(int column) => reader.GetName(column).Replace("_", "", StringComparison.Ordinal);

    private static FrozenSet<string> RequiredProperties()
    {
        if (RowShape.IsScalar(typeof(T)))
            return [];
        var nullability = new NullabilityInfoContext();
        return typeof(T)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is not null && nullability.Create(p).WriteState == NullabilityState.NotNull)
            .Select(p => p.Name)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public void Dispose() => reader.Dispose();
}
