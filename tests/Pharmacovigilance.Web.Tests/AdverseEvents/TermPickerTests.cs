using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Tests.Nci;
using Pharmacovigilance.Web.AdverseEvents;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.AdverseEvents;

/// <summary>What the recording form shows of a dictionary with and without NCI's full one.</summary>
public sealed class TermPickerTests
{
    private const string Hiccups = "10020039";
    private static readonly CtcaeLibrary Shipped = KnowledgeFiles.Load().Library;
    private static readonly CtcaeDictionary Full = Imported(NciWorkbooks.V50)[CtcaeVersion.V50];

    private static CtcaeLibrary Imported(string name) =>
        Shipped.With(WorkbookFile.Read(name, NciWorkbooks.Bytes(name)).Reading.Dictionary, []);

    private static Task<string> HtmlAsync<T>(string culture, params (string Name, object? Value)[] parameters)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        ComponentHost.With().HtmlAsync<T>(parameters.ToDictionary(p => p.Name, p => p.Value), culture);

    [Theory]
    [InlineData("hiccup", "Hiccups")]
    [InlineData("10020039", "Hiccups")]
    [InlineData("guillain-barré", "Guillain-Barre syndrome")]
    [InlineData("infusion site", "Infusion site extravasation")]
    [InlineData("reaction infusion", "Infusion related reaction")]
    public void Find_InNcisDictionary_PutsTheExpectedTermFirst(string typed, string expected)
    {
        Assert.Equal(expected, Full.Search.Find(typed).Best[0].Name.En);
    }

    [Fact]
    public void Find_ManyHits_NamesTwentyOfAllAndNamesBeginningWithItComeFirst()
    {
        var hits = Full.Search.Find("gastric");
        Assert.StartsWith("Gastric", hits.Best[0].Name.En, StringComparison.Ordinal);
        Assert.All(hits.Best.Take(5), term => Assert.StartsWith("Gastric", term.Name.En, StringComparison.Ordinal));
        var many = Full.Search.Find("infection");
        Assert.Equal(20, many.Best.Count);
        Assert.True(many.All > 40);
    }

    [Fact]
    public async Task TermPicker_WithoutTheFullDictionary_SaysSo()
    {
        string html = await HtmlAsync<TermPicker>("en", ("Dictionary", Shipped[CtcaeVersion.V50]));
        Assert.Contains("has not been imported", html, StringComparison.Ordinal);
        Assert.Contains("role=\"combobox\"", html, StringComparison.Ordinal);
        Assert.Contains("837", await HtmlAsync<TermPicker>("en", ("Dictionary", Full)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task GradeButtons_ImportedTerm_OffersExistingGradesInNcisWordsMarkedEnglish(string culture)
    {
        string html = await HtmlAsync<GradeButtons>(culture, Buttons(Full.Find(Hiccups)!));
        Assert.Contains(
            "Moderate symptoms; medical intervention indicated; limiting instrumental ADL",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("lang=\"en\"", html, StringComparison.Ordinal);
        Assert.Equal(
            ["data-grade=\"1\"", "data-grade=\"2\"", "data-grade=\"3\""],
            Enumerable
                .Range(1, 5)
                .Select(g => $"data-grade=\"{g}\"")
                .Where(g => html.Contains(g, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task GradeButtons_ShippedTerm_ShowSummaryAndAfterAnImportTheExactWordingToo()
    {
        var anaphylaxis = CtcaeTerms.Anaphylaxis;
        string before = await HtmlAsync<GradeButtons>("en", Buttons(Shipped[CtcaeVersion.V50].Find(anaphylaxis)!));
        string after = await HtmlAsync<GradeButtons>("en", Buttons(Full.Find(anaphylaxis)!));
        string summary = System.Net.WebUtility.HtmlEncode(
            Shipped[CtcaeVersion.V50].Find(anaphylaxis)!.Criteria[Grade.Grade3].En
        );
        const string Exact =
            "Symptomatic bronchospasm, with or without urticaria; parenteral intervention indicated; allergy-related edema/angioedema; hypotension";

        Assert.Contains(summary, before, StringComparison.Ordinal);
        Assert.DoesNotContain(Exact, before, StringComparison.Ordinal);
        Assert.Contains(summary, after, StringComparison.Ordinal);
        Assert.Contains(Exact, after, StringComparison.Ordinal);
    }

    private static (string, object?)[] Buttons(CtcaeTerm term) =>
        [("Term", term), ("Version", CtcaeVersion.V50), ("Grade", null), ("IsUnknown", false)];
}
