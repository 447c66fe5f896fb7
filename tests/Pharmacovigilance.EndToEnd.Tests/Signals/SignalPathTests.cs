using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Signals;

/// <summary>A board left open while reactions are recorded: grey while nothing can be said, then amber, then red, and the page of the stream explains each step.</summary>
public sealed class SignalPathTests(Browser browser, SignalPathUnit unit)
    : BrowserTest(browser),
        IClassFixture<SignalPathUnit>
{
    private const string Stream = $"IsaKd-{CtcaeTerms.InfusionRelatedReaction}-AdverseEvent-GradeAtLeast3";

    [Fact]
    public async Task Board_SevereReactionsArrive_GoesFromGreyOverAmberToRedAndSaysWhy()
    {
        var board = await SignInAsync(SignalPathUnit.Officer);
        await board.OpenAsync("/board");
        await board.Page.GetByRole(AriaRole.Button, new() { Name = "IsaKd" }).ClickAsync();
        var page = await SignInAsync(SignalPathUnit.Officer);
        await page.OpenAsync($"/board/streams/{Stream}");
        var line = board.Page.Locator(
            $"[data-stream='{CtcaeTerms.InfusionRelatedReaction}-AdverseEvent-GradeAtLeast3']"
        );
        var state = page.Page.Locator("[data-state]");
        await Expect(line).ToContainTextAsync("Followed too briefly");
        await Expect(state).ToContainTextAsync("This is not “all is well”");

        var nurse = await SignInAsync(SignalPathUnit.Nurse);
        var seen = new List<string> { "FollowedTooBriefly" };
        for (int i = 0; i < unit.Running.Count && seen[^1] != "Signal"; i++)
        {
            await RecordReactionAsync(nurse, unit.Running[i]);
            // Without reload, on both pages.
            await Expect(line.Locator(".figure").First)
                .ToHaveTextAsync($"{i + 1} of {SignalPathUnit.Silent + SignalPathUnit.Reacted + i + 1}");
            await Expect(page.Page.Locator("#unit-count")).ToContainTextAsync($"{i + 1} of");
            string now = await state.GetAttributeAsync("data-state") ?? "";
            if (now != seen[^1])
                seen.Add(now);
            if (now == "Watch")
                await Expect(state).ToContainTextAsync("by more than ordinary units differ (τ 0.3)");
        }

        Assert.Equal(["FollowedTooBriefly", "Watch", "Signal"], seen);
        await Expect(line.Locator(".state-critical")).ToContainTextAsync("Signal");
        await Expect(state).ToContainTextAsync("not “caused by the drug”");
        await page.Page.Locator("details summary").Filter(new() { HasText = "The path as a table" }).ClickAsync();
        await page.Page.ScreenshotAsync(
            new PageScreenshotOptions
            {
                Path = Path.Combine(RepositoryPaths.Artifacts, "stream-signal.png"),
                FullPage = true,
            }
        );
        await state.GetByRole(AriaRole.Link, new() { Name = "To the signal" }).ClickAsync();
        await Expect(page.Page.Locator("#signal-history")).ToContainTextAsync("Raised");
        await board.Page.ScreenshotAsync(
            new PageScreenshotOptions
            {
                Path = Path.Combine(RepositoryPaths.Artifacts, "board-signal.png"),
                FullPage = true,
            }
        );
    }

    private async Task RecordReactionAsync(Visitor nurse, string family)
    {
        await nurse.OpenAsync($"/infusions/{unit.Infusions[family]}/record");
        await nurse.Page.Locator($"[data-term='{CtcaeTerms.InfusionRelatedReaction}']").ClickAsync();
        await nurse.Page.Locator("[data-grade='3']").ClickAsync();
        await nurse.Page.Locator("#save-event").ClickAsync();
        await Expect(nurse.Page.Locator("[data-saved]")).ToBeVisibleAsync();
    }

    private async Task<Visitor> SignInAsync(string userName)
    {
        var visitor = await VisitAsync(unit.Unit);
        await visitor.SignInAsync(userName, PreparedUnit.Password);
        return visitor;
    }
}
