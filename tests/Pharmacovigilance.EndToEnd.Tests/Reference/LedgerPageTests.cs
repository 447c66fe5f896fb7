using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Reference;

/// <summary>The pages of the ledger: what they show, with pictures in artifacts/ and axe's word on each.</summary>
[Collection<SharedLedgerUnit>]
public sealed class LedgerPageTests(Browser browser, LedgerUnit ledger) : LedgerTest(browser, ledger)
{
    [Theory]
    [InlineData(1280, 800, false, "en")]
    [InlineData(820, 1180, true, "ru")]
    [InlineData(820, 1180, false, "en")]
    public async Task Pages_OfTheLedger_AreAccessibleAndDoNotScrollSideways(
        int width,
        int height,
        bool dark,
        string language
    )
    {
        var officer = await SignInAsync(LedgerUnit.Officer, width, height, dark, language);
        string look = $"{width}-{(dark ? "dark" : "light")}-{language}";
        foreach (
            var (name, path, there) in new[]
            {
                ("rows", "/reference", "table.records tbody"),
                ("row", "/reference/icaria-b-neutropenia-ge3-memory-isapd", "#verification"),
                ("disagreements", "/reference/disagreements", ".comparison"),
                ("populations", "/reference/populations", ".population"),
            }
        )
        {
            await officer.OpenAsync(path);
            await Expect(officer.Page.Locator(there).First).ToBeVisibleAsync();
            await officer.PictureAsync($"ledger-{name}-{look}");
            Assert.Empty((await officer.Page.AxeAsync()).Select(finding => $"{path} {finding}"));
            bool overflows = await officer.Page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
            );
            Assert.False(overflows, $"{path} scrolls sideways.");
        }
    }

    [Fact]
    public async Task Disagreements_NamedByTheReview_StandSideBySide()
    {
        var officer = await SignInAsync(LedgerUnit.Officer);
        await officer.OpenAsync("/reference/disagreements");
        var urti = officer.Page.Locator("#urti-isapd");
        await Expect(urti.Locator("tbody tr").First.Locator("td")).ToHaveTextAsync(["57 %", "28.3 %", "34.2 %"]);
        await Expect(urti).ToContainTextAsync("18 terms");
        await Expect(officer.Page.Locator("#neutropenia-isapd").Locator("tbody tr").First.Locator("td"))
            .ToHaveTextAsync(["96 %", "46.7 %"]);
    }

    [Fact]
    public async Task Populations_Cohorts_SayWhatIsCalculatedAndWhatHasNoFigure()
    {
        var officer = await SignInAsync(LedgerUnit.Officer);
        await officer.OpenAsync("/reference/populations");
        await Expect(officer.Page.Locator("#isaPhase2")).ToContainTextAsync("n = 109");
        await Expect(officer.Page.Locator("#isaPhase2 .state-attention")).ToHaveCountAsync(0);
        await Expect(officer.Page.Locator("#ikemaRenal .state-attention")).ToHaveCountAsync(2);
        await Expect(officer.Page.Locator("#irakliaSc")).ToContainTextAsync("under the skin");
        await Expect(officer.Page.Locator("#isaKPhase1b")).ToContainTextAsync("n = 33");
        await Expect(officer.Page.Locator("#isaKPhase1b")).ToContainTextAsync("No figure given");
        await Expect(officer.Page.Locator("#icariaMm [data-ctcae]")).ToContainTextAsync("CTCAE v4.03 to be confirmed");
        await Expect(officer.Page.Locator(".notice"))
            .ToContainTextAsync("a median of 52.4 months, but treated for a median of 47.6 weeks");
    }

    [Fact]
    public async Task Rows_Filtered_AreFewerAndACalculatedRowSaysSo()
    {
        var officer = await SignInAsync(LedgerUnit.Officer);
        await officer.OpenAsync("/reference");
        var rows = officer.Page.Locator("table.records.streams tbody");
        await Expect(officer.Page.Locator("#bounds tbody tr")).ToHaveCountAsync(15);
        await Expect(officer.Page.Locator("#further-reading li")).ToHaveCountAsync(15);
        await Expect(rows).ToHaveCountAsync(50);
        await officer.Page.SelectOptionAsync("#filter-population", "ikemaRenal");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("34 of 43");
        await Expect(rows.First).ToContainTextAsync("Calculated");
        await Expect(rows.First).ToContainTextAsync("To be confirmed");
        await officer.Page.SelectOptionAsync("#filter-basis", "Laboratory");
        await Expect(officer.Page.Locator(".empty-state")).ToBeVisibleAsync();
    }
}
