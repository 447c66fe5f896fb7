namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>Where the tests find the built program and leave their pictures.</summary>
internal static class RepositoryPaths
{
    public static string Root { get; } = FindRoot();

    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts")).FullName;

    /// <summary>The program built in the same configuration as these tests.</summary>
    public static string Program
    {
        get
        {
            string output = Path.GetRelativePath(
                Path.Combine(Root, "tests", "Pharmacovigilance.EndToEnd.Tests"),
                AppContext.BaseDirectory
            );
            return Path.Combine(Root, "src", "Pharmacovigilance.Web", output, "Pharmacovigilance.Web.dll");
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pharmacovigilance.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new DirectoryNotFoundException(
                "Pharmacovigilance.sln was not found above " + AppContext.BaseDirectory
            );
    }
}
