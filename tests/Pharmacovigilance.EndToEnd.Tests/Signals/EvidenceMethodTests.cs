using Pharmacovigilance.Domain;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Signals;

/// <summary>How evidence is gathered is previewed, given a reason, and signed where it asks for less.</summary>
public sealed class EvidenceMethodTests(Browser browser, MethodUnit unit)
    : BrowserTest(browser),
        IClassFixture<MethodUnit>
{
    private const string Line = "IsaPd-10046300-AdverseEvent-Any";

    [Fact]
    public async Task Spread_RaisedWithAReasonLoweredWithASignature_AndPrimaryLinesNamed()
    {
        var officer = await VisitAsync(unit.Unit, 1280, 800);
        await officer.SignInAsync(MethodUnit.Officer, PreparedUnit.Password);
        await officer.OpenAsync("/board/method");
        var page = officer.Page;
        await officer.PictureAsync("evidence-method");

        await SpreadAsync(officer, "0.3");
        await Expect(page.Locator("#signature")).ToHaveCountAsync(0);
        await page.FillAsync("#decision-reason", "premedication differs");
        await page.ClickAsync("#decide");
        await Expect(page.Locator(".said")).ToContainTextAsync("begin anew");

        await SpreadAsync(officer, "0.25");
        await officer.PictureAsync("evidence-method-preview");
        await page.FillAsync("#decision-reason", "matched since");
        await page.FillAsync("#signature", "not the password");
        await page.ClickAsync("#decide");
        await Expect(page.Locator(".refusals")).ToContainTextAsync("signature");
        await page.FillAsync("#signature", PreparedUnit.Password);
        await page.ClickAsync("#decide");
        await Expect(page.Locator("#evidence-decisions li")).ToHaveCountAsync(2);

        await page.Locator("#primary-form summary").ClickAsync();
        await page.CheckAsync($"[id='primary-{Line}']");
        await page.ClickAsync("#preview-primary");
        await page.FillAsync("#decision-reason", "the line we watch");
        await page.FillAsync("#signature", PreparedUnit.Password);
        await page.ClickAsync("#decide");
        await Expect(page.Locator("#in-force")).ToContainTextAsync("1 primary lines");
        await officer.PictureAsync("evidence-method-after");

        await officer.OpenAsync($"/board/streams/{Line}");
        await Expect(page.Locator("section:has(#earlier-epochs) tbody tr")).ToHaveCountAsync(3);
    }

    private static async Task SpreadAsync(Visitor officer, string spread)
    {
        await officer.Page.SelectOptionAsync("#spread-line", Line);
        await officer.Page.FillAsync("#spread-value", spread);
        await officer.Page.ClickAsync("#preview-spread");
        await Expect(officer.Page.Locator("#evidence-preview")).ToContainTextAsync("Evidence of 1 line begins anew.");
    }
}

/// <summary>A unit with a safety officer and one patient.</summary>
public sealed class MethodUnit : PreparedUnit
{
    public const string Officer = "officer";

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, Officer, "Oskar Example", Role.SafetyOfficer);
        await RegisterAsync(stores, "Annex", physician, new DateOnly(1950, 4, 2));
    }
}
