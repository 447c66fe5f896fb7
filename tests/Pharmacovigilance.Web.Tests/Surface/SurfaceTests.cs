using Pharmacovigilance.Web.Tests.Resources;

namespace Pharmacovigilance.Web.Tests.Surface;

/// <summary>What the product shows to the outside is on paper, so that a change of it is seen in a review.</summary>
public sealed class SurfaceTests
{
    private const string Rewrite = "PHARMACOVIGILANCE_WRITE_SURFACE";

    private static readonly string File = Path.Combine(SourceFiles.Root, "docs", "surface.txt");

    [Fact]
    public async Task Surface_IsWhatTheFileSays()
    {
        string found = await ProductSurface.DescribeAsync();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            await System.IO.File.WriteAllTextAsync(File, found, TestContext.Current.CancellationToken);
        string[] written = System.IO.File.Exists(File)
            ? await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken)
            : [];
        string[] lines = found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] differences =
        [
            .. written.Where(line => line.Length > 0).Except(lines).Select(line => $"- {line}"),
            .. lines.Except(written).Select(line => $"+ {line}"),
        ];
        Assert.True(
            differences.Length == 0 && written.Where(line => line.Length > 0).SequenceEqual(lines),
            $"The surface is not what docs/surface.txt says. If that is meant, rewrite it and commit it:{Environment.NewLine}"
                + $"{Rewrite}=1 dotnet test tests/Pharmacovigilance.Web.Tests --filter FullyQualifiedName~SurfaceTests{Environment.NewLine}"
                + string.Join(Environment.NewLine, differences)
        );
    }
}
