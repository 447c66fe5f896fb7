using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Signals;

/// <summary>Two officers and a physician in front of the same signals.</summary>
public sealed class SignalTriageTests(Browser browser, RaisedUnit unit)
    : BrowserTest(browser),
        IClassFixture<RaisedUnit>
{
    [Fact]
    public async Task Panel_TwoOfficersAndAPhysician_SeeEachOtherAndCloseOnce()
    {
        string path = $"/signals/{unit.Signals["10051792"]}";
        var officer = await SignInAsync(RaisedUnit.Officer);
        var colleague = await SignInAsync(RaisedUnit.Colleague);
        var physician = await SignInAsync(RaisedUnit.Physician);
        foreach (var person in new[] { officer, colleague, physician })
            await person.OpenAsync(path);

        await colleague.Page.ClickAsync("[data-step='Refuted']");
        await colleague.Page.FillAsync("#signal-reason", "looks like case-mix");
        await StepAsync(officer, "Validated", "all seven records read");
        await Expect(colleague.Page.Locator("#signal-moved-on")).ToContainTextAsync("“Validated”, by Oskar Example");
        await Expect(colleague.Page.Locator("#save-signal-step")).ToBeDisabledAsync();
        await Expect(colleague.Page.Locator("#signal-reason")).ToHaveValueAsync("looks like case-mix");

        await physician.Page.FillAsync("#signal-comment", "two of them had low counts at entry");
        await physician.Page.ClickAsync("#save-signal-comment");
        await Expect(officer.Page.Locator("#signal-comments"))
            .ToContainTextAsync("two of them had low counts at entry");
        await Expect(physician.Page.Locator("[data-step]")).ToHaveCountAsync(0);

        await StepAsync(officer, "UnderAssessment", "case-mix and ascertainment");
        await StepAsync(officer, "Confirmed", "not explained by either");
        await CloseAsync(officer);
        await Expect(officer.Page.Locator("#signal-triage")).ToContainTextAsync("counted in a new epoch");
        await Expect(officer.Page.Locator("#signal-history li")).ToHaveCountAsync(5);
        await Expect(physician.Page.Locator("#signal-history"))
            .ToContainTextAsync("Action: blood counts before every dose");
    }

    [Fact]
    public async Task Worklist_AfterReview_ShowsWhatTheColleagueDoesWithoutReload()
    {
        var signal = unit.Signals["10046300"];
        var officer = await SignInAsync(RaisedUnit.Officer);
        await officer.OpenAsync("/");
        await officer.Page.Locator(".nav-bar a[href='signals']").ClickAsync();
        var row = officer.Page.Locator($"[data-signal='{signal}']");
        await Expect(row).ToContainTextAsync("New");
        await officer.Page.ClickAsync("#mark-reviewed");
        await Expect(row).Not.ToContainTextAsync("New");

        var colleague = await SignInAsync(RaisedUnit.Colleague);
        await colleague.OpenAsync($"/signals/{signal}");
        await StepAsync(colleague, "Refuted", "five of seven had it at the start");
        await Expect(row).ToContainTextAsync("five of seven had it at the start");
        await Expect(row).ToContainTextAsync("New");
    }

    [Theory]
    [InlineData(1280, 800, false, "en")]
    [InlineData(768, 1024, false, "ru")]
    [InlineData(820, 1180, true, "en")]
    public async Task Pages_AreAccessibleAndDoNotScrollSideways(int width, int height, bool dark, string language)
    {
        var officer = await SignInAsync(RaisedUnit.Officer, width, height, dark, language);
        string look = $"{width}-{(dark ? "dark" : "light")}-{language}";
        await officer.OpenAsync("/signals");
        await officer.Page.ClickAsync("#signals-all");
        await Expect(officer.Page.Locator("[data-signal]").First).ToBeVisibleAsync();
        await LookAsync(officer, $"signals-{look}");

        await officer.OpenAsync($"/signals/{unit.Signals["10020772"]}");
        await officer.Page.ClickAsync("[data-step='Validated']");
        await officer.Page.Locator("#save-signal-step").ClickAsync();
        await Expect(officer.Page.Locator(".refusals")).ToBeVisibleAsync();
        await officer.Page.ClickAsync("summary");
        await LookAsync(officer, $"signal-{look}");
    }

    [Fact]
    public async Task Page_Printed_HasHistoryAndInputsWithoutForms()
    {
        var officer = await SignInAsync(RaisedUnit.Officer);
        await officer.OpenAsync($"/signals/{unit.Signals["10020772"]}");
        await Expect(officer.Page.Locator("[data-step='Refuted']")).ToBeVisibleAsync();
        await Expect(officer.Page.Locator("#signal-inputs")).ToBeHiddenAsync();
        await officer.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(officer.Page.Locator("#signal-history")).ToBeVisibleAsync();
        await Expect(officer.Page.Locator("#signal-inputs")).ToBeVisibleAsync();
        foreach (string screenOnly in new[] { "[data-step='Refuted']", "#signal-comment", ".nav-bar" })
            await Expect(officer.Page.Locator(screenOnly)).ToBeHiddenAsync();
        await officer.PictureAsync("signal-printed");
    }

    private static async Task StepAsync(Visitor officer, string to, string reason)
    {
        await officer.Page.ClickAsync($"[data-step='{to}']");
        await officer.Page.FillAsync("#signal-reason", reason);
        await officer.Page.ClickAsync("#save-signal-step");
        await Expect(officer.Page.Locator($"#signal-triage [data-status='{to}']")).ToBeVisibleAsync();
    }

    private static async Task CloseAsync(Visitor officer)
    {
        await officer.Page.ClickAsync("[data-step='ClosedWithAction']");
        await officer.Page.FillAsync("#signal-reason", "the higher risk is accepted with closer watch");
        await officer.Page.FillAsync("#signal-action", "blood counts before every dose");
        await officer.Page.ClickAsync("#save-signal-step");
        await Expect(officer.Page.Locator(".rz-dialog")).ToContainTextAsync("begins a new epoch");
        await officer.PictureAsync("signal-closing");
        await officer.Page.ClickAsync("#confirm-closing");
    }

    private static async Task LookAsync(Visitor officer, string name)
    {
        await officer.Page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(RepositoryPaths.Artifacts, name + ".png"), FullPage = true }
        );
        Assert.Empty((await officer.Page.AxeAsync()).Select(finding => $"{name} {finding}"));
        bool overflows = await officer.Page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
        );
        Assert.False(overflows, $"{name} scrolls sideways.");
    }

    private async Task<Visitor> SignInAsync(
        string name,
        int width = 1280,
        int height = 800,
        bool dark = false,
        string? language = null
    )
    {
        var visitor = await VisitAsync(unit.Unit, width, height);
        await visitor.SignInAsync(name, PreparedUnit.Password, language, dark);
        return visitor;
    }
}
