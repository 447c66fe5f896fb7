using Pharmacovigilance.Web.Tests.Harness;
using Pharmacovigilance.Web.Verbs;

namespace Pharmacovigilance.Web.Tests.Verbs;

/// <summary>What the command line says of itself, and what it takes for a setting.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("demo", "replay", "import", "qualify", "simulate", "--Unit:DataFolder <folder>", "--version")]
    [InlineData("demo --help", "--urls <address>", "--Unit:DemoPatients <number>")]
    [InlineData("replay --help", "<scenario.json>", "--rules <rule set>")]
    [InlineData("import --help", "ctcae <workbook.xlsx>")]
    [InlineData("import ctcae --help", "--preview", "--accept-rejected", "--Unit:DataFolder <folder>")]
    [InlineData("qualify --help", "grading <vectors.csv>", "statistics <oracle.csv>")]
    [InlineData("qualify grading --help", "docs/grading-qualification.md")]
    [InlineData("simulate --help", "--null", "--hazard <multiple>", "--seed <number>", "[default: 2000]")]
    public async Task Help_OfEveryVerb_SaysWhatItTakesAndHowItEnds(string call, params string[] says)
    {
        string[] args = call.Contains(' ', StringComparison.Ordinal) ? call.Split(' ') : ["--help"];
        var (exit, output, errors) = await VerbRun.RunAsync(args);
        Assert.Equal((0, ""), (exit, errors));
        Assert.All([.. says, "--Section:Key <value>", "Exit codes:"], part =>
            Assert.Contains(part, output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Version_IsThatOfTheProduct()
    {
        var (exit, output, errors) = await VerbRun.RunAsync("--version");
        Assert.Equal((0, ""), (exit, errors));
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
    }

    [Theory]
    [InlineData("replya x.json", "replay")]
    [InlineData("dmo", "demo")]
    [InlineData("qualify gradng x.csv", "grading")]
    [InlineData("import ctcea x.xlsx", "ctcae")]
    public async Task Verb_Mistyped_IsExitCodeTwoAndTheNearestIsNamed(string call, string meant)
    {
        var (exit, output, errors) = await VerbRun.RunAsync(call.Split(' '));
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("Did you mean", errors, StringComparison.Ordinal);
        Assert.Contains($"{Environment.NewLine}{meant}{Environment.NewLine}", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("--url http://localhost:1")]
    [InlineData("demo --patients 3")]
    [InlineData("demo more")]
    [InlineData("replay a.json b.json")]
    [InlineData("replay -x.json")]
    [InlineData("replay a.json --rules --preview")]
    [InlineData("import ctcae a.xlsx --prewiev")]
    [InlineData("import ctcae a.xlsx --preview --preview")]
    public async Task Call_NotUnderstood_IsExitCodeTwoWithoutOutput(string call)
    {
        var (exit, output, errors) = await VerbRun.RunAsync(call.Split(' '));
        Assert.Equal((2, ""), (exit, output));
        Assert.NotEmpty(errors);
    }

    [Theory]
    [InlineData("[suggest:3]|dem", "demo")]
    [InlineData("[suggest:14]|simulate --tri", "--trial")]
    public async Task Suggest_CompletesVerbsAndOptions(string call, string expected)
    {
        var (exit, output, _) = await VerbRun.RunAsync(call.Split('|'));
        Assert.Equal(0, exit);
        Assert.Contains(expected, output.Split(Environment.NewLine));
    }

    [Theory]
    [InlineData("--Unit:DataFolder /srv/unit demo", "--Unit:DataFolder /srv/unit", "demo")]
    [InlineData(
        "demo --Unit:DataFolder=/srv/a=b --urls http://x:1",
        "--Unit:DataFolder=/srv/a=b --urls http://x:1",
        "demo"
    )]
    [InlineData(
        "demo /Unit:DataFolder /srv/unit /urls=http://x:1",
        "/Unit:DataFolder /srv/unit /urls=http://x:1",
        "demo"
    )]
    [InlineData("demo Unit:DemoPatients=3 URLS=http://x:1", "Unit:DemoPatients=3 URLS=http://x:1", "demo")]
    [InlineData(
        "import ctcae /srv/w.xlsx --preview --unit:datafolder f",
        "--unit:datafolder f",
        "import ctcae /srv/w.xlsx --preview"
    )]
    [InlineData(
        "--Logging:LogLevel:Microsoft.AspNetCore Debug --environment Development",
        "--Logging:LogLevel:Microsoft.AspNetCore Debug --environment Development",
        ""
    )]
    [InlineData("demo --Unit:Name", "--Unit:Name", "demo")]
    [InlineData("replay a:b.json --rules us-2024", "", "replay a:b.json --rules us-2024")]
    [InlineData("simulate --ratio=2 --seed 3", "", "simulate --ratio=2 --seed 3")]
    public void Settings_AreTakenOutInEveryForm(string call, string settings, string others)
    {
        var (found, left) = Settings.Split(call.Split(' '));
        Assert.Equal((settings, others), (string.Join(' ', found), string.Join(' ', left)));
    }

    [Fact]
    public async Task Setting_GoesWithAVerbThatOpensNoUnit()
    {
        string vectors = Path.Combine(AppContext.BaseDirectory, "reference", "qualification", "grading.csv");
        var plain = await VerbRun.RunAsync("qualify", "grading", vectors);
        Assert.Equal(0, plain.Exit);
        Assert.Equal(plain, await VerbRun.RunAsync("qualify", "grading", "--Unit:DataFolder", "nowhere", vectors));
    }
}
