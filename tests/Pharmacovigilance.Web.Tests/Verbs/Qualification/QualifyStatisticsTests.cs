using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Verbs.Qualification;

public sealed class QualifyStatisticsTests : IDisposable
{
    // Minutes of exact enumeration; run by hand, and here with its short horizon below.
    private const string Scan = "typeI_exact_scan.csv";
    private const string Reached = "simulation_heterogeneous.csv";

    private readonly string folder = Directory.CreateTempSubdirectory("qualify-").FullName;

    private static string Oracles => Path.Combine(AppContext.BaseDirectory, "oracle");

    public static TheoryData<string> Files =>
        [
            .. Directory
                .GetFiles(Oracles, "*.csv")
                .Select(file => Path.GetFileName(file))
                .Where(name => name is not (Scan or Reached))
                .Order(),
        ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<(int Exit, string Output, string Errors)> QualifyFileAsync(string file) =>
        VerbRun.RunAsync("qualify", "statistics", file);

    private async Task<(int Exit, string Output, string Errors)> QualifyAsync(string text)
    {
        string file = Path.Combine(folder, "oracle.csv");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return await QualifyFileAsync(file);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Statistics_OfEachOracleFile_AgreesInEveryColumn(string name)
    {
        var (exit, output, errors) = await QualifyFileAsync(Path.Combine(Oracles, name));

        Assert.Equal("", errors);
        Assert.DoesNotContain("FAILED", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);
        Assert.EndsWith($"Every value is within its limit.{Environment.NewLine}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_FalseAlarmsWithinAHundredPatients_AgreeAndStayBelowFivePercent()
    {
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(Oracles, Scan),
            TestContext.Current.CancellationToken
        );
        string[] early =
        [
            .. lines
                .Skip(1)
                .Where(line =>
                    line.StartsWith("152,", StringComparison.Ordinal) && line.Contains(",20,", StringComparison.Ordinal)
                )
                .Select(line => string.Join(',', line.Split(',').Take(5)) + ",,,"),
        ];
        Assert.True(early.Length > 10);
        Assert.All(early, line =>
            Assert.True(double.Parse(line.Split(',')[4], System.Globalization.CultureInfo.InvariantCulture) < 0.05)
        );

        var (exit, output, errors) = await QualifyAsync(string.Join('\n', [lines[0], .. early]));
        Assert.Equal((0, ""), (exit, errors));
        Assert.Contains($"{early.Length} rows", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_UnitsThatDiffer_ExactRowsAgreeAndSimulatedOnesAreNamed()
    {
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(Oracles, Reached),
            TestContext.Current.CancellationToken
        );
        string[] one =
        [
            .. lines.Where(line => line.StartsWith("plain e>=20,0.2,1,2 3 5,0.3421,152,", StringComparison.Ordinal)),
        ];
        string[] few =
        [
            .. one.Where(line => line.Contains(",simulation,", StringComparison.Ordinal)),
            .. one.Where(line => line.Contains(",exact,", StringComparison.Ordinal)).Take(5),
        ];
        Assert.True(few.Length > 6);

        var (exit, output, errors) = await QualifyAsync(string.Join('\n', [lines[0], .. few]));
        Assert.Equal(0, exit);
        Assert.Contains(
            $"{few.Length} rows, of which {few.Length - 5} are results of simulations",
            output,
            StringComparison.Ordinal
        );
        Assert.StartsWith("1 of 1: spread 0.2", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain e>=20,", "restart mixture (sum) >=20,", "column statistic: is enumerated only as")]
    [InlineData(",1.5,", ",cauchy spread 0.2,", "column true_ratio: is enumerated only as")]
    [InlineData(",2 3 5,", ",2 4,", "column hazard_ratios: must be")]
    [InlineData(",exact,", ",guess,", "column method: must be exact or simulation")]
    [InlineData(",exact,", ",simulation,", "has only rows that are results of simulations")]
    [InlineData(",0.3421,", ",family,", "column p0: must be a number")]
    public async Task Statistics_UnitsThatDifferInAWayNobodyEnumerates_ExitsTwoAndSaysWhere(
        string was,
        string now,
        string sentence
    )
    {
        const string Row = "plain e>=20,0.2,1,2 3 5,0.3421,152,1.5,0.1,0.1,0.1,0.1,0.1,,,exact,,";
        string header = (
            await File.ReadAllLinesAsync(Path.Combine(Oracles, Reached), TestContext.Current.CancellationToken)
        )[0];

        var (exit, _, errors) = await QualifyAsync($"{header}\n{Row.Replace(was, now, StringComparison.Ordinal)}");

        Assert.Equal(2, exit);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.34557922601534e-22", "0")]
    [InlineData("1.34557922601534e-22", "1.3455793e-22")]
    [InlineData("5.0636466921223e-20", "1e-30")]
    public async Task Statistics_AnotherTail_IsNotWithinTheLimitHoweverSmall(string was, string now)
    {
        string text = await File.ReadAllTextAsync(
            Path.Combine(Oracles, "two_sample_posterior.csv"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(was, text, StringComparison.Ordinal);

        var (exit, output, _) = await QualifyAsync(text.Replace(was, now, StringComparison.Ordinal));

        Assert.Equal(1, exit);
        Assert.Contains("pr_complement: 1 of 288 rows", output, StringComparison.Ordinal);
    }

    private const string Infinite =
        "case,idx,e_value,weight,K,bonferroni_reject_05,e_star_closed_avg,signal_closed_05,e_star_weighted,signal_weighted_05,ebh_reject_05,ebh_reject_10,p_from_e,holm_adj_p,bh_adj_p,by_adj_p,global_avg_e\n"
        + "E,1,Inf,1,3,1,Inf,1,Inf,1,1,1,0,0,0,0,Inf\nE,2,Inf,4,3,1,Inf,1,Inf,1,1,1,0,0,0,0,Inf\nE,3,0,2,3,0,0,0,0,0,0,0,1,1,1,1,Inf";

    [Fact]
    public async Task Statistics_TwoInfiniteEvidences_AreSignalsBothAndInEveryAverage()
    {
        var (exit, output, errors) = await QualifyAsync(Infinite);

        Assert.Equal((0, ""), (exit, errors));
        Assert.EndsWith($"Every value is within its limit.{Environment.NewLine}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("E,1,3,1,", "E,1,Inf,1,", 1, "global_avg_e: 1 of 3 rows")]
    [InlineData("E,3,0,2,", "E,3,-1,2,", 2, "line 4, column e_value: must not be negative")]
    [InlineData("E,3,0,2,", "E,3,NaN,2,", 2, "line 4, column e_value: must be a number")]
    public async Task Statistics_FiniteForInfinite_IsNotWithinAnyLimit(
        string was,
        string now,
        int expected,
        string sentence
    )
    {
        string text = Infinite.Replace(was, now, StringComparison.Ordinal);
        if (expected == 1)
            text = text.Replace("1,0,0,0,0,Inf\nE,2", "1,0,0,0,0,7\nE,2", StringComparison.Ordinal);

        var (exit, output, errors) = await QualifyAsync(text);

        Assert.Equal(expected, exit);
        Assert.Contains(sentence, expected == 1 ? output : errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_OneWrongDigit_ExitsOneAndNamesColumnAndLine()
    {
        string text = await File.ReadAllTextAsync(
            Path.Combine(Oracles, "cs_binomial_jeffreys.csv"),
            TestContext.Current.CancellationToken
        );
        var (exit, output, _) = await QualifyAsync(
            text.Replace("0.34736436345559", "0.34736436545559", StringComparison.Ordinal)
        );

        Assert.Equal(1, exit);
        Assert.Contains(
            "cs_lo: 1 of 19 rows; first line 20: expected 0.34736436545559",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("k,m,alpha,cs_lo,cs_hi\n0,1,zero,0,0.95", "line 2, column alpha: must be a number")]
    [InlineData("k,m,alpha,cs_lo,cs_hi\n0,1,,0,0.95", "line 2, column alpha: is empty")]
    [InlineData("k,m,alpha,cs_lo,cs_hi\n0.5,1,0.1,0,0.95", "line 2, column k: must be a whole number")]
    [InlineData("k,m,alpha,cs_lo,cs_hi\n2,1,0.1,0,0.95", "line 2: the values do not go together")]
    [InlineData("k,m,alpha,cs_lo,cs_hi\n0,1,0,1,0,0.95", "line 2 has 6 fields, but the header names 5")]
    [InlineData(
        "k,m,alpha,cs_lo\n0,1,0.1,0",
        "line 1: of the columns for anytime-valid interval of a rate, missing: cs_hi"
    )]
    [InlineData("k,m,alpha,cs_lo,cs_hi", "has no row below the header")]
    [InlineData("", "is empty")]
    [InlineData("one,two\n1,2", "the header is not that of a known oracle file")]
    [InlineData(
        "time,n_risk,p_event_free,cif_AE,cif_death,cif_progression,se_cif_AE\n1,1,1,0,0,0,0",
        "is computed from tte_cohort.csv"
    )]
    public async Task Statistics_FileThatCannotBeUsed_ExitsTwoAndSaysWhere(string text, string sentence)
    {
        var (exit, output, errors) = await QualifyAsync(text);

        Assert.Equal(2, exit);
        Assert.Equal("", output);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }
}
