using System.Text.Json;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>The program as a person at a console or a script calls it.</summary>
public sealed class ReplayProcessTests
{
    [Fact]
    public async Task Replay_OfAShippedScenario_PrintsOneJsonObjectAndNothingElse()
    {
        var (exit, output, errors) = await ConsoleProgram.RunAsync("replay", ReplayProbe.Shipped("case-report"));
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
        var (exit, output, errors) = await ConsoleProgram.RunAsync(file is null ? ["replay"] : ["replay", file]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }
}
