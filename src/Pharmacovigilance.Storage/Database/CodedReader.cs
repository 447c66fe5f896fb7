using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Database;

/// <summary>What may stand in a column of one enum: its names exactly as written, or its numbers; of a rule, its code.</summary>
internal sealed class EnumCodes
{
    private static readonly ConcurrentDictionary<Type, EnumCodes> Known = new();

    private readonly Type type;
    private readonly FrozenDictionary<string, object> texts;
    private readonly FrozenDictionary<long, object> numbers;

    private EnumCodes(Type type, Func<object, string> text, bool numbered)
    {
        this.type = type;
        var values = Enum.GetValues(type).Cast<object>().DistinctBy(Number).ToList();
        texts = values.ToFrozenDictionary(text, StringComparer.Ordinal);
        numbers = (numbered ? values : []).ToFrozenDictionary(Number);
    }

    public static EnumCodes Of(Type type) =>
        Known.GetOrAdd(type, static one =>
            one == typeof(RuleId)
                ? new EnumCodes(one, rule => ((RuleId)rule).Code(), numbered: false)
                : new EnumCodes(one, value => Enum.GetName(one, value)!, numbered: true)
        );

    public Type NumberType => Enum.GetUnderlyingType(type);

    /// <param name="stored">A name or a number.</param>
    /// <param name="row">For the sentence, like the column.</param>
    /// <exception cref="InvalidDataException">It is none of the enum's.</exception>
    public object Parse(object stored, string row, string column)
    {
        object? value = stored switch
        {
            string text => texts.GetValueOrDefault(text),
            long or int or short => numbers.GetValueOrDefault(Number(stored)),
            _ => null,
        };
        return value
            ?? throw new InvalidDataException(
                $"{row}.{column} holds '{stored}', which is not a {type.Name} ({string.Join(", ", texts.Keys)})."
            );
    }

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}

/// <summary>
/// A reader whose coded columns answer the enum's value. Dapper alone takes "9", any case and "A, B" for a name and any
/// number for a value, and on SQLite it guesses a column's type from its first row, null or not.
/// </summary>
internal sealed class CodedReader(DbDataReader inner, string row, EnumCodes?[] codes) : DbDataReader
{
    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => GetValue(GetOrdinal(name));

    private readonly object?[] values = new object?[codes.Length];

    /// <summary>Reads the codes at once: what is thrown later, Dapper wraps.</summary>
    public override bool Read()
    {
        if (!inner.Read())
            return false;
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] is { } coded)
                values[i] = inner.IsDBNull(i) ? DBNull.Value : coded.Parse(inner.GetValue(i), row, inner.GetName(i));
        }

        return true;
    }

    public override object GetValue(int ordinal) => values[ordinal] ?? inner.GetValue(ordinal);

    public override Type GetFieldType(int ordinal) => codes[ordinal]?.NumberType ?? inner.GetFieldType(ordinal);

    public override int GetValues(object[] values)
    {
        int count = Math.Min(values.Length, FieldCount);
        for (int i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }

    public override int Depth => inner.Depth;
    public override int FieldCount => inner.FieldCount;
    public override bool HasRows => inner.HasRows;
    public override bool IsClosed => inner.IsClosed;
    public override int RecordsAffected => inner.RecordsAffected;

    public override bool GetBoolean(int ordinal) => inner.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => inner.GetByte(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => inner.GetChar(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

    public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);

    public override DateTime GetDateTime(int ordinal) => inner.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => inner.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => inner.GetDouble(ordinal);

    public override IEnumerator GetEnumerator() => inner.GetEnumerator();

    public override float GetFloat(int ordinal) => inner.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => inner.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => inner.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => inner.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => inner.GetInt64(ordinal);

    public override string GetName(int ordinal) => inner.GetName(ordinal);

    public override int GetOrdinal(string name) => inner.GetOrdinal(name);

    public override string GetString(int ordinal) => inner.GetString(ordinal);

    public override bool IsDBNull(int ordinal) => inner.IsDBNull(ordinal);

    public override bool NextResult() => inner.NextResult();
}
