using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Verbs.Qualification;

public sealed class QualifyVerbTests : IDisposable
{
    private const string Header = "version,test,value,unit,lln,uln,baseline,expected";

    private readonly string folder = Directory.CreateTempSubdirectory("qualify-").FullName;

    internal static string Shipped =>
        Path.Combine(AppContext.BaseDirectory, "reference", "qualification", "grading.csv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int Exit, string Output, string Errors)> QualifyAsync(string text)
    {
        string file = Path.Combine(folder, "vectors.csv");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return await VerbRun.RunAsync("qualify", "grading", file);
    }

    [Fact]
    public async Task Grading_OfTheShippedVectors_MatchesEveryRow()
    {
        var (exit, output, errors) = await QualifyAsync(
            await File.ReadAllTextAsync(Shipped, TestContext.Current.CancellationToken)
        );

        Assert.Equal((0, ""), (exit, errors));
        int rows = File.ReadLines(Shipped).Count(line => line.Length > 0 && line[0] != '#') - 1;
        Assert.True(rows > 400);
        Assert.EndsWith(
            $"Rows: {rows}. Matches: {rows}. Mismatches: 0.{Environment.NewLine}",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("MISMATCH", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.0,ANC,0.49,10*9/L,1.8,,,4")]
    [InlineData("5.0,ANC,0.5,10*9/L,1.8,,,3")]
    [InlineData("6.0,ANC,0.50,10*9/L,,,,2")]
    [InlineData("6.0,ANC,1.5,10*9/L,,,,0")]
    [InlineData("5.0,ANC,1.6,10*9/L,,,,ungradable")]
    [InlineData("5.0,ANC,1.6,10*9/L,1.8,7.5,,1")]
    [InlineData("4.03,PLT,25000,/mm3,150000,,,3")]
    [InlineData("6.0,LYM,0.4,10*9/L,1.0,,,ungradable")]
    [InlineData("5.0,HGB,7.9,g/dL,12,,,3")]
    [InlineData("5.0,HGB,4.9,mmol/L,7.4,,,2")]
    [InlineData("5.0,ANC,700,/uL,,,,3")]
    [InlineData("5.0,ANC,700,/uL,1.8,,,3")]
    [InlineData("5.0,ANC,0.7,,,,,ungradable")]
    [InlineData("5.0,ANC,0.7,/uL,,,,ungradable")]
    [InlineData("5.0,ANC,,10*9/L,,,,ungradable")]
    [InlineData("5.0,anc, 1.4900 ,10*9/L,,,,2")]
    [InlineData("5.0,HGB,80,furlong,120,,,ungradable")]
    [InlineData("5.0,CREA,80,umol/L,,,,Ungradable")]
    [InlineData("5.0,BP,165/85,mm[Hg],,,,3")]
    [InlineData("6.0,BP,165/85,mm[Hg],,,150/80,ungradable")]
    [InlineData("6.0,BP,165/85,mmHg,,,120/80,3")]
    [InlineData("\"5.0\",\"ANC\",\"0.49\",\"10*9/L\",\"\",\"\",\"\",\"4\"")]
    public async Task Grading_Row_GivesWhatTheTextSays(string row)
    {
        var (exit, output, errors) = await QualifyAsync($"{Header}\n{row}\n");
        Assert.True(exit == 0, output + errors);
    }

    [Theory]
    [InlineData("5.0,ANC,0.5,10*9/L,1.8,,,4", "3           4           MISMATCH")]
    [InlineData("5.0,ANC,1.6,10*9/L,,,,0", "ungradable  0           MISMATCH")]
    [InlineData("6.0,ANC,1.5,10*9/L,,,,ungradable", "0           ungradable  MISMATCH")]
    public async Task Grading_RowThatIsExpectedOtherwise_IsAMismatchAndExitCodeOne(string row, string said)
    {
        var (exit, output, errors) = await QualifyAsync($"{Header}\n5.0,ANC,0.2,10*9/L,,,,4\n{row}\n");
        Assert.Equal((1, ""), (exit, errors));
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Contains("Mismatches:" + Environment.NewLine + "3 ", output, StringComparison.Ordinal);
        Assert.EndsWith($"Rows: 2. Matches: 1. Mismatches: 1.{Environment.NewLine}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grading_FileOfASpreadsheet_IsReadAllTheSame()
    {
        const string text =
            "\uFEFFExpected,Unit,Note,VERSION,Test,Value,LLN,Uln,Baseline\r\n\r\n4,10*9/L,\"first, of two\",5.0,ANC,0.49,,,\r\n,,,,,,,,\r\n0,10*9/L,,6.0,ANC,1.5,,,";
        var (exit, output, _) = await QualifyAsync(text);
        Assert.Equal(0, exit);
        Assert.Contains("3      5.0      ANC   0.49 10*9/L", output, StringComparison.Ordinal);
        Assert.Contains("5      6.0      ANC   1.5 10*9/L", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grading_BoundsAndHospitalSpellings_AreGradedWhereTheyDecide()
    {
        string rows = string.Join(
            '\n',
            Header,
            "5.0,ANC,<0.1,10*9/L,,,,4",
            "5.0,ANC,< 500,/uL,,,,4",
            "5.0,ANC,<1.5,10*9/L,1.8,,,ungradable",
            "5.0,PLT,≥150,Г/л,150,,,0",
            "5.0,ANC,400,10*3/mL,,,,4",
            "5.0,ANC,1.000,тыс/мкл,,,,2",
            "5.0,HGB,7.9,г/дл,,,,3",
            "5.0,ANC,15.2,/uL,,,,ungradable"
        );
        var (exit, output, errors) = await QualifyAsync(rows + "\n");
        Assert.True(exit == 0, output + errors);
        Assert.Contains("<0.1 10*9/L", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "",
        "is empty. The first line must name the columns version,test,value,unit,lln,uln,baseline,expected."
    )]
    [InlineData(Header + "\n", "has no row below the header, so nothing would be qualified.")]
    [InlineData(
        "version;test;value;unit;lln;uln;baseline;expected\n5.0;ANC;0,49;10*9/L;;;;4\n",
        "line 1: the columns are separated by semicolons or tabs."
    )]
    [InlineData("version,test,value,lln,uln,baseline,expected\n", "line 1: the column unit is missing.")]
    [InlineData(Header + ",test\n", "line 1: the column test is there more than once.")]
    [InlineData(
        Header + "\n5.0,ANC,abc,10*9/L,,,,4\n",
        "line 2, column value: must be a number with a decimal point, or empty, but is \"abc\"."
    )]
    [InlineData(Header + "\n\n5.0,ANC,\"0,49\",10*9/L,,,,4\n", "line 3, column value: must be a number")]
    [InlineData(
        Header + "\n5.0,ANC,0,49,10*9/L,,,,4\n",
        "line 2 has 9 fields, but the header names 8 columns. Write decimals with a point."
    )]
    [InlineData(Header + "\n5.0,ANC,0.49,10*9/L\n", "line 2 has 4 fields, but the header names 8 columns.")]
    [InlineData(
        Header + "\n5.0,ANC,0.49999999999999999999999999999999,10*9/L,,,,4\n",
        "line 2, column value: must be a number"
    )]
    [InlineData(Header + "\n5.0,ANC,0.49,10*9/L,low,,,4\n", "line 2, column lln: must be a number")]
    [InlineData(
        Header + "\n5.0,ANC,\"12,000\",/uL,,,,0\n",
        "line 2, column value: can be read as 12 or as 12000, but is \"12,000\"."
    )]
    [InlineData(
        Header + "\n5.0,ANC,\"<1,500\",/uL,,,,0\n",
        "line 2, column value: can be read as 1.5 or as 1500, but is \"1,500\"."
    )]
    [InlineData(Header + "\n5.0,ANC,0.49,10*9/L,<1.8,,,4\n", "line 2, column lln: must be a number")]
    [InlineData(
        Header + "\n5,ANC,0.49,10*9/L,,,,4\n",
        "line 2, column version: must be 4.03, 5.0 or 6.0, but is \"5\"."
    )]
    [InlineData(Header + "\n5.0,,0.49,10*9/L,,,,4\n", "line 2, column test: is empty.")]
    [InlineData(
        Header + "\n5.0,ANC,0.49,10*9/L,,,,\n",
        "line 2, column expected: must be 0 to 5 or ungradable, but is \"\"."
    )]
    [InlineData(
        Header + "\n5.0,ANC,0.49,10*9/L,,,,6\n",
        "line 2, column expected: must be 0 to 5 or ungradable, but is \"6\"."
    )]
    [InlineData(
        Header + "\n5.0,BP,150,mm[Hg],,,,2\n",
        "line 2, column value: must be a pressure such as 150/95, or empty, but is \"150\"."
    )]
    [InlineData(
        Header + ",duration\n6.0,BP,150/95,mm[Hg],,,,2,long\n",
        "line 2, column duration: must be transient, recurrent, over-1-hour or empty, but is \"long\"."
    )]
    [InlineData(Header + "\n5.0,ANC,\"0.49,10*9/L,,,,4\n", "line 2 cannot be read as CSV")]
    public async Task Grading_UnusableFile_IsRefusedWithASentenceAndGradesNothing(string text, string sentence)
    {
        var (exit, output, errors) = await QualifyAsync(text);
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("vectors.csv: " + sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grading_LowerLimitInAnotherUnit_IsNotUsedAndSaidWhereItWouldDecide()
    {
        var (exit, output, _) = await QualifyAsync($"{Header}\n5.0,ANC,1700,/uL,1.8,,,ungradable\n");
        Assert.Equal(0, exit);
        Assert.Contains(
            "lln is not used: ANC 1.8 /uL is not plausible; did you mean 1.8 10*9/L?",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData]
    [InlineData("grading")]
    [InlineData("rules", "vectors.csv")]
    [InlineData("grading", "--helpful")]
    public async Task Qualify_NotUnderstood_SaysHowItIsCalled(params string[] args)
    {
        var (exit, output, errors) = await VerbRun.RunAsync(["qualify", .. args]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains("qualify grading <vectors.csv>", errors, StringComparison.Ordinal);
    }
}
