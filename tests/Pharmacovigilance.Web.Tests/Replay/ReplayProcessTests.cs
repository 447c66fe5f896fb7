using System.Diagnostics;
using System.Text.Json;

namespace Pharmacovigilance.Web.Tests.Replay;

/// <summary>The program as a person at a console or a script calls it.</summary>
public sealed class ReplayProcessTests
{
    [Fact]
    public async Task Replay_OfAShippedScenario_PrintsOneJsonObjectAndNothingElse()
    {
        var (exit, output, errors) = await RunAsync("replay", ReplayProbe.Shipped("case-report"));
        Assert.Equal(0, exit);
        Assert.Empty(errors);
        using var document = JsonDocument.Parse(output);
        foreach (string name in (string[])["schedule", "infusions", "alerts", "holds", "board", "unknown"])
            Assert.Equal(JsonValueKind.Array, document.RootElement.GetProperty(name).ValueKind);
    }

    [Theory]
    [InlineData("there-is-no-such-file.json", "there-is-no-such-file.json: the file cannot be read:")]
    [InlineData(null, "replay needs exactly one scenario file")]
    public async Task Replay_WithoutAReadableFile_IsExitCodeTwo(string? file, string expected)
    {
        var (exit, output, errors) = await RunAsync(file is null ? ["replay"] : ["replay", file]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        string temporary = Directory.CreateTempSubdirectory("replay-process-").FullName;
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Pharmacovigilance.Web.dll"));
        foreach (string arg in args) start.ArgumentList.Add(arg);
        foreach (string variable in (string[])["TMPDIR", "TMP", "TEMP"]) start.Environment[variable] = temporary;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        // The runtime keeps its own pipes there; the replay's database must be gone.
        Assert.Empty(Directory.EnumerateDirectories(temporary, "pharmacovigilance-*"));
        Directory.Delete(temporary, recursive: true);
        return (process.ExitCode, await output, await errors);
    }
}
