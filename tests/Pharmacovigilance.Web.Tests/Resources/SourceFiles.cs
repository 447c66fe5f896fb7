namespace Pharmacovigilance.Web.Tests.Resources;

/// <summary>The product's own source, for tests that hold for every line of it.</summary>
internal static class SourceFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files of a project with an ending, without what a build puts beside them.</summary>
    public static IReadOnlyList<string> Of(string project, string pattern) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root, "src", project), pattern, SearchOption.AllDirectories)
                .Where(file =>
                    !file.Contains("/obj/", StringComparison.Ordinal)
                    && !file.Contains("/bin/", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal),
        ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pharmacovigilance.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
