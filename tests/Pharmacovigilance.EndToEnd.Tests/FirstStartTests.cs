using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests;

public sealed partial class FirstStartTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task FirstAdministratorLink_EmptyUnit_CreatesOneAccountOnce()
    {
        await using var unit = await RunningUnit.EmptyAsync(TestContext.Current.CancellationToken);
        var visitor = await VisitAsync(unit);
        var page = visitor.Page;
        string link = Link().Match(unit.Output).Value;

        await page.GotoAsync(link);
        await page.GetByLabel("Name as shown to others").FillAsync("Анна Тест");
        await page.GetByLabel("User name").FillAsync("анна");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("short");
        await page.GetByLabel("Password again").FillAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("at least 12 characters");

        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("correct horse battery");
        await page.GetByLabel("Password again").FillAsync("correct horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByText("The account was created.")).ToBeVisibleAsync();

        await page.GotoAsync(link);
        await Expect(page.GetByText("This link is not valid")).ToBeVisibleAsync();

        await page.GotoAsync("/sign-in");
        await Expect(page.Locator(".demo-accounts, .demo-banner")).ToHaveCountAsync(0);
        await page.GetByLabel("User name").FillAsync("АННА");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visitor.InteractiveAsync();
        await Expect(page).ToHaveURLAsync(unit.Address + "/accounts");
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Анна Тест" })).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"http://\S+/first-administrator\?token=\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
