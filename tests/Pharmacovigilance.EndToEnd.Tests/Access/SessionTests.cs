using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Access;

/// <summary>Who may still act on a page that stays open while people come and go, and on what they have seen.</summary>
public sealed partial class SessionTests(Browser browser, SessionUnit unit)
    : BrowserTest(browser),
        IClassFixture<SessionUnit>
{
    [Fact]
    public async Task SecondTab_AnotherPersonSignedInMeanwhile_IsClosedAndWritesForNobody()
    {
        var nurse = await SignedInAsync("nurse");
        var old = nurse.Page;
        await nurse.OpenAsync("/patients/new");
        await old.Locator("main input[type=text], main input:not([type])").First.FillAsync("Leftover");
        var tab = await old.Context.NewPageAsync();
        await tab.GotoAsync("/today");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        // Within seconds the first tab is a sign-in page that says why.
        await Expect(old.Locator("#session-ended")).ToContainTextAsync("ended by signing out");
        await nurse.PictureAsync("session-second-tab");
        await tab.GotoAsync("/sign-in");
        await tab.FillAsync("#user-name", "physician");
        await tab.FillAsync("#password", PreparedUnit.Password);
        await tab.Locator(".access-form button[type=submit]").ClickAsync();
        await Expect(tab.Locator(".person-name")).ToHaveTextAsync("Paula Example");
        await old.ReloadAsync();
        await Expect(old.Locator("#signed-in")).ToContainTextAsync("Paula Example");
        await nurse.PictureAsync("session-second-tab-other-person");
    }

    [Fact]
    public async Task SecondTab_SomebodySignsInOverIt_IsClosed()
    {
        var nurse = await SignedInAsync("nurse");
        await nurse.OpenAsync("/today");
        // The cookie changes under the open page.
        await nurse.SignInAsync("physician", PreparedUnit.Password);
        await Expect(nurse.Page.Locator("#session-ended")).ToContainTextAsync("Somebody signed in with this browser");
        await nurse.Page.ReloadAsync();
        await Expect(nurse.Page.Locator("#signed-in")).ToContainTextAsync("Paula Example");
    }

    [Fact]
    public async Task PasswordReset_OpenBrowserOfThePerson_IsLedToTheSignInAndTold()
    {
        var leaver = await SignedInAsync("leaver");
        await leaver.OpenAsync("/today");
        var cookies = await leaver.Page.Context.CookiesAsync();
        var administrator = await SignedInAsync("administrator");
        await administrator.OpenAsync("/accounts");
        await administrator
            .Page.GetByRole(AriaRole.Button, new() { Name = "Reset password: Lara Example" })
            .ClickAsync();
        await administrator.Page.FillAsync("#reset-password", "quite another password");
        await administrator.Page.FillAsync("#reset-repeated", "quite another password");
        await administrator.Page.FillAsync("#reset-reason", "forgotten");
        await administrator.Page.Locator(".rz-dialog button[type=submit]").ClickAsync();

        await Expect(leaver.Page.Locator("#session-ended")).ToContainTextAsync("was reset");
        await leaver.PictureAsync("session-after-reset");
        // The old cookie, also a copied one, leads to the sign-in on every page and never to a failure.
        var thief = await VisitAsync(unit.Unit);
        await thief.Page.Context.AddCookiesAsync([
            .. cookies.Select(c => new Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Domain = c.Domain,
                Path = c.Path,
            }),
        ]);
        foreach (string path in (string[])["/", "/today", "/accounts", "/sign-in"])
        {
            var answer = await thief.Page.GotoAsync(path);
            Assert.Equal(200, answer!.Status);
            Assert.Contains("/sign-in", thief.Page.Url, StringComparison.Ordinal);
        }

        await leaver.SignInOnPageAsync("leaver", "quite another password");
        await Expect(leaver.Page.Locator(".person-name")).ToHaveTextAsync("Lara Example");
    }

    [Fact]
    public async Task TwoNurses_OneInterruptsWhileTheOtherRecords_SheIsShownAndTold()
    {
        string infusion = $"/infusions/{unit.Infusions[SessionUnit.Running]}";
        var first = await SignedInAsync("nurse");
        var second = await SignedInAsync("nurse2");
        await first.OpenAsync(infusion + "/record");
        await first.Page.Locator($"[data-term='{CtcaeTerms.Diarrhea}']").ClickAsync();
        await first.Page.Locator("[data-grade='1']").ClickAsync();
        await Expect(first.Page.Locator(".sticky-patient")).ToContainTextAsync("25 mL/h");

        await second.OpenAsync(infusion);
        await second.Page.Locator("[data-step='Interrupted']").ClickAsync();
        await second.Page.Locator("#step-reason").FillAsync("chills");
        await second.PictureAsync("session-second-nurse");
        await second.Page.Locator("#step-form button[type=submit]").ClickAsync();
        await Expect(second.Page.Locator("[data-step='Resumed']")).ToBeVisibleAsync();

        // The page follows; what was entered stays; the save is refused once, with what has changed.
        await Expect(first.Page.Locator(".sticky-patient")).Not.ToContainTextAsync("25 mL/h");
        await first.Page.Locator("#save-event").ClickAsync();
        await Expect(first.Page.Locator(".refusals")).ToHaveTextAsync(Told());
        await Expect(first.Page.Locator("[data-grade='1']")).ToHaveAttributeAsync("aria-checked", "true");
        await first.PictureAsync("session-changed-meanwhile");
        await first.Page.Locator("#save-event").ClickAsync();
        await Expect(first.Page.Locator("[data-saved]")).ToContainTextAsync("Diarrhea");
    }

    private async Task<Visitor> SignedInAsync(string name)
    {
        var visitor = await VisitAsync(unit.Unit);
        await visitor.SignInAsync(name, PreparedUnit.Password);
        return visitor;
    }

    [GeneratedRegex(
        "changed after you looked at it:.*Nils Example",
        RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Told();
}
