using System.Text.Json;

namespace Pharmacovigilance.Web.Audit;

/// <summary>One element of a recorded change.</summary>
/// <param name="Name">Path in the record, e.g. <c>roles</c> or <c>content.grade</c>.</param>
/// <param name="New">Null where the new content does not have it.</param>
/// <param name="Old">Null where nothing is replaced.</param>
public sealed record AuditLine(string Name, string? New, string? Old)
{
    public bool Changed => Old is not null && New != Old;
}

/// <summary>Lays the JSON of an audit entry out for reading: new beside old, where it says what it replaces.</summary>
public static class AuditDetails
{
    private const string Replaces = "replaces";

    /// <summary>Every element in the order of the record; content that is not JSON becomes one line with the text as it is.</summary>
    public static IReadOnlyList<AuditLine> Lines(string details)
    {
        try
        {
            using var document = JsonDocument.Parse(details);
            var root = document.RootElement;
            var fresh = new List<(string Name, string Value)>();
            var old = new List<(string Name, string Value)>();
            if (root.ValueKind != JsonValueKind.Object)
                Flatten("", root, fresh);
            else
            {
                foreach (var property in root.EnumerateObject())
                {
                    if (property.Name == Replaces)
                        Flatten(property.Value.ValueKind == JsonValueKind.Object ? "" : Replaces, property.Value, old);
                    else
                        Flatten(property.Name, property.Value, fresh);
                }
            }

            return Join(fresh, old);
        }
        catch (JsonException)
        {
            return [new AuditLine("", details, null)];
        }
    }

    private static List<AuditLine> Join(List<(string Name, string Value)> fresh, List<(string Name, string Value)> old)
    {
        var before = old.DistinctBy(o => o.Name, StringComparer.Ordinal)
            .ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal);
        var lines = new List<AuditLine>(fresh.Count + old.Count);
        foreach (var (name, value) in fresh)
        {
            // The new content may stand in an envelope ("row.grade") where the replaced one does not ("grade").
            string key = before.ContainsKey(name) ? name : name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
            lines.Add(new AuditLine(name, value, before.Remove(key, out string? replaced) ? replaced : null));
        }

        lines.AddRange(old.Where(o => before.ContainsKey(o.Name)).Select(o => new AuditLine(o.Name, null, o.Value)));
        return lines;
    }

    private static void Flatten(string path, JsonElement element, List<(string Name, string Value)> into)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Flatten(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value, into);
                break;
            case JsonValueKind.Array
                when element.EnumerateArray().Any(e => e.ValueKind is JsonValueKind.Object or JsonValueKind.Array):
                int position = 0;
                foreach (var item in element.EnumerateArray())
                    Flatten($"{path}[{++position}]", item, into);
                break;
            case JsonValueKind.Array:
                into.Add((path, string.Join(", ", element.EnumerateArray().Select(e => e.ToString()))));
                break;
            case JsonValueKind.Null:
                into.Add((path, "null"));
                break;
            default:
                into.Add((path, element.ToString()));
                break;
        }
    }
}
