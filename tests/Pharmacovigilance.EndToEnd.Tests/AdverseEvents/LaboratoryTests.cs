using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

[Collection<SharedLabsUnit>]
public sealed class LaboratoryTests(Browser browser, LabsUnit labs) : LabsTest(browser, labs)
{
    [Fact]
    public async Task Count_700PerMicrolitre_ProposesGrade3AndAThousandTimesLessIsQuestioned()
    {
        var nurse = await AtCourseAsync("Entry");
        var page = nurse.Page;
        await EnterAsync(page, "ANC", "0.7", "/µL");
        await Expect(page.Locator(".refusals")).ToContainTextAsync("Was 0.7 ×10⁹/L meant?");
        await Expect(page.Locator("[data-lab]")).ToHaveCountAsync(0);

        await EnterAsync(page, "ANC", "700", "/µL");
        await Expect(page.Locator("#lab-outcome .grade-3")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-lab='NeutrophilCount']")).ToContainTextAsync("700 /µL = 0.7 ×10⁹/L");

        await page.GetByText("Enter a laboratory value").First.ClickAsync();
        await EnterAsync(page, "LYM", "0.3", "×10³/µL");
        await Expect(page.Locator("[data-series='LymphocyteCount'] .grade-3")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Count_ThatCanBeReadInTwoWays_IsAskedAboutAndABoundIsShownWithItsSign()
    {
        var nurse = await AtCourseAsync("Readings");
        var page = nurse.Page;
        await EnterAsync(page, "ANC", "12,000", "/µL");
        await Expect(page.Locator(".refusals")).ToContainTextAsync("can be read as 12 or as 12000");
        await Expect(page.Locator("[data-lab]")).ToHaveCountAsync(0);
        await Expect(page.Locator("#lab-value-readings [data-reading='12']")).ToBeVisibleAsync();
        await nurse.PictureAsync("lab-two-readings");
        await page.ClickAsync("#lab-value-readings [data-reading='12000']");
        await Expect(page.Locator("#lab-value")).ToHaveValueAsync("12000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
        await Expect(page.Locator("[data-lab='NeutrophilCount']")).ToContainTextAsync("12000 /µL = 12 ×10⁹/L");

        await page.GetByText("Enter a laboratory value").First.ClickAsync();
        await EnterAsync(page, "ANC", "< 0,1", "×10⁹/L");
        await Expect(page.Locator("#lab-outcome .grade-4")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-lab='NeutrophilCount']").First).ToContainTextAsync("<0.1 ×10⁹/L");
        await nurse.PictureAsync("lab-bound");
    }

    [Fact]
    public async Task Trend_OfEachTest_ShowsLatestValueBandsByWordAndTheEarlierOnes()
    {
        var nurse = await AtCourseAsync("Trend");
        var series = nurse.Page.Locator("[data-series='NeutrophilCount']");

        await Expect(series.Locator("[data-lab]").First).ToContainTextAsync("2.1 ×10⁹/L");
        await Expect(series.Locator("svg .trend-point")).ToHaveCountAsync(9);
        foreach (int grade in new[] { 1, 2, 3, 4 })
            await Expect(series.Locator("svg .trend-word", new() { HasText = $"Grade {grade}" })).ToBeVisibleAsync();
        await series.GetByText("Earlier values: 8").ClickAsync();
        await Expect(series.Locator("[data-lab]")).ToHaveCountAsync(9);
        await Expect(series.Locator("[data-lab]").Nth(2)).ToContainTextAsync("0.6 ×10⁹/L");
        // Below 3.0 without a lower limit of normal is grade 2, and one value makes no trend.
        await Expect(nurse.Page.Locator("[data-series='WhiteCellCount'] .grade-2")).ToBeVisibleAsync();
        await Expect(nurse.Page.Locator("[data-series='WhiteCellCount'] .trend-point")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("Trend", "ANC 2.1 ×10⁹/L from", "ready", "state-good")]
    [InlineData("Nineday", "ANC 9 days old", "needed", "state-attention")]
    [InlineData("Held", "on hold since", "ANC 0.4 ×10⁹/L", "state-critical")]
    [InlineData("Blank", "no ANC", "needed", "state-unknown")]
    public async Task Readiness_OfTheNextInfusion_IsTheSameLineOnPatientDayAndInfusion(
        string family,
        string begins,
        string says,
        string look
    )
    {
        var nurse = await AtCourseAsync(family);
        await ExpectLineAsync(nurse.Page.Locator("#next-infusion"));
        await nurse.OpenAsync("/today");
        await ExpectLineAsync(TodayRow(nurse, family));
        await nurse.OpenAsync(InfusionPath(family));
        await ExpectLineAsync(nurse.Page.Locator("main"));

        async Task ExpectLineAsync(ILocator place)
        {
            var line = place.Locator(".readiness").First;
            await Expect(line).ToContainTextAsync(begins);
            await Expect(line).ToContainTextAsync(says);
            await Expect(line.Locator($".{look}")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Paraprotein_IgGKappa_IsWarnedAboutAndUnknownIsSaid()
    {
        var nurse = await AtCourseAsync("Trend");
        await Expect(nurse.Page.Locator("[data-interference='IgGKappa']"))
            .ToContainTextAsync("can hide a complete response");
        await Expect(nurse.Page.Locator("[data-interference='EveryCourse']")).ToContainTextAsync("antiglobulin test");
        await Expect(nurse.Page.Locator("[data-interference='unverified']")).Not.ToContainTextAsync("6 months");
        await nurse.OpenAsync(InfusionPath("Trend"));
        await Expect(nurse.Page.Locator("[data-interference='IgGKappa']")).ToBeVisibleAsync();

        await OpenCourseAsync(nurse, "Blank");
        await Expect(nurse.Page.Locator("[data-interference='unknown']"))
            .ToContainTextAsync("Paraprotein type not recorded");
        await Expect(nurse.Page.Locator("[data-interference='IgGKappa']")).ToHaveCountAsync(0);
        await nurse.Page.GetByRole(AriaRole.Button, new() { Name = "Record the paraprotein" }).ClickAsync();
        await ChooseAsync("IgG", "Kappa");
        await Expect(nurse.Page.Locator("[data-interference='IgGKappa']")).ToBeVisibleAsync();

        await nurse.Page.GetByRole(AriaRole.Button, new() { Name = "Correct the paraprotein" }).ClickAsync();
        await ChooseAsync("IgA", "Lambda");
        await Expect(nurse.Page.Locator(".refusals")).ToContainTextAsync("A reason is missing");
        await nurse.Page.FillAsync("#paraprotein-reason", "read from the wrong report");
        await nurse.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(nurse.Page.Locator("[data-interference='IgGKappa']")).ToHaveCountAsync(0);
        await Expect(nurse.Page.Locator("#paraprotein")).ToContainTextAsync("IgA");

        async Task ChooseAsync(string heavy, string light)
        {
            await nurse.Page.SelectOptionAsync("#heavy-chain", heavy);
            await nurse.Page.SelectOptionAsync("#light-chain", light);
            await nurse.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        }
    }

    [Theory]
    [InlineData(1280, 800, false, "en")]
    [InlineData(820, 1180, true, "ru")]
    public async Task Course_WithHistory_FitsTheScreenAndCanBeUsedByEverybody(
        int width,
        int height,
        bool dark,
        string language
    )
    {
        var nurse = await NurseAsync(width, height, dark, language);
        await OpenCourseAsync(nurse, "Trend");
        await nurse.Page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(RepositoryPaths.Artifacts, $"labs-course-{width}-{language}.png"),
                FullPage = true,
            }
        );
        await nurse.OpenAsync(InfusionPath("Trend"));
        await nurse.Page.Locator(".readiness").WaitForAsync();
        await nurse.PictureAsync($"labs-infusion-{width}-{language}");
        await nurse.OpenAsync(CoursePath("Trend"));
        await nurse.Page.Locator(".lab-trend").First.WaitForAsync();
        Assert.True(
            await nurse.Page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            ),
            "wider than the screen"
        );
        Assert.Empty(await nurse.Page.SeriousAxeAsync());
    }

    private static async Task EnterAsync(IPage page, string test, string value, string unit)
    {
        var entry = page.GetByRole(AriaRole.Form, new() { Name = "Enter a laboratory value" });
        await entry.Locator($"input[value='{test}']").CheckAsync();
        await entry.Locator("#lab-value").FillAsync(value);
        await entry.GetByRole(AriaRole.Radio, new() { Name = unit, Exact = true }).CheckAsync();
        await entry.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
    }
}
