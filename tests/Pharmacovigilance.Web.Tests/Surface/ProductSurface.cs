using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Tests.Resources;

namespace Pharmacovigilance.Web.Tests.Surface;

/// <summary>Pages, endpoints, verbs, tables, rules and settings of the built product, as text.</summary>
internal static class ProductSurface
{
    private const string Heading = """
        What the product shows to the outside. Generated and compared by SurfaceTests, which says how to rewrite it.
        """;

    public static async Task<string> DescribeAsync()
    {
        string folder = Directory.CreateTempSubdirectory("surface-").FullName;
        try
        {
            await using var unit = UnitProgram.Build(UnitMode.Real, [], folder);
            await unit.Services.OpenUnitAsync();
            await using var demo = UnitProgram.Build(UnitMode.Demo, [], Path.Combine(folder, "demo"));
            var (pages, endpoints) = EndpointSurface.Of(unit, demo);
            return Text(
                ("Pages: route, who", pages),
                ("Endpoints: method, route, who", endpoints),
                ("Verbs", VerbSurface.Lines()),
                ("Tables and views of a fresh unit", Tables(unit.Services.GetRequiredService<UnitDatabase>())),
                ("Rules: set, code, version", Rules()),
                ("Settings: key, default", Settings())
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(params (string Heading, IEnumerable<string> Lines)[] parts)
    {
        var text = new StringBuilder(Heading).Append('\n');
        foreach (var (heading, lines) in parts)
        {
            text.Append('\n').Append(heading).Append('\n');
            foreach (string line in lines)
                text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static IReadOnlyList<string> Tables(UnitDatabase database)
    {
        using var scope = database.OpenReader();
        return scope.Query<string>(
            """
            select m.name || '(' || group_concat(c.name, ', ' order by c.cid) || ')'
            from sqlite_schema m, pragma_table_info(m.name) c
            where m.type in ('table', 'view') and m.name not like 'sqlite\_%' escape '\'
            group by m.name order by m.name
            """
        );
    }

    private static IEnumerable<string> Rules()
    {
        string folder = Path.Combine(SourceFiles.Root, "db", "reference", "rules");
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var rule in document.RootElement.GetProperty("rules").EnumerateArray())
                yield return $"{Path.GetFileNameWithoutExtension(file)} {rule.GetProperty("code")} {rule.GetProperty("version")}";
        }
    }

    /// <summary>Of every options class: one that says its section.</summary>
    private static IEnumerable<string> Settings() =>
        typeof(UnitOptions)
            .Assembly.GetTypes()
            .Select(type => (type, section: type.GetField("Section", BindingFlags.NonPublic | BindingFlags.Static)))
            .Where(found => found.section is not null && found.type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(found =>
                Settings((string)found.section!.GetRawConstantValue()!, Activator.CreateInstance(found.type)!)
            )
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Settings(string section, object options)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            object? value = property.GetValue(options);
            string key = $"{section}:{property.Name}";
            if (property.PropertyType.IsClass && property.PropertyType != typeof(string))
                foreach (string line in Settings(key, value!))
                    yield return line;
            else
                yield return string.Create(CultureInfo.InvariantCulture, $"{key} = {(value is "" ? "\"\"" : value)}");
        }
    }
}
