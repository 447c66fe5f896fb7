using System.Globalization;
using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Tests.Nci;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>An administrator imports NCI's workbooks on the page; a nurse records with a term that only they have.</summary>
public sealed class DictionaryTests(Browser browser, DictionaryUnit unit)
    : BrowserTest(browser),
        IClassFixture<DictionaryUnit>
{
    private const string Hiccups = "10020039";
    private const string NothingSticksOut =
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth";

    private string RecordPath => string.Create(CultureInfo.InvariantCulture, $"/courses/{unit.Course}/record");

    private async Task<Visitor> SignedInAsync(
        string userName,
        int width = 1280,
        int height = 800,
        string? language = null,
        bool dark = false
    )
    {
        var visitor = await VisitAsync(unit.Unit, width, height);
        await visitor.SignInAsync(userName, PreparedUnit.Password, language, dark);
        return visitor;
    }

    private static Task ChooseAsync(Visitor visitor, string name, byte[] content) =>
        visitor.Page.SetInputFilesAsync(
            "#workbook",
            new FilePayload
            {
                Name = name,
                MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                Buffer = content,
            }
        );

    private static async Task ImportAsync(Visitor administrator, string name, string said = "Imported")
    {
        await administrator.OpenAsync("/dictionary");
        await ChooseAsync(administrator, name, NciWorkbooks.Bytes(name));
        await Expect(administrator.Page.Locator("#preview")).ToBeVisibleAsync();
        // Another test of the class may have imported it already.
        if (await administrator.Page.Locator("#import").CountAsync() == 0)
        {
            await administrator.Page.Locator("#cancel-import").ClickAsync();
            return;
        }

        await administrator.Page.Locator("#import").ClickAsync();
        await Expect(administrator.Page.Locator("#import-said")).ToContainTextAsync(said);
    }

    private static async Task CheckAsync(Visitor visitor, string picture)
    {
        await visitor.PictureAsync(picture);
        Assert.True(await visitor.Page.EvaluateAsync<bool>(NothingSticksOut), $"{picture}: wider than the screen");
        Assert.Empty((await visitor.Page.SeriousAxeAsync()).Select(finding => $"{picture}: {finding}"));
    }

    [Fact]
    public async Task Import_OnThePage_ThenTheNurseFindsAndRecordsATermOfIt()
    {
        var administrator = await SignedInAsync("administrator");
        await ImportAsync(administrator, NciWorkbooks.V50);
        await Expect(administrator.Page.Locator("#loaded [data-version='5.0']")).ToContainTextAsync("837");
        await Expect(administrator.Page.Locator("#loaded [data-version='5.0']")).ToContainTextAsync("Anna Example");
        await CheckAsync(administrator, "dictionary-imported-1280");

        await ChooseAsync(administrator, NciWorkbooks.V50, NciWorkbooks.Bytes(NciWorkbooks.V50));
        await Expect(administrator.Page.Locator("#preview-verdict")).ToContainTextAsync("changes nothing");
        await Expect(administrator.Page.Locator("#import")).ToHaveCountAsync(0);

        var nurse = await SignedInAsync("nurse", dark: true);
        var page = nurse.Page;
        await nurse.OpenAsync(RecordPath);
        await page.Locator("#term-search").FillAsync("hic");
        await Expect(page.Locator("#term-hits [role=option]").First).ToContainTextAsync("Hiccups");
        await CheckAsync(nurse, "picker-hits-1280");
        await page.Locator("#term-search").PressAsync("Enter");
        await Expect(page.Locator($"[data-term='{Hiccups}']")).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(page.Locator("[data-grade='2']"))
            .ToContainTextAsync("Moderate symptoms; medical intervention indicated; limiting instrumental ADL");
        await Expect(page.Locator("[data-grade='4']")).ToHaveCountAsync(0);
        await page.Locator("[data-grade='2']").ClickAsync();
        await CheckAsync(nurse, "picker-chosen-1280");
        await page.Locator("#save-event").ClickAsync();
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("Hiccups");

        var officer = await SignedInAsync("officer");
        await officer.OpenAsync("/board");
        await Expect(officer.Page.GetByText("Hiccups").First).ToBeVisibleAsync();
        await officer.OpenAsync("/audit");
        await Expect(officer.Page.Locator(".audit-entry").Filter(new() { HasText = "Adverse event recorded" }).First)
            .ToContainTextAsync("10020039 (Hiccups)");
    }

    [Fact, Trait("peer-failure", "16")]
    public async Task Picker_WithKeysAndAReload_KeepsTheDraftAndShowsNcisWordsInEnglish()
    {
        await ImportAsync(await SignedInAsync("administrator"), NciWorkbooks.V50);
        var nurse = await SignedInAsync("nurse", 820, 1180, "ru");
        var page = nurse.Page;
        await nurse.OpenAsync(RecordPath);
        await page.Locator("#term-search").FillAsync("infection");
        await Expect(page.Locator("#term-hits [role=option]")).ToHaveCountAsync(20);
        await Expect(page.Locator("#term-search-count")).ToContainTextAsync("20");
        await page.Locator("#term-search").PressAsync("ArrowDown");
        await Expect(page.Locator("#term-search")).ToHaveAttributeAsync("aria-activedescendant", "term-hit-1");
        await CheckAsync(nurse, "picker-hits-820-ru");
        await page.Locator("#term-search").PressAsync("Escape");
        await Expect(page.Locator("#term-hits")).ToBeHiddenAsync();

        await page.Locator("#term-search").FillAsync("acute kidney");
        await page.Locator("#term-hits [role=option]").First.ClickAsync();
        await Expect(page.Locator("[data-grade='3'] [lang=en]")).ToContainTextAsync("Hospitalization indicated");
        await page.Locator("[data-grade='3']").ClickAsync();
        await Expect(page.Locator("[data-grade='3']")).ToHaveAttributeAsync("aria-checked", "true");
        await CheckAsync(nurse, "picker-chosen-820-ru");

        var chosen = page.Locator("[data-grade='3'][aria-checked=true]");
        await nurse.OpenAsync(RecordPath);
        for (int i = 0; i < 20 && !await chosen.IsVisibleAsync(); i++)
            await nurse.OpenAsync(RecordPath);
        await Expect(chosen).ToBeVisibleAsync();
        await page.Locator($"[data-term='{CtcaeTerms.Anaphylaxis}']").ClickAsync();
        await Expect(page.Locator("[data-grade='3'] .nci-wording"))
            .ToContainTextAsync("Symptomatic bronchospasm, with or without urticaria");
        await page.Locator("[data-grade='unknown']").ScrollIntoViewIfNeededAsync();
        await page.Mouse.WheelAsync(0, 500);
        await CheckAsync(nurse, "exact-wording-820-ru");
    }

    [Fact]
    public async Task Preview_OfAChangedCopy_ShowsOldAndNewSideBySideAndLeavingThePageSavesNothing()
    {
        var administrator = await SignedInAsync("administrator", language: "ru");
        var page = administrator.Page;
        await ImportAsync(administrator, NciWorkbooks.V50, said: "Загружено");
        await ChooseAsync(
            administrator,
            "newer.xlsx",
            NciWorkbooks.Edited(NciWorkbooks.V50, "xl/sharedStrings.xml", text =>
                text.Replace("hypoxia responding to &lt;40% O2", "hypoxia, invented", StringComparison.Ordinal)
            )
        );

        var row = page.Locator("#changed tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row.Locator("td").Nth(1))
            .ToHaveTextAsync("Hypotension responding to fluids; hypoxia responding to <40% O2");
        await Expect(row.Locator("td").Nth(2)).ToHaveTextAsync("Hypotension responding to fluids; hypoxia, invented");
        await CheckAsync(administrator, "dictionary-changed-1280-ru");

        await administrator.OpenAsync("/accounts");
        await administrator.OpenAsync("/dictionary");
        await Expect(page.Locator("#preview")).ToHaveCountAsync(0);
        await Expect(page.Locator("#loaded [data-version='5.0']")).ToContainTextAsync(NciWorkbooks.V50);
    }

    [Fact]
    public async Task Import_DamagedOrRejected_SaysWhyAndSavesNothing()
    {
        var administrator = await SignedInAsync("administrator", 820, 1180);
        var page = administrator.Page;
        await administrator.OpenAsync("/dictionary");
        byte[] whole = NciWorkbooks.Bytes(NciWorkbooks.V60);
        await ChooseAsync(administrator, "half.xlsx", whole[..(whole.Length / 2)]);
        await Expect(page.Locator(".refusals")).ToContainTextAsync("The file is damaged");
        await ChooseAsync(administrator, "notes.xlsx", "plain text"u8.ToArray());
        await Expect(page.Locator(".refusals")).ToContainTextAsync("not an .xlsx workbook");
        await CheckAsync(administrator, "dictionary-refused-820");

        await ChooseAsync(
            administrator,
            "copy.xlsx",
            NciWorkbooks.Edited(NciWorkbooks.V60, "xl/worksheets/sheet2.xml", text =>
                text.Replace("<v>10002969</v>", "<v>296</v>", StringComparison.Ordinal)
            )
        );
        await Expect(page.Locator("#rejected [data-row='3']"))
            .ToContainTextAsync("is not a MedDRA code of eight digits");
        await Expect(page.Locator("#import")).ToBeDisabledAsync();
        await page.Locator("#accept-rejected").CheckAsync();
        await Expect(page.Locator("#import")).ToBeEnabledAsync();
        await CheckAsync(administrator, "dictionary-preview-820");
        await page.Locator("#cancel-import").ClickAsync();

        await Expect(page.Locator("#workbook")).ToBeVisibleAsync();
        await Expect(page.Locator("#loaded [data-version='6.0']")).ToContainTextAsync("has not been imported");
    }
}
