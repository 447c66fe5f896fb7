using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Verbs;

public sealed class DemonstrationTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task TimeRuns_InvitationPressed_EntriesArriveAndEveryPageSaysSynthetic()
    {
        await using var unit = await RunningUnit.DemoAsync(Stop, patients: 12);
        var nurse = await VisitAsync(unit);
        await nurse.Page.GotoAsync("/sign-in");
        await Expect(nurse.Page.Locator(".demo-banner")).ToContainTextAsync("SYNTHETIC");
        await nurse.SignInOnPageAsync("demo.nurse");
        await nurse.InteractiveAsync();
        await nurse.PictureAsync("demo-today-desktop");
        var officer = await VisitAsync(unit, width: 820, height: 1180);
        await officer.SignInOnPageAsync("demo.officer");
        await officer.InteractiveAsync();

        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Let time run" }).ClickAsync();

        var progress = nurse.Page.Locator(".demo-progress");
        await Expect(progress).ToContainTextAsync("Since then", new() { Timeout = 20_000 });
        await Expect(progress).Not.ToContainTextAsync(" 0 entries", new() { Timeout = 60_000 });
        await Expect(nurse.Page.GetByRole(AriaRole.Button, new() { Name = "60×" }))
            .ToHaveAttributeAsync("aria-pressed", "true");
        foreach (var visitor in new[] { nurse, officer })
            await Expect(visitor.Page.Locator(".demo-banner")).ToContainTextAsync("SYNTHETIC");
        await nurse.PictureAsync("demo-running-desktop");
        await officer.PictureAsync("demo-board-tablet");

        await nurse.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(officer.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }))
            .ToHaveAttributeAsync("aria-pressed", "true");
        Assert.DoesNotContain("fail:", unit.Output, StringComparison.Ordinal);
    }
}
