using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Reference;

/// <summary>People of the unit in front of the ledger, each in a browser of their own.</summary>
public abstract class LedgerTest(Browser browser, LedgerUnit ledger) : BrowserTest(browser)
{
    protected async Task<Visitor> SignInAsync(
        string name,
        int width = 1280,
        int height = 800,
        bool dark = false,
        string? language = null
    )
    {
        var visitor = await VisitAsync(ledger.Unit, width, height);
        await visitor.SignInAsync(name, PreparedUnit.Password, language, dark);
        return visitor;
    }
}
