using System.Collections.Concurrent;
using System.Reflection;

namespace Pharmacovigilance.Storage.Database;

/// <summary>
/// Refuses row and parameter types that Dapper would map wrongly without a word: an enum is sent as a number, a DateTime
/// loses its zone, a bare Guid is sent in upper case and finds nothing, a positional record fails on the
/// first widened integer. An enum in a row is read by its name; see <see cref="CodedReader"/>.
/// </summary>
internal static class RowShape
{
    private static readonly ConcurrentDictionary<Type, string?> Rows = new();
    private static readonly ConcurrentDictionary<Type, string?> Parameters = new();

    public static void CheckRow(Type type) => Refuse(Rows.GetOrAdd(type, RowFault));

    public static void CheckParameters(object? parameters)
    {
        if (parameters is not null)
            Refuse(Parameters.GetOrAdd(parameters.GetType(), ParameterFault));
    }

    private static void Refuse(string? fault)
    {
        if (fault is not null)
            throw new InvalidOperationException(fault);
    }

    private static string? RowFault(Type type)
    {
        if (Misread(type) is { } reason)
            return $"A query cannot return {type.Name}: {reason}";
        if (IsScalar(type))
            return null;
        if (type.GetConstructor(Type.EmptyTypes) is null && !type.IsValueType)
            return $"{type.Name} cannot be a row: make it a record with required init properties and no constructor parameters.";
        // What has no setter is computed from the columns and not filled by Dapper.
        return PropertyFault(type, property => property.SetMethod is not null && !IsEnum(property.PropertyType));
    }

    private static string? ParameterFault(Type type) =>
        // Dictionaries and Dapper's own bags have no shape to look at.
        typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
        || typeof(Dapper.SqlMapper.IDynamicParameters).IsAssignableFrom(type)
            ? null
            : PropertyFault(type, _ => true);

    private static string? PropertyFault(Type type, Func<PropertyInfo, bool> mapped) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(mapped)
            .Select(p =>
                Misread(p.PropertyType) is { } reason ? $"{type.Name}.{p.Name} cannot be mapped: {reason}" : null
            )
            .FirstOrDefault(fault => fault is not null);

    private static string? Misread(Type type)
    {
        if (IsEnum(type))
            return "an enum is stored by its name; use a string and Coded.";
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateTime))
            return "a DateTime has no zone; use DateTimeOffset or DateOnly.";
        return type == typeof(Guid) ? "a bare Guid does not match the stored text; use a typed id." : null;
    }

    private static bool IsEnum(Type type) => (Nullable.GetUnderlyingType(type) ?? type).IsEnum;

    public static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive
            || type == typeof(string)
            || type == typeof(decimal)
            || type == typeof(byte[])
            || type == typeof(DateTimeOffset)
            || type == typeof(DateOnly)
            || DapperMapping.IsTypedId(type);
    }
}

/// <summary>Enums in tables and JSON are their names; a number or an unknown name is refused.</summary>
public static class Coded
{
    public static string Text<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Enum.GetName(value)
        ?? throw new ArgumentOutOfRangeException(nameof(value), value, $"{value:D} is not a {typeof(TEnum).Name}.");

    /// <param name="code">The stored name.</param>
    /// <param name="source">Table and column, e.g. <c>user_role.role</c>, for the sentence.</param>
    /// <exception cref="InvalidDataException">The name is not one of the enum's.</exception>
    public static TEnum Parse<TEnum>(string code, string source)
        where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().Contains(code, StringComparer.Ordinal)
            ? Enum.Parse<TEnum>(code)
            : throw new InvalidDataException(
                $"{source} holds '{code}', which is not a {typeof(TEnum).Name} ({string.Join(", ", Enum.GetNames<TEnum>())})."
            );
}
