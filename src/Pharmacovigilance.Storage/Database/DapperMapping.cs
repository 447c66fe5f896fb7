using System.Data;
using Dapper;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Database;

/// <summary>How C# values become columns and back, once for the process.</summary>
internal static class DapperMapping
{
    private static readonly Lock Gate = new();
    private static bool registered;

    public static void Register()
    {
        lock (Gate)
        {
            if (registered)
                return;
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            // Dapper prefers its own map to a handler when it sends a parameter, so the maps have to go first.
            foreach (
                var type in new[]
                {
                    typeof(DateTimeOffset),
                    typeof(DateTimeOffset?),
                    typeof(DateOnly),
                    typeof(DateOnly?),
                    typeof(string),
                }
            )
                SqlMapper.RemoveTypeMap(type);
            SqlMapper.AddTypeHandler(
                typeof(DateTimeOffset),
                new TextHandler<DateTimeOffset>(StoredText.Instant, StoredText.ParseInstant)
            );
            // Whatever is written or asked for is written and asked for in one form: canonically equal text is equal.
            SqlMapper.AddTypeHandler(typeof(string), new CanonicalText());
            SqlMapper.AddTypeHandler(
                typeof(DateOnly),
                new TextHandler<DateOnly>(StoredText.Date, StoredText.ParseDate)
            );
            var register = typeof(DapperMapping).GetMethod(
                nameof(RegisterId),
                System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static
            )!;
            foreach (var type in typeof(PatientId).Assembly.GetTypes().Where(IsTypedId))
                register.MakeGenericMethod(type).Invoke(null, null);
            registered = true;
        }
    }

    public static bool IsTypedId(Type type) =>
        type is { IsValueType: true, IsGenericType: false }
        && Array.Exists(type.GetInterfaces(), i =>
            i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITypedId<>)
        );

    private static void RegisterId<TId>()
        where TId : struct, ITypedId<TId> =>
        SqlMapper.AddTypeHandler(
            typeof(TId),
            new TextHandler<TId>(id => id.Value.ToString("D"), text => TId.From(Guid.ParseExact(text, "D")))
        );

    /// <summary>Text is written in one form and read as it is.</summary>
    private sealed class CanonicalText : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is string text ? EnteredText.Canonical(text) : DBNull.Value;
        }

        public object? Parse(Type destinationType, object value) =>
            value is DBNull ? null : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Always declares the parameter as text, also for null: PostgreSQL cannot guess the type of a bare null.</summary>
    private sealed class TextHandler<T>(Func<T, string> write, Func<string, T> read) : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is T known ? write(known) : DBNull.Value;
        }

        public object? Parse(Type destinationType, object value) =>
            value switch
            {
                string text => read(text),
                DBNull when Nullable.GetUnderlyingType(destinationType) is not null => null,
                _ => throw new InvalidDataException(
                    $"A {typeof(T).Name} was expected, but the database answered {(value is DBNull ? "null" : value.GetType().Name)}."
                ),
            };
    }
}
