using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Reference;

/// <summary>People of the unit in front of the ledger, each in a browser of their own.</summary>
public abstract class LedgerTest(Browser browser, LedgerUnit ledger) : BrowserTest(browser), IClassFixture<LedgerUnit>
{
    protected async Task<Visitor> SignInAsync(string name, int width = 1280, int height = 800, bool dark = false, string? language = null)
    {
        var visitor = await VisitAsync(ledger.Unit, width, height);
        await visitor.Page.GotoAsync("/sign-in");
        if (language is not null) await visitor.Page.GotoAsync($"/preferences/language?to={language}");
        if (dark) await visitor.Page.GotoAsync("/preferences/theme");
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.Page.FillAsync("#user-name", name);
        await visitor.Page.FillAsync("#password", PreparedUnit.Password);
        await visitor.Page.Locator(".access-form button[type=submit]").ClickAsync();
        await visitor.InteractiveAsync();
        return visitor;
    }
}
