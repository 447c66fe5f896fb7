using Microsoft.Playwright;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.EndToEnd.Tests.Alerts;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.AdverseEvents;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Calls;

/// <summary>A unit in which a minute may pass before the next person is called.</summary>
public sealed class EscalationUnit : PreparedUnit
{
    protected override async Task FillAsync(Stores stores)
    {
        var attending = await AccountAsync(stores, AlertsUnit.Attending, "Paula Example", Role.Physician);
        var deputy = await AccountAsync(stores, AlertsUnit.Colleague, "Piet Example", Role.Physician);
        await AccountAsync(stores, AlertsUnit.Nurse, "Nora Example", Role.Nurse);
        await stores.AnswerWithinAsync(minutes: 1);
        foreach (var role in Enum.GetValues<OnCallRole>())
            await stores.OnCall.AddAsync(Actor.Product, role, deputy, Clock.Now, Clock.Now.AddDays(2));
        var course = await RegisterAsync(stores, "Quill", attending, new DateOnly(1950, 4, 2));
        await stores.Observations.RecordLabAsync(
            Actor.Product,
            new LabEntry(course, LabTest.NeutrophilCount, 1.4m, "10*9/L", null, Clock.Now.AddHours(-1))
        );
    }
}

/// <summary>Nobody answers a page: the deputy is called; somebody answers: every device falls silent.</summary>
public sealed class EscalationTests(Browser browser, EscalationUnit escalation)
    : BrowserTest(browser),
        IClassFixture<EscalationUnit>
{
    [Fact]
    public async Task Page_NotAnswered_CallsTheDeputyAndStopsEverywhereWhenTheFirstAcknowledges()
    {
        var attending = await SignInAsync(AlertsUnit.Attending);
        var phone = await SignInAsync(AlertsUnit.Attending, width: 390, height: 844);
        var deputy = await SignInAsync(AlertsUnit.Colleague);
        var nurse = await SignInAsync(AlertsUnit.Nurse);
        await attending.Page.AddInitScriptAsync(InTheBackground);
        foreach (var visitor in new[] { attending, phone, deputy })
            await visitor.OpenAsync("/inbox");
        await Expect(deputy.Page.GetByText("No alert of your courses")).ToBeVisibleAsync();

        await nurse.OpenAsync($"/courses/{escalation.Courses["Quill"]}");
        await RecordLowCountAsync(nurse.Page);

        await Expect(attending.Page.Locator(".alert-banner.calling")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator(".alert-banner.calling")).ToBeVisibleAsync();
        string shown = Assert.Single(await NotificationsAsync(attending.Page, "open"));
        Assert.EndsWith("open", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Quill", shown, StringComparison.Ordinal);
        await Expect(deputy.Page.Locator(".alert-banner.calling")).ToHaveCountAsync(0);

        await Expect(deputy.Page.Locator(".alert-banner.calling")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Expect(deputy.Page.Locator(".alert-card")).ToContainTextAsync("Quill");

        await phone.Page.Locator(".alert-card").GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        foreach (var visitor in new[] { attending, phone, deputy })
            await Expect(visitor.Page.Locator(".alert-banner.calling")).ToHaveCountAsync(0);
        Assert.EndsWith(
            "closed",
            Assert.Single(await NotificationsAsync(attending.Page, "closed")),
            StringComparison.Ordinal
        );
        await Expect(deputy.Page.Locator(".alert-card")).ToContainTextAsync("seen by Paula Example");
        await deputy.Page.Locator(".alert-card h2 a").ClickAsync();
        await deputy.Page.GetByRole(AriaRole.Link, new() { Name = "Why was I (not) called?" }).ClickAsync();
        await Expect(deputy.Page.Locator("main")).ToContainTextAsync("Piet Example");
    }

    /// <summary>A browser in which the page lies behind another window and notifications are allowed; it remembers what it was asked to show.</summary>
    private const string InTheBackground = """
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
        window.shownNotifications = [];
        window.Notification = class {
          static permission = 'granted';
          constructor(title, options) { this.title = title; this.tag = options.tag; this.state = 'open'; window.shownNotifications.push(this); }
          close() { this.state = 'closed'; }
        };
        """;

    /// <summary>The banner is drawn first; the notification follows it.</summary>
    private static async Task<string[]> NotificationsAsync(IPage page, string state)
    {
        await page.WaitForFunctionAsync("state => window.shownNotifications.some(one => one.state === state)", state);
        return await page.EvaluateAsync<string[]>(
            "() => window.shownNotifications.map(one => `${one.title} ${one.tag} ${one.state}`)"
        );
    }

    private static async Task RecordLowCountAsync(IPage page)
    {
        await page.GetByText("Enter a laboratory value").First.ClickAsync();
        var entry = page.GetByRole(AriaRole.Form, new() { Name = "Enter a laboratory value" });
        await entry.Locator("input[value='ANC']").CheckAsync();
        await entry.Locator("#lab-value").FillAsync("0.4");
        await entry.GetByRole(AriaRole.Radio, new() { Name = "×10⁹/L", Exact = true }).CheckAsync();
        await entry.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
    }

    private async Task<Visitor> SignInAsync(string name, int width = 1280, int height = 800)
    {
        var visitor = await VisitAsync(escalation.Unit, width, height);
        await visitor.SignInAsync(name, PreparedUnit.Password);
        return visitor;
    }
}
