using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests;

[Collection<SharedDemoUnit>]
public sealed class ShellTests(Browser browser, DemoUnitFixture demo) : BrowserTest(browser)
{
    [Fact]
    public async Task DemoButton_Administrator_OpensAnInteractivePage()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInOnPageAsync("demo.administrator");

        await Expect(visitor.Page).ToHaveURLAsync(demo.Unit.Address + "/accounts");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "New account" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog).GetByText("Name as shown to others")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AuditPage_Nurse_IsRefusedInWords()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInAsync("demo.nurse");

        var answer = await visitor.Page.GotoAsync("/audit");

        Assert.Equal(403, answer!.Status);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Not allowed" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".audit-entry")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task SignOut_SignedIn_EndsTheSession()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInAsync("demo.officer");
        await visitor.OpenAsync("/audit");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        // The page is told that its session has ended while the answer to the button is on its way: either leads here.
        await Expect(visitor.Page)
            .ToHaveURLAsync(
                new Regex("/sign-in(?:\\?.*ended=SignedOut)?$", RegexOptions.None, TimeSpan.FromSeconds(1))
            );

        // A kept cookie or a page from the cache would still show the trail.
        await visitor.Page.GotoAsync("/audit");

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Audit_Officer_SeesSignInsAndFiltersThem()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInAsync("demo.officer");
        await visitor.OpenAsync("/audit");

        await Expect(visitor.Page.Locator(".audit-entry").First).ToContainTextAsync("Signed in");
        await visitor.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("alert");
        await visitor.Page.GetByLabel("From", new() { Exact = true }).FillAsync("2001-01-01");
        await visitor.Page.GetByLabel("To", new() { Exact = true }).FillAsync("2001-01-02");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(visitor.Page.GetByText("No entry fits these filters.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Preferences_DarkAndRussian_StayAfterReload()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Русский" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Вход" })).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Светлое или тёмное оформление" }).ClickAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await visitor.PictureAsync("sign-in-dark-russian");
        await visitor.SignInOnPageAsync("demo.administrator");

        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Учётные записи" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("СИНТЕТИЧЕСКИЕ ДЕМОНСТРАЦИОННЫЕ ДАННЫЕ")).ToBeVisibleAsync();
        await visitor.PictureAsync("accounts-dark-russian");
        await visitor.Page.SetViewportSizeAsync(820, 1180);
        await visitor.OpenAsync("/audit");
        await visitor.Page.Locator(".audit-entry summary").Nth(1).ClickAsync();
        await visitor.PictureAsync("audit-dark-russian-tablet");
    }

    [Theory]
    [InlineData(1280, 800, "desktop")]
    [InlineData(820, 1180, "tablet")]
    public async Task Navigation_EverySize_HasTargetsToTouchAndDoesNotScrollSideways(int width, int height, string name)
    {
        var visitor = await VisitAsync(demo.Unit, width, height);
        await visitor.SignInAsync("demo.administrator");
        await visitor.OpenAsync("/accounts");

        foreach (
            var target in await visitor.Page.Locator(".nav-bar a, .top-bar a, .top-bar button, main button").AllAsync()
        )
        {
            var box = await target.BoundingBoxAsync();
            Assert.True(box is { Width: >= 44, Height: >= 44 }, await target.InnerTextAsync());
        }

        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await visitor.PictureAsync($"accounts-{name}");
    }

    [Theory]
    [InlineData("/sign-in", false)]
    [InlineData("/sign-in", true)]
    [InlineData("/accounts", false)]
    [InlineData("/accounts", true)]
    [InlineData("/audit", false)]
    [InlineData("/audit", true)]
    public async Task Axe_ShellPages_FindNothingSerious(string path, bool dark)
    {
        var visitor = await VisitAsync(demo.Unit);
        if (path != "/sign-in")
            await visitor.SignInAsync("demo.administrator", dark: dark);
        else if (dark)
            await visitor.Page.GotoAsync("/preferences/theme");
        await visitor.Page.GotoAsync(path);
        await visitor.Page.GetByRole(AriaRole.Heading).First.WaitForAsync();

        Assert.Empty(await visitor.Page.SeriousAxeAsync());
    }

    /// <summary>The other tests would pass as well if nothing were examined.</summary>
    [Fact]
    public async Task Axe_FaultsInAPage_AreFoundWhereTheyAre()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.Page.EvaluateAsync(
            """
            () => document.querySelector('main').insertAdjacentHTML('afterend',
              '<aside><img src="icon.svg"><p style="color: #ddd; background: #fff">hard to read</p></aside>')
            """
        );

        Assert.Equal(
            ["color-contrast", "image-alt"],
            (await visitor.Page.SeriousAxeAsync()).Select(finding => finding.Id).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(await visitor.Page.AxeAsync("main"), finding => finding.IsSerious);
        Assert.Contains(await visitor.Page.AxeAsync("aside"), finding =>
            finding.ToString().Contains("image-alt: <img src=\"icon.svg\">", StringComparison.Ordinal)
        );
    }
}
