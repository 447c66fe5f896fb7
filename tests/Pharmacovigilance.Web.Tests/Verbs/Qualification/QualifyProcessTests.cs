using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Verbs.Qualification;

/// <summary>The exit codes a script of the hospital relies on.</summary>
public sealed class QualifyProcessTests
{
    [Fact]
    public async Task Qualify_ShippedVectors_IsExitCodeZero()
    {
        var (exit, output, errors) = await ConsoleProgram.RunAsync("qualify", "grading", QualifyVerbTests.Shipped);
        Assert.Equal((0, ""), (exit, errors));
        Assert.Contains("Mismatches: 0.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Qualify_WithAWrongExpectation_IsExitCodeOne()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            "version,test,value,unit,lln,uln,baseline,expected\n5.0,ANC,0.5,10*9/L,,,,4\n",
            TestContext.Current.CancellationToken
        );
        var (exit, output, errors) = await ConsoleProgram.RunAsync("qualify", "grading", file);
        File.Delete(file);
        Assert.Equal((1, ""), (exit, errors));
        Assert.Contains("MISMATCH", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Qualify_WithoutAReadableFile_IsExitCodeTwo()
    {
        var (exit, output, errors) = await ConsoleProgram.RunAsync("qualify", "grading", "there-is-no-such-file.csv");
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("there-is-no-such-file.csv: the file cannot be read:", errors, StringComparison.Ordinal);
    }
}
