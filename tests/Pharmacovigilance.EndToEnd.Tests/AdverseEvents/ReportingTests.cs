using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

[Collection<SharedEventSafetyUnit>]
public sealed class ReportingTests(Browser browser, EventSafetyUnit unit) : EventSafetyTest(browser, unit)
{
    private const string NothingSticksOut =
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth";

    private const string TooSmall = """
        () => [...document.querySelectorAll('main a.main-button, main a.plain-button, main button, main .choice-tile')]
          .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)).map(e => e.textContent)
        """;

    [Fact]
    public async Task Reporting_ChosenListedSubmitted_LeavesTheListAndStaysOnTheEvent()
    {
        var officer = await ChosenAsync("officer");
        var row = At(officer, $"[data-event='{Events.Events["Report"]}']");
        await Expect(row).ToContainTextAsync("binds this hospital");
        await Expect(row).ToContainTextAsync("earliest date");
        await Expect(At(officer, $"[data-event='{Events.Events["Early"]}']"))
            .ToContainTextAsync("no infusion has started");
        await row.Locator("a.main-button").ClickAsync();

        await TapAsync(officer, "[data-submit='ru-medical-organisation']");
        await TapAsync(officer, "#save-reporting");
        await Expect(At(officer, ".refusals")).ToContainTextAsync("reference number");
        await officer.Page.FillAsync("#reference", "RZN-2026-17");
        await TapAsync(officer, "#save-reporting");

        await Expect(At(officer, "[data-regime='ru-medical-organisation']"))
            .ToContainTextAsync("number RZN-2026-17, noted by Olga Example");
        await Expect(At(officer, "[data-entry='reporting']")).ToContainTextAsync("RZN-2026-17");
        await officer.OpenAsync("/reporting");
        await Expect(At(officer, $"[data-event='{Events.Events["Early"]}']")).ToBeVisibleAsync();
        await Expect(At(officer, $"[data-event='{Events.Events["Report"]}']")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1280, 900, false, "en")]
    [InlineData(820, 1180, true, "ru")]
    public async Task EventAndReportingPages_FitTheScreenAndCanBeUsedByEverybody(
        int width,
        int height,
        bool dark,
        string language
    )
    {
        string look = $"{width}-{language}-{(dark ? "dark" : "light")}";
        var physician = await PersonAsync("physician", width, height, language, dark);
        await physician.OpenAsync(EventPath("Look"));
        await At(physician, "#reporting").WaitForAsync();
        await TapAsync(physician, "#record-change");
        await TapAsync(physician, "[data-assess='Isatuximab-Naranjo']");
        await At(physician, "#naranjo-score").WaitForAsync();
        await CheckAsync(physician, $"event-{look}");
        await physician.OpenAsync("/reporting");
        await At(physician, "#reporting-rules").WaitForAsync();
        await CheckAsync(physician, $"reporting-{look}");
        var nurse = await PersonAsync("nurse", width, height, language, dark);
        await nurse.OpenAsync(RecordPath("Look"));
        await TapAsync(nurse, $"[data-term='{Domain.AdverseEvents.CtcaeTerms.InfusionRelatedReaction}']");
        await At(nurse, "#symptoms").WaitForAsync();
        await CheckAsync(nurse, $"record-{look}");
    }

    /// <summary>The page of the list, after the rule of the hospital was chosen, whichever test came first.</summary>
    private async Task<Visitor> ChosenAsync(string name)
    {
        var officer = await PersonAsync(name);
        await officer.OpenAsync("/reporting");
        await At(officer, "#reporting-rules").WaitForAsync();
        await TapAsync(officer, "#regime-ru-medical-organisation");
        await officer.Page.FillAsync("#choice-reason", "the hospital reports to the authority");
        await TapAsync(officer, "#choose-regimes");
        await Expect(At(officer, "#chosen-since")).ToContainTextAsync("the hospital reports to the authority");
        return officer;
    }

    private static async Task CheckAsync(Visitor visitor, string picture)
    {
        await visitor.Page.ScreenshotAsync(
            new() { Path = Path.Combine(RepositoryPaths.Artifacts, picture + ".png"), FullPage = true }
        );
        Assert.True(await visitor.Page.EvaluateAsync<bool>(NothingSticksOut), $"{picture}: wider than the screen");
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(TooSmall));
        Assert.Empty((await visitor.Page.SeriousAxeAsync()).Select(finding => $"{picture}: {finding}"));
    }
}
