using System.Diagnostics;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Tests.Nci;

namespace Pharmacovigilance.Web.Tests.Verbs.Import;

/// <summary>The import as a person at a console calls it.</summary>
public sealed class ImportProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("import-process-").FullName;

    private string Data => Path.Combine(folder, "data");

    private string File(byte[] content)
    {
        string path = Path.Combine(folder, "copy.xlsx");
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    [Fact]
    public async Task Import_TheSameWorkbookTwice_IsDoneAndThenUnchanged()
    {
        string path = NciWorkbooks.PathOf(NciWorkbooks.V60);
        var (exit, output, errors) = await RunAsync(path, "--preview");
        Assert.Equal((0, ""), (exit, errors));
        Assert.Contains("850 terms with 3235 grades", output, StringComparison.Ordinal);
        Assert.Contains("Rows rejected: 0; skipped: 0 headings, 0 notes, 0 blank.", output, StringComparison.Ordinal);
        Assert.EndsWith("Preview only: nothing was written.", output.TrimEnd(), StringComparison.Ordinal);

        (exit, output, errors) = await RunAsync(path);
        Assert.Equal((0, ""), (exit, errors));
        Assert.Contains(
            "No dictionary of this version was imported before; 850 added.",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith("Imported.", output.TrimEnd(), StringComparison.Ordinal);

        (exit, output, _) = await RunAsync(path);
        Assert.Equal(0, exit);
        Assert.Contains("0 added, 0 changed, 0 removed", output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_DamagedCopy_IsRefusedWholeBeforeAUnitIsMade()
    {
        byte[] whole = NciWorkbooks.Bytes(NciWorkbooks.V50);
        var (exit, output, errors) = await RunAsync(File(whole[..^1000]));
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("copy.xlsx: The file is damaged", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));

        (exit, _, errors) = await RunAsync(
            File(
                NciWorkbooks.Edited(NciWorkbooks.V50, "xl/sharedStrings.xml", text =>
                    text.Replace("Navigational Note", "Note", StringComparison.Ordinal)
                )
            )
        );
        Assert.Equal(2, exit);
        Assert.Contains(
            "Worksheet “CTCAE v5.0 Clean Copy”, row 1: the column “Navigational Note” is missing.",
            errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Import_RejectedRows_NeedTheConsentOfThePerson()
    {
        string path = File(
            NciWorkbooks.Edited(NciWorkbooks.V50, "xl/worksheets/sheet1.xml", text =>
                text.Replace("<v>10005329</v>", "<v>1000532</v>", StringComparison.Ordinal)
            )
        );
        var (exit, output, errors) = await RunAsync(path);
        Assert.Equal(2, exit);
        Assert.Contains(
            "rejected row 3 (Blood and lymphatic system disorders - Other, specify)",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Imported.", output, StringComparison.Ordinal);
        Assert.Contains("repeat with --accept-rejected", errors, StringComparison.Ordinal);

        (exit, output, _) = await RunAsync(path, "--accept-rejected");
        Assert.Equal(0, exit);
        Assert.Contains("836 terms", output, StringComparison.Ordinal);
        Assert.EndsWith("Imported.", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhileTheUnitRuns_PointsToItsPage()
    {
        using var running = new SqliteDatabase(Data);
        running.Migrate(DateTimeOffset.UnixEpoch, "test");
        var (exit, output, errors) = await RunAsync(NciWorkbooks.PathOf(NciWorkbooks.V50));
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("in use by another running copy", errors, StringComparison.Ordinal);
        Assert.Contains("/dictionary", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "import needs one of NCI's workbooks")]
    [InlineData("there-is-no-such-file.xlsx", "there-is-no-such-file.xlsx: The file cannot be read:")]
    public async Task Import_WithoutAReadableFile_IsExitCodeTwo(string? file, string expected)
    {
        var (exit, output, errors) = file is null ? await RunAsync() : await RunAsync(file);
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all =
        [
            Path.Combine(AppContext.BaseDirectory, "Pharmacovigilance.Web.dll"),
            "import",
            "ctcae",
            .. args,
            .. args.Length > 0 ? new[] { "--Unit:DataFolder", Data } : [],
        ];
        foreach (string arg in all)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
