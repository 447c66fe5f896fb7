using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Verbs;

public sealed class SchemaVerbTests
{
    [Theory]
    [InlineData("sqlite", "id text primary key check (id glob ", "create domain")]
    [InlineData("postgres", "create domain entity_id as text", "strict;")]
    public async Task Schema_OfADatabase_IsItsPlainSql(string database, string has, string hasNot)
    {
        var (code, output, errors) = await RunAsync(database);
        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Contains("create table patient (", output, StringComparison.Ordinal);
        Assert.Contains(has, output, StringComparison.Ordinal);
        Assert.DoesNotContain(hasNot, output, StringComparison.Ordinal);
        Assert.DoesNotContain("append_only table", output, StringComparison.Ordinal);
        Assert.DoesNotContain("code of", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("oracle")]
    [InlineData("sqlite", "postgres")]
    public async Task Schema_OfNothingKnown_SaysWhatCanBeAskedFor(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("schema sqlite, or schema postgres", errors, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] args) =>
        VerbRun.RunAsync(["schema", .. args]);
}
