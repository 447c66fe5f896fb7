using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Infusions;

/// <summary>With a unit of its own, because it is killed.</summary>
public sealed class LostContactTests(Browser browser, RunningInfusionUnit running)
    : RunningTest(browser, running),
        IClassFixture<RunningInfusionUnit>
{
    [Fact]
    public async Task Countdown_WithoutContact_CountsNothingAndSaysSo()
    {
        var nurse = await AtInfusionAsync("Watch");
        await Expect(nurse.Page.Locator("step-countdown")).ToContainTextAsync("in ");

        Running.Unit.Kill();

        await Expect(nurse.Page.Locator("step-countdown"))
            .ToHaveTextAsync("No contact: use a clock", new() { Timeout = 5000 });
        await Expect(nurse.Page.Locator("step-countdown")).ToHaveClassAsync("lost");
    }
}
