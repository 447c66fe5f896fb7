using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Infusions;

/// <summary>
/// A whole first infusion with a grade 2 reaction at minute 55, entered with its times: interruption, restart at 12.5 mL/h,
/// the 30-minute watch, back to the table, end.
/// </summary>
[Collection<SharedRunningInfusionUnit>]
public sealed class WholeInfusionTests(Browser browser, RunningInfusionUnit running) : RunningTest(browser, running)
{
    [Fact]
    public async Task FirstInfusion_WithAReactionAtMinute55_IsLedBackToTheTable()
    {
        var start = Running.Minute(-300);
        var nurse = await AtInfusionAsync("Whole");
        var page = nurse.Page;

        await OpenStepAsync("Started");
        await Expect(page.Locator("#step-rate")).ToHaveValueAsync("25");
        await page.FillAsync("#step-weight", "72.5");
        await page.FillAsync("#step-brand", "Sarclisa");
        await page.FillAsync("#step-batch", "A1B2");
        await SaveAsync(0, "Started", 1);

        await ReactAsync(nurse, Running.Typed(start.AddMinutes(55)));
        await Expect(page.Locator(".progress-panel")).ToHaveAttributeAsync("data-block", "ReactionAboveRestartGrade");
        await Expect(page.Locator(".progress-panel")).ToContainTextAsync("No restart yet");
        await Expect(page.Locator("[data-end]")).ToContainTextAsync("unknown while interrupted");

        await OpenStepAsync("Resumed");
        await Expect(page.Locator("#step-rate")).ToHaveValueAsync("12.5");
        await TypeTimeAsync(80);
        await page.Locator("#step-form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("Say how the reaction is now");
        await page.Locator("#reaction-now-AboveGrade1").CheckAsync();
        await page.Locator("#step-form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("A restart is not offered");
        await page.Locator("#reaction-now-Resolved").CheckAsync();
        await Expect(page.Locator("#rate-reason")).ToHaveCountAsync(0);
        await SaveAsync(80, "Resumed", 1);

        // Within the watch the initial rate is not offered yet: it needs a reason.
        await OpenStepAsync("RateChanged");
        await Expect(page.Locator("#step-form [data-step-vitals]"))
            .ToContainTextAsync("vital signs", new() { IgnoreCase = true });
        await Expect(page.Locator("#step-rate")).ToHaveValueAsync("25");
        await TypeTimeAsync(100);
        await Expect(page.Locator("[data-deviation]")).ToContainTextAsync("offered only from");
        await page.Locator("#step-form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("25 mL/h is not the offered rate (12.5 mL/h)");
        await TypeTimeAsync(110);
        await Expect(page.Locator("[data-deviation]")).ToHaveCountAsync(0);
        await Expect(page.Locator("#rate-note")).ToContainTextAsync("The watch is over");
        await SaveAsync(110, "RateChanged", 1);

        int minute = 170;
        int steps = 1;
        foreach (string rate in (string[])["50", "75", "100", "125", "150"])
        {
            await Expect(page.Locator(".offered-rate")).ToContainTextAsync($"{rate} mL/h");
            await page.Locator("#take-offer").ClickAsync();
            await Expect(page.Locator("#step-rate")).ToHaveValueAsync(rate);
            await SaveAsync(minute, "RateChanged", ++steps);
            minute += 30;
        }

        await Expect(page.Locator(".progress-panel")).ToContainTextAsync("The highest rate of the table is reached");
        // 55 min at 25, 30 at 12.5, 60 at 25, 30 each at 50, 75, 100 and 125 mL/h make 229.2 mL; the rest at 150 mL/h has run in since.
        await Expect(page.Locator(".progress-panel")).ToContainTextAsync("The bag should be empty");
        await Expect(page.Locator("[data-given]")).ToContainTextAsync("250.0 mL");

        await OpenStepAsync("Ended");
        await page.Locator("#reaction-ReactionsRecorded").CheckAsync();
        await SaveAsync(299, "Ended", 1);
        await Expect(page.Locator(".fact-state")).ToContainTextAsync("reactions recorded");

        Task OpenStepAsync(string kind) => page.Locator($"[data-step='{kind}']").ClickAsync();

        async Task TypeTimeAsync(int at)
        {
            await page.FillAsync("#step-at", Running.Typed(start.AddMinutes(at)));
            await page.Locator("#step-at").BlurAsync();
        }

        async Task SaveAsync(int at, string kind, int count)
        {
            await TypeTimeAsync(at);
            await page.Locator("#step-form button[type=submit]").ClickAsync();
            await Expect(page.Locator($".timeline [data-kind='{kind}']")).ToHaveCountAsync(count);
        }
    }

    private static async Task ReactAsync(Visitor nurse, string onset)
    {
        var page = nurse.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Record event" }).ClickAsync();
        await page.Locator($"[data-term='{CtcaeTerms.InfusionRelatedReaction}']").ClickAsync();
        await page.Locator("[data-grade='2']").ClickAsync();
        await page.FillAsync("#event-onset", onset);
        await page.Locator("#event-onset").BlurAsync();
        await page.Locator("#action-DrugInterrupted").CheckAsync();
        await Expect(page.Locator(".onset-place")).ToContainTextAsync("minute 55 of the infusion");
        await page.Locator("#save-event").ClickAsync();
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("recorded as interrupted");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back", Exact = true }).ClickAsync();
    }
}
