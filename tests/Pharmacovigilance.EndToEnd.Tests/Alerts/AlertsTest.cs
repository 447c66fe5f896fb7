using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Alerts;

/// <summary>People of the unit in front of browsers of their own.</summary>
public abstract class AlertsTest(Browser browser, AlertsUnit alerts) : BrowserTest(browser)
{
    protected AlertsUnit Alerts => alerts;

    protected async Task<Visitor> SignInAsync(
        string name,
        int width = 1280,
        int height = 800,
        bool dark = false,
        string? language = null
    )
    {
        var visitor = await HearingVisitorAsync(width, height);
        await visitor.SignInAsync(name, PreparedUnit.Password, language, dark);
        return visitor;
    }

    /// <summary>Signs in on the page, and is where the role begins.</summary>
    protected async Task<Visitor> BeginAsync(string name)
    {
        var visitor = await HearingVisitorAsync(1280, 800);
        await visitor.SignInOnPageAsync(name, PreparedUnit.Password);
        return visitor;
    }

    private async Task<Visitor> HearingVisitorAsync(int width, int height)
    {
        var visitor = await VisitAsync(alerts.Unit, width, height);
        await visitor.Page.AddInitScriptAsync(
            "document.addEventListener('unit-alert', () => window.rings = (window.rings ?? 0) + 1)"
        );
        return visitor;
    }

    /// <summary>The nurse records an infusion reaction at the bedside.</summary>
    protected async Task RecordReactionAsync(Visitor nurse, string family, int grade)
    {
        await nurse.OpenAsync($"/infusions/{alerts.Infusions[family]}/record");
        await nurse.Page.Locator($"[data-term='{CtcaeTerms.InfusionRelatedReaction}']").ClickAsync();
        await nurse.Page.Locator($"[data-grade='{grade}']").ClickAsync();
        await nurse.Page.Locator("#save-event").ClickAsync();
        await Expect(nurse.Page.Locator("[data-saved]")).ToBeVisibleAsync();
    }

    /// <summary>The undecided alert of a patient on the open page.</summary>
    protected static ILocator Card(Visitor visitor, string family, string title) =>
        visitor
            .Page.Locator(".alert-card")
            .Filter(new() { HasText = family })
            .Filter(new() { Has = visitor.Page.Locator("h2", new() { HasText = title }) });

    protected static ILocator Button(ILocator place, string name) =>
        place.GetByRole(AriaRole.Button, new() { Name = name });

    protected static Task<int> RingsAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<int>("() => window.rings ?? 0");

    protected static Task WaitForRingAsync(Visitor visitor, int before) =>
        visitor.Page.WaitForFunctionAsync($"() => (window.rings ?? 0) > {before}");
}
