using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Dapper;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// Reads rows through Dapper's parser, but keeps what the row promises. Dapper alone leaves a property at its default where
/// the column is null or missing: an unknown count would be read as 0 and an unknown instant as the year 1. A coded column
/// holds one of its enum's names, or numbers, and nothing else; see <see cref="CodedReader"/>.
/// </summary>
internal sealed class RowReader<T> : IDisposable
{
    private static readonly FrozenSet<string> NotNull = NotNullProperties();
    private static readonly FrozenSet<string> Required = Properties()
        .Where(p => p.IsDefined(typeof(RequiredMemberAttribute)))
        .Select(p => p.Name)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, EnumCodes> Codes = Properties()
        .Select(p => (p.Name, Type: Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))
        .Where(p => p.Type.IsEnum)
        .ToFrozenDictionary(p => p.Name, p => EnumCodes.Of(p.Type), StringComparer.OrdinalIgnoreCase);

    private readonly DbDataReader reader;
    private readonly DbDataReader coded;
    private readonly Func<DbDataReader, object?> parse;
    private readonly List<int> notNull = [];

    public RowReader(DbDataReader reader)
    {
        this.reader = reader;
        string[] names = new string[reader.FieldCount];
        int answered = 0;
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = PropertyName(i);
            if (NotNull.Contains(names[i]))
                notNull.Add(i);
            if (Required.Contains(names[i]))
                answered++;
        }

        if (answered < Required.Count)
            throw new InvalidOperationException(
                $"{typeof(T).Name} requires {string.Join(", ", Required.Except(names, StringComparer.OrdinalIgnoreCase))}, but the query has no such column."
            );
        coded =
            Codes.Count == 0
                ? reader
                : new CodedReader(reader, typeof(T).Name, [.. names.Select(name => Codes.GetValueOrDefault(name))]);
        parse = coded.GetRowParser(typeof(T));
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
        if (!coded.Read())
            return false;
        foreach (int column in notNull)
        {
            if (reader.IsDBNull(column))
                throw new InvalidDataException(
                    $"The column {reader.GetName(column)} is null, but its property in {typeof(T).Name} cannot be. Make the property nullable or the column not null."
                );
        }

        row = parse(coded) switch
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

    private static FrozenSet<string> NotNullProperties()
    {
        var nullability = new NullabilityInfoContext();
        return Properties()
            .Where(p => nullability.Create(p).WriteState == NullabilityState.NotNull)
            .Select(p => p.Name)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What Dapper fills; what has no setter is computed.</summary>
    private static IEnumerable<PropertyInfo> Properties() =>
        RowShape.IsScalar(typeof(T))
            ? []
            : typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null);

    public void Dispose() => reader.Dispose();
}
