using System.Globalization;
using System.Text.Json;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>
/// One element of a scenario together with where it stands. Unlike the reader of the product's own data files it goes on
/// after a mistake, so that an author hears of several at once; a value that cannot be read is null and its problem noted.
/// </summary>
internal sealed class ScenarioElement
{
    private readonly JsonElement json;
    private readonly List<ScenarioProblem> problems;
    private readonly ScenarioElement? beneath;

    private ScenarioElement(
        JsonElement json,
        string path,
        List<ScenarioProblem> problems,
        ScenarioElement? beneath = null
    )
    {
        this.json = json;
        Path = path;
        this.problems = problems;
        this.beneath = beneath;
    }

    public string Path { get; }

    public bool IsObject => json.ValueKind == JsonValueKind.Object;

    public bool IsList => json.ValueKind == JsonValueKind.Array;

    public bool IsText => json.ValueKind == JsonValueKind.String;

    /// <exception cref="ScenarioRefusedException">The text is not JSON; the message says line and column.</exception>
    public static ScenarioElement Parse(string text, List<ScenarioProblem> problems)
    {
        var options = new JsonDocumentOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        };
        try
        {
            using var document = JsonDocument.Parse(text, options);
            return new ScenarioElement(document.RootElement.Clone(), "", problems);
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is { } line
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"line {line + 1}, column {(e.BytePositionInLine ?? 0) + 1}:"
                )
                : "the file:";
            throw new ScenarioRefusedException(
                place,
                "the text is not valid JSON: " + e.Message.Split(" Path:")[0].Split(" LineNumber:")[0]
            );
        }
    }

    /// <summary>This element's properties where it has them, and those of another beneath it: a correction on top of what it corrects.</summary>
    public ScenarioElement Over(ScenarioElement corrected) => new(json, Path, problems, corrected);

    public void Refuse(string problem) =>
        problems.Add(new ScenarioProblem(Path.Length == 0 ? "the scenario" : Path, problem));

    /// <summary>Notes every property that is not one of these; a misspelt element would otherwise be lost in silence.</summary>
    public bool Knows(string what, params ReadOnlySpan<string> names)
    {
        if (!IsObject)
        {
            Refuse($"must be an object ({{ … }}), but is {Raw()}.");
            return false;
        }

        string known = string.Join(", ", names!);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                Child(property.Value, property.Name).Refuse("is given twice.");
            if (!names.Contains(property.Name) && property.Name != "comment")
                Child(property.Value, property.Name).Refuse($"is not an element of {what}. Known: {known}, comment.");
        }

        return true;
    }

    /// <summary>The names of an object's own properties.</summary>
    public IEnumerable<string> Names() => json.EnumerateObject().Select(property => property.Name);

    /// <summary>Whether the element itself, and not one beneath it, has the property, be it null.</summary>
    public bool HasOwn(string name) => IsObject && json.TryGetProperty(name, out _);

    public bool Has(string name) => HasOwn(name) || beneath?.Has(name) == true;

    /// <summary>Null where the property is absent or JSON null: unknown.</summary>
    public ScenarioElement? Optional(string name)
    {
        if (!HasOwn(name))
            return beneath?.Optional(name);
        var value = json.GetProperty(name);
        return value.ValueKind == JsonValueKind.Null ? null : Child(value, name);
    }

    /// <summary>Notes a problem where the property is absent or null.</summary>
    public ScenarioElement? Required(string name, string hint = "")
    {
        if (Optional(name) is { } found)
            return found;
        if (!IsObject)
            return null;
        problems.Add(new ScenarioProblem(PathOf(name), $"is missing.{(hint.Length == 0 ? "" : " " + hint)}"));
        return null;
    }

    public IReadOnlyList<ScenarioElement> Items(string what = "a list")
    {
        if (IsList)
            return
            [
                .. json.EnumerateArray()
                    .Select(
                        (item, i) =>
                            new ScenarioElement(
                                item,
                                string.Create(CultureInfo.InvariantCulture, $"{Path}[{i}]"),
                                problems
                            )
                    ),
            ];
        Refuse($"must be {what} ([ … ]), but is {Raw()}.");
        return [];
    }

    public string? Text(int longest = 200)
    {
        if (!IsText)
            return Not<string>($"must be a text in quotes, but is {Raw()}.");
        string text = json.GetString()!.Trim();
        if (text.Length == 0)
            return Not<string>("is empty.");
        return text.Length <= longest ? text : Not<string>($"is {text.Length} characters long; use at most {longest}.");
    }

    public decimal? Number() =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var value)
            ? value
            : NotValue<decimal>($"must be a number, written without quotes and with a decimal point, but is {Raw()}.");

    /// <summary>A laboratory result: a number, or a text such as "&lt;0.1" where it is only a bound.</summary>
    public (ValueBound Bound, decimal Number)? Result()
    {
        if (!IsText)
            return Number() is { } exact ? (ValueBound.Exact, exact) : null;
        var result = TypedResult.Read(json.GetString());
        if (result.Number.Readings is [var one, var other])
            Refuse(
                $"can be read as {Printed(one)} or as {Printed(other)}, but is {Raw()}. Write the one that is meant, without a mark for thousands."
            );
        else if (result is { Bound: not ValueBound.Exact, Number.Outcome: TypedNumberOutcome.Read })
            return (result.Bound, result.Number.Value);
        else
            Refuse(
                $"must be a number, written without quotes and with a decimal point, or a text with a sign such as \"<0.1\", but is {Raw()}."
            );
        return null;

        static string Printed(decimal number) => TypedNumber.Unambiguous(number, CultureInfo.InvariantCulture);
    }

    public int? Integer(int lowest, int highest)
    {
        if (json.ValueKind != JsonValueKind.Number || !json.TryGetInt32(out int value))
            return NotValue<int>($"must be a whole number without quotes, but is {Raw()}.");
        return value >= lowest && value <= highest
            ? value
            : NotValue<int>(
                string.Create(CultureInfo.InvariantCulture, $"must lie between {lowest} and {highest}, but is {value}.")
            );
    }

    public bool? Boolean() =>
        json.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => NotValue<bool>($"must be true or false, but is {Raw()}."),
        };

    /// <summary>Years outside 1900–2100 are slips of the pen, and days counted from them might leave the calendar.</summary>
    public static bool IsUsable(DateTime day) => day.Year is >= 1900 and <= 2100;

    public DateOnly? Date() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && IsUsable(date.ToDateTime(TimeOnly.MinValue))
            ? date
        : IsText ? NotValue<DateOnly>($"must be a date like 2026-01-05 from the years 1900 to 2100, but is {Raw()}.")
        : null;

    /// <summary>One of the words of a list; capitals, spaces, hyphens and underscores do not matter.</summary>
    public T? Choice<T>(IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (Text() is not { } text)
            return null;
        foreach (var (word, value) in choices)
            if (string.Equals(Plain(word), Plain(text), StringComparison.Ordinal))
                return value;
        return NotValue<T>($"must be one of {string.Join(", ", choices.Keys)}, but is {Raw()}.");
    }

    /// <summary>Letters and digits in lower case: what two spellings of one word have in common.</summary>
    public static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The element as written, shortened.</summary>
    public string Raw()
    {
        string raw = json.GetRawText();
        return raw.Length <= 60 ? raw : raw[..57] + "...";
    }

    private T? Not<T>(string problem)
        where T : class
    {
        Refuse(problem);
        return null;
    }

    private T? NotValue<T>(string problem)
        where T : struct
    {
        Refuse(problem);
        return null;
    }

    private ScenarioElement Child(JsonElement value, string name) => new(value, PathOf(name), problems);

    private string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
