using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests;

public sealed partial class ConnectionTests(Browser browser) : BrowserTest(browser)
{
    /// <summary>Milliseconds; well before the silence of the heartbeat would be noticed.</summary>
    private const float AtOnce = 5000;

    [Fact]
    public async Task ServerKilled_OpenPage_SaysSinceWhenAndBlocksTheScreen()
    {
        await using var unit = await RunningUnit.DemoAsync(Stop);
        var visitor = await VisitAsync(unit);
        await visitor.SignInAsync("demo.administrator");
        await visitor.OpenAsync("/accounts");
        await Expect(visitor.Page.Locator("#heartbeat")).ToContainTextAsync("In contact");

        unit.Kill();

        await Expect(visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "No contact with the server" }))
            .ToBeVisibleAsync(new() { Timeout = AtOnce });
        await Expect(visitor.Page.Locator("#heartbeat .lost")).ToHaveTextAsync(SinceWhen(), new() { Timeout = AtOnce });
    }

    [Fact, Trait("peer-failure", "23")]
    public async Task ServerHangs_ConnectionStillOpen_IsSaidWithinTenSeconds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process cannot be frozen by a signal on Windows.");
        await using var unit = await RunningUnit.DemoAsync(Stop);
        var visitor = await VisitAsync(unit);
        await visitor.SignInAsync("demo.administrator");
        await visitor.OpenAsync("/accounts");

        // It still holds the socket but does nothing any more.
        await unit.FreezeAsync(Stop);

        await Expect(visitor.Page.Locator("#heartbeat.silent .lost"))
            .ToContainTextAsync("No contact with the server since", new() { Timeout = 10000 });
    }

    [Fact, Trait("peer-failure", "16")]
    public async Task ServerBackWithoutTheCircuit_OpenPage_ReloadsByItself()
    {
        await using var unit = await RunningUnit.DemoAsync(Stop);
        var visitor = await VisitAsync(unit);
        await visitor.SignInAsync("demo.administrator");
        await visitor.OpenAsync("/accounts");
        await visitor.Page.EvaluateAsync("() => { window.beforeRestart = true; }");

        await unit.RestartAsync(Stop);

        await visitor.Page.WaitForFunctionAsync(
            "() => window.beforeRestart === undefined && document.querySelector('main')"
        );
    }

    [GeneratedRegex(@"^No contact with the server since \d\d:\d\d$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SinceWhen();
}
