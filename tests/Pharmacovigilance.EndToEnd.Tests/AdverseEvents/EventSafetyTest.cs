using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>People in front of the unit of the event tests.</summary>
public abstract class EventSafetyTest(Browser browser, EventSafetyUnit unit) : BrowserTest(browser)
{
    protected EventSafetyUnit Events => unit;

    protected async Task<Visitor> PersonAsync(
        string name,
        int width = 1280,
        int height = 900,
        string? language = null,
        bool dark = false
    )
    {
        var person = await VisitAsync(unit.Unit, width, height);
        await person.SignInAsync(name, PreparedUnit.Password, language, dark);
        return person;
    }

    protected string EventPath(string family) => $"/events/{unit.Events[family]}";

    protected string RecordPath(string family) => $"/infusions/{unit.Infusions[family]}/record";

    protected static ILocator At(Visitor visitor, string selector) => visitor.Page.Locator(selector);

    protected static Task TapAsync(Visitor visitor, string selector) => visitor.Page.Locator(selector).ClickAsync();
}
