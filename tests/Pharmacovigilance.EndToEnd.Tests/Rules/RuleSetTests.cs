using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Rules;

/// <summary>Another label's rules: looked at, previewed against the last year, signed, and pinned by the next alert.</summary>
public sealed class RuleSetTests(Browser browser, RuleSetUnit unit) : BrowserTest(browser), IClassFixture<RuleSetUnit>
{
    [Fact]
    public async Task RuleSet_PreviewedSignedAndInForce_IsPinnedByTheNextAlert()
    {
        var officer = await SignInAsync(RuleSetUnit.Officer);
        await officer.OpenAsync("/rule-sets");
        await Expect(officer.Page.Locator("#in-force")).ToContainTextAsync("eu-2023/2");
        await Expect(officer.Page.Locator("#change [data-set='us-2020']")).ToHaveCountAsync(0);
        await Expect(officer.Page.Locator("#sets [data-set='us-2020'], #sets")).ToContainTextAsync("2020");

        await officer.Page.Locator("#change [data-set='eu-2025']").ClickAsync();
        var preview = officer.Page.Locator("#preview[data-to='eu-2025']");
        await Expect(preview.Locator("[data-rule='ANC-PROMPT'] td").Nth(3)).ToHaveTextAsync("1");
        await Expect(preview.Locator("[data-rule='ANC-HOLD'] td").First).ToHaveTextAsync("1");
        await officer.PictureAsync("rule-sets-preview");
        await Expect(officer.Page.Locator("#activate")).ToBeDisabledAsync();
        await officer.Page.FillAsync("#activation-reason", "The hospital follows the newer text");
        await officer.Page.FillAsync("#signature", "not the password");
        await officer.Page.ClickAsync("#activate");
        await Expect(officer.Page.Locator(".refusals")).ToContainTextAsync("signature");
        await officer.Page.FillAsync("#signature", PreparedUnit.Password);
        await officer.Page.ClickAsync("#activate");
        await Expect(officer.Page.Locator(".said")).ToContainTextAsync("eu-2025/1+local/");
        await Expect(officer.Page.Locator("#decisions")).ToContainTextAsync("The hospital follows the newer text");

        await EnterAncAsync("Later", "0.8");
        var physician = await SignInAsync(RuleSetUnit.Physician);
        await physician.OpenAsync("/inbox");
        var card = physician.Page.Locator(".alert-card", new PageLocatorOptions { HasText = "Later" });
        await Expect(card).ToContainTextAsync("ANC-PROMPT");
        await Expect(card).ToContainTextAsync("eu-2025/1+local/");
        // What was on record before is not judged again, and the old hold keeps its pin.
        await Expect(physician.Page.Locator(".alert-card", new PageLocatorOptions { HasText = "Prompted" }))
            .ToHaveCountAsync(0);
        await Expect(physician.Page.Locator(".alert-card", new PageLocatorOptions { HasText = "Held" }))
            .ToContainTextAsync("eu-2023/2+local/1");
        await physician.PictureAsync("rule-sets-pinned");
    }

    [Fact]
    public async Task TimeMachine_FromThePatient_SaysWhatTheOtherLabelWouldHaveSaid()
    {
        var physician = await SignInAsync(RuleSetUnit.Physician, 820, 1180);
        await physician.OpenAsync($"/courses/{unit.Courses["Held"]}");
        await physician.Page.Locator($"a[href='/courses/{unit.Courses["Held"]}/labels']").ClickAsync();
        await physician.Page.Locator("[data-set='us-2024']").ClickAsync();
        var interrupt = physician.Page.Locator("[data-rule='POM-ANC'][data-agreement='OnlyOther']");
        await Expect(interrupt.Locator("[data-side='us-2024']")).ToContainTextAsync("0.50 ×10⁹/L or more");
        await Expect(physician.Page.Locator("[data-rule='ANC-HOLD']")).ToHaveCountAsync(0);
        await physician.Page.Locator("main input[type=checkbox]").UncheckAsync();
        await Expect(physician.Page.Locator("[data-rule='ANC-HOLD'][data-agreement='Same']")).ToBeVisibleAsync();
        await physician.PictureAsync("time-machine");
    }

    [Fact]
    public async Task LocalPolicy_ChangedByTheAdministrator_IsANewSignedVersion_AndTypingIsKept()
    {
        var administrator = await SignInAsync(RuleSetUnit.Administrator);
        await administrator.OpenAsync("/rule-sets");
        await Expect(administrator.Page.Locator("#change [data-set]")).ToHaveCountAsync(0);
        await administrator.Page.ClickAsync("#edit-policy");
        await administrator.Page.FillAsync("#policy-vital-signs", "999");
        await administrator.Page.FillAsync("#policy-reason", "Vital signs every half hour");
        await administrator.Page.Locator(".nav-bar a[href='audit']").ClickAsync();
        await Expect(administrator.Page.Locator("#policy-vital-signs")).ToHaveCountAsync(0);
        await administrator.Page.Locator(".nav-bar a[href='rule-sets']").ClickAsync();
        await Expect(administrator.Page.Locator("#policy-vital-signs")).ToHaveValueAsync("999");
        await administrator.Page.FillAsync("#policy-signature", PreparedUnit.Password);
        await administrator.Page.ClickAsync("#sign-policy");
        await Expect(administrator.Page.Locator(".refusals")).ToContainTextAsync("between 1 and 240");
        await administrator.Page.FillAsync("#policy-vital-signs", "30");
        await administrator.Page.FillAsync("#policy-signature", PreparedUnit.Password);
        await administrator.Page.ClickAsync("#sign-policy");
        await Expect(administrator.Page.Locator("#local-policy .facts")).ToContainTextAsync("local/2");
        await Expect(administrator.Page.Locator("#local-policy .facts")).ToContainTextAsync("30 min");
        await administrator.PictureAsync("local-policy");
    }

    [Theory]
    [InlineData("rule-sets-dark-ru", 820, 1180, "ru", true)]
    [InlineData("rule-sets-light-en", 1280, 900, "en", false)]
    public async Task Pages_Look_AndAxeFindsNothingSerious(
        string name,
        int width,
        int height,
        string language,
        bool dark
    )
    {
        var officer = await VisitAsync(unit.Unit, width, height);
        await officer.SignInAsync(RuleSetUnit.Officer, PreparedUnit.Password, language, dark);
        await officer.OpenAsync("/rule-sets");
        await officer.Page.Locator("#set-us-2024 > summary").ClickAsync();
        await officer.Page.Locator("#set-eu-2023 > summary").ClickAsync();
        await NothingSeriousAsync(officer, name);
        await officer.OpenAsync($"/courses/{unit.Courses["Held"]}/labels?set=us-2024");
        await officer.Page.Locator("#compared").WaitForAsync();
        await NothingSeriousAsync(officer, name + "-machine");
    }

    [Fact]
    public async Task RuleSets_OpenedByANurse_AreRefused()
    {
        var nurse = await SignInAsync(RuleSetUnit.Nurse);
        Assert.Equal(403, (await nurse.Page.GotoAsync("/rule-sets"))!.Status);
        Assert.Equal(403, (await nurse.Page.GotoAsync($"/courses/{unit.Courses["Held"]}/labels"))!.Status);
    }

    private static async Task NothingSeriousAsync(Visitor visitor, string name)
    {
        await visitor.Page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(RepositoryPaths.Artifacts, name + ".png"), FullPage = true }
        );
        Assert.Empty(await visitor.Page.SeriousAxeAsync());
        Assert.True(
            await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"),
            "The page scrolls sideways."
        );
    }

    private async Task EnterAncAsync(string family, string value)
    {
        var nurse = await SignInAsync(RuleSetUnit.Nurse);
        await nurse.OpenAsync($"/courses/{unit.Courses[family]}");
        var entry = nurse.Page.GetByRole(AriaRole.Form, new() { Name = "Enter a laboratory value" });
        await entry.Locator("input[value='ANC']").CheckAsync();
        await entry.Locator("#lab-value").FillAsync(value);
        await entry.GetByRole(AriaRole.Radio, new() { Name = "×10⁹/L", Exact = true }).CheckAsync();
        await entry.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
        await Expect(nurse.Page.Locator("#lab-outcome")).ToBeVisibleAsync();
    }

    private async Task<Visitor> SignInAsync(string name, int width = 1280, int height = 800)
    {
        var visitor = await VisitAsync(unit.Unit, width, height);
        await visitor.SignInAsync(name, PreparedUnit.Password);
        return visitor;
    }
}
