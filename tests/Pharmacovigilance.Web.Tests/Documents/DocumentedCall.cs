using System.Text.RegularExpressions;
using Pharmacovigilance.Web.Tests.Resources;

namespace Pharmacovigilance.Web.Tests.Documents;

/// <summary>A line in a code block of README or docs that a reader is meant to type.</summary>
/// <param name="Where">File and line.</param>
/// <param name="Args">What follows <c>--</c> when the line starts the product; null when it starts something else.</param>
internal sealed partial record DocumentedCall(string Where, string Line, IReadOnlyList<string>? Args)
{
    public static IReadOnlyList<DocumentedCall> All { get; } = [.. Files().SelectMany(OfFile)];

    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Path.Combine(SourceFiles.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Prepend(Path.Combine(SourceFiles.Root, "README.md"));

    private static IEnumerable<DocumentedCall> OfFile(string file)
    {
        string name = Path.GetRelativePath(SourceFiles.Root, file).Replace('\\', '/');
        string? language = null;
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.StartsWith("```", StringComparison.Ordinal))
                language = language is null ? line[3..].Trim() : null;
            else if (language is "" or "sh" or "bash" && line.Trim() is { Length: > 0 } text && text[0] != '#')
                yield return Of($"{name}:{number}", text, isShell: language.Length > 0);
        }
    }

    /// <summary>In a block without a language nothing may look like a command: it would not be executed here.</summary>
    private static DocumentedCall Of(string where, string line, bool isShell)
    {
        if (!isShell)
            Assert.False(Command().IsMatch(line), $"{where}: say sh for the block that has '{line}'.");
        var product = Product().Match(line);
        string? args = product.Success && isShell ? product.Groups["args"].Value : null;
        return new(where, isShell ? line : "", args?.Split(" > ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"^(dotnet|bash|sh|curl|[A-Z_]+=\S+) ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex(
        @"^dotnet run (-c Release )?--project src/Pharmacovigilance\.Web( --(?<args> .*))?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Product();
}
