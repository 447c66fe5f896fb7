using System.Globalization;
using System.Text.Json;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>
/// One element of a JSON data file together with where it stands, so that every refusal can say so. Reading is strict:
/// a missing, empty, mistyped, duplicate or unknown property is refused, because a misspelt key would otherwise
/// silently lose a clinical limit.
/// </summary>
internal sealed class DataElement
{
    private readonly JsonElement json;
    private readonly string file;
    private readonly string path;

    private DataElement(JsonElement json, string file, string path)
    {
        this.json = json;
        this.file = file;
        this.path = path;
    }

    /// <exception cref="DataFormatException">The text is not JSON; the position is in the message.</exception>
    public static DataElement Parse(string text, string file)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(text, options);
            return new DataElement(document.RootElement.Clone(), file, "the document");
        }
        catch (JsonException error)
        {
            var at = $"line {(error.LineNumber ?? 0) + 1}, byte {(error.BytePositionInLine ?? 0) + 1}";
            throw new DataFormatException(file, at, "is not valid JSON: " + error.Message, error);
        }
    }

    public DataFormatException Refuse(string problem) => new(file, path, problem);

    /// <summary>Requires an object that has no other properties than these.</summary>
    public DataElement Knows(params ReadOnlySpan<string> names)
    {
        RequireKind(JsonValueKind.Object, "an object");
        foreach (var property in json.EnumerateObject())
            if (!names.Contains(property.Name))
                throw Child(property.Value, property.Name).Refuse("is not a known property.");
        return this;
    }

    public DataElement this[string name] =>
        Optional(name) ?? throw new DataFormatException(file, PathOf(name), "is missing.");

    /// <summary>Null where the property is absent or JSON null: unknown, which is never zero.</summary>
    public DataElement? Optional(string name)
    {
        RequireKind(JsonValueKind.Object, "an object");
        return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? Child(value, name)
            : null;
    }

    public IEnumerable<DataElement> Items()
    {
        RequireKind(JsonValueKind.Array, "a list");
        return json.EnumerateArray().Select((item, i) => new DataElement(item, file, $"{path}[{i}]"));
    }

    public IEnumerable<(string Name, DataElement Value)> Properties()
    {
        RequireKind(JsonValueKind.Object, "an object");
        return json.EnumerateObject().Select(p => (p.Name, Child(p.Value, p.Name)));
    }

    public string Text()
    {
        RequireKind(JsonValueKind.String, "a text");
        var text = json.GetString()!;
        return string.IsNullOrWhiteSpace(text) ? throw Refuse("is empty.") : text;
    }

    public LocalizedText Localized()
    {
        Knows("en", "ru");
        return new LocalizedText(this["en"].Text(), this["ru"].Text());
    }

    public bool IsText => json.ValueKind == JsonValueKind.String;

    public int Integer() =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value)
            ? value
            : throw Refuse($"must be a whole number, but is {json.GetRawText()}.");

    public int IntegerFrom(int lowest, int highest)
    {
        var value = Integer();
        return value >= lowest && value <= highest
            ? value
            : throw Refuse($"must lie between {lowest} and {highest}, but is {value}.");
    }

    public decimal Number() =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var value)
            ? value
            : throw Refuse($"must be a number, but is {json.GetRawText()}.");

    public decimal PositiveNumber()
    {
        var value = Number();
        return value > 0
            ? value
            : throw Refuse($"must be greater than zero, but is {value.ToString(CultureInfo.InvariantCulture)}.");
    }

    public bool Boolean() =>
        json.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Refuse($"must be true or false, but is {json.GetRawText()}."),
        };

    public DateOnly Date() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Refuse($"must be a date like 2020-02-07, but is \"{Text()}\".");

    /// <summary>An enum by the name of its value, exactly as declared; numbers are refused.</summary>
    public T Name<T>()
        where T : struct, Enum
    {
        var text = Text();
        return Enum.GetNames<T>().Contains(text, StringComparer.Ordinal)
            ? Enum.Parse<T>(text)
            : throw Refuse($"must be one of {string.Join(", ", Enum.GetNames<T>())}, but is \"{text}\".");
    }

    private void RequireKind(JsonValueKind kind, string words)
    {
        if (json.ValueKind != kind)
            throw Refuse($"must be {words}, but is {json.ValueKind.ToString().ToLowerInvariant()}.");
    }

    private DataElement Child(JsonElement value, string name) => new(value, file, PathOf(name));

    private string PathOf(string name) => path == "the document" ? name : $"{path}.{name}";
}
